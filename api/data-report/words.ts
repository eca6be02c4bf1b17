import type { DataReport } from "../contract.ts";

type Owner = DataReport["schools"][number]["kinds"][number]["owner"];

/** Who can mend what is wrong, in words. */
export const ownerWords: Record<Owner, string> = {
  district: "the district: a list that it keeps",
  school: "the school's records office",
  operator: "the charter operator",
  vendor: "the maker of the export",
};
