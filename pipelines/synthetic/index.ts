export { type DistrictOptions, type Progress, writeDistrict } from "./write-district.ts";
