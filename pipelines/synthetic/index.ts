export { type DistrictOptions, writeDistrict } from "./write-district.ts";
