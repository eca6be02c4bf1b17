import { expect, test } from "vitest";
import { groupSchools, type School } from "./group-schools.ts";

const signs = { r: "reported", l: "late", m: "missing", n: "not_expected" } as const;
type Sign = keyof typeof signs;
const isSign = (sign: string): sign is Sign => sign in signs;

const school = (label: string, region: string | null, attendance: string): School => ({
  ...{ key: label, label, region, level: "high", operator: null, missing_count: 0 },
  cells: { attendance: [...attendance].filter(isSign).map((sign) => signs[sign]) },
});

test("the group with most schools that miss days comes first, and a day that nobody expects is not due", () => {
  const schools = [
    school("Alder", "North", "rrmm"),
    school("Birch", "South", "rrrm"),
    school("Cedar", "South", "mnrr"),
    school("Dogwood", "North", "rlnn"),
    school("Elm", null, "rrrr"),
  ];
  expect(groupSchools(schools, { by: "region", feed: "attendance" })).toEqual([
    { name: "South", schools: 2, with_gaps: 2, missing_days: 2, due_days: 7 },
    { name: "North", schools: 2, with_gaps: 1, missing_days: 2, due_days: 6 },
    { name: null, schools: 1, with_gaps: 0, missing_days: 0, due_days: 4 },
  ]);
});

test("schools without an operator are a group of their own", () => {
  const found = groupSchools([school("Alder", "North", "m")], { by: "operator", feed: "attendance" });
  expect(found).toEqual([{ name: null, schools: 1, with_gaps: 1, missing_days: 1, due_days: 1 }]);
});
