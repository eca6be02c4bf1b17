import { expect, it } from "vitest";
import type { Aggregate } from "../model/define.ts";
import { days, distinct, students, sum } from "../model/define.ts";
import { factOf } from "../model/facts.ts";
import { dimensionNamed } from "../model/model.ts";
import type { Block } from "../plan.ts";
import { coarsestTable } from "./coarsest-table.ts";

const day = "attendance_day";
const attended = sum(day, "attended_parts");
const places = {
  kind: "some" as const,
  schools: ["a"],
  operators: [],
  regions: [],
  students: [],
  historyOf: [],
};
const planned = (keys: string[]) => keys.map((key) => ({ key, dimension: dimensionNamed(key) }));

type Asked = Partial<Block> & { by?: string[]; only?: string[]; of?: Aggregate; areDaysAddedUp?: boolean };

function tableOf({ by = [], only, of = attended, areDaysAddedUp = false, ...rest }: Asked): string {
  const block: Block = {
    ...{ name: day, fact: factOf(day), period: "current", filters: [], schoolYears: [] },
    ...{ scope: { kind: "everything" }, countsPersons: false, ...rest },
    components: [{ column: "m0_0", aggregate: of }],
  };
  return coarsestTable(block, {
    areDaysAddedUp,
    by: planned(by),
    only: only && { by: planned(only), rows: [] },
  });
}

it.each<[string, Asked]>([
  ["the whole district", {}],
  ["schools, days and terms", { by: ["school", "week", "date", "term"] }],
  ["days with a report", { of: distinct(day, "attended_on", { is_reported: true }) }],
  ["some schools", { scope: places, filters: [{ dimension: "level", op: "in", values: ["high"] }] }],
  ["days of a school year", { of: days(day, "absent_parts"), period: "previous", by: ["month"] }],
])("%s need no students", (_, asked) => {
  expect(tableOf(asked)).toBe("agg_attendance_school_day");
});

it.each<[string, Asked]>([
  ["a grade", { by: ["grade"] }],
  [
    "a student group that is filtered by",
    { filters: [{ dimension: "student_group", op: "in", values: ["EL"] }] },
  ],
  ["visible rows of students", { by: ["school"], only: ["school", "student"] }],
  ["a child of a guardian's", { scope: { ...places, students: ["7000000001"] } }],
  ["where a school's students were before", { scope: { ...places, historyOf: ["a"] } }],
  ["the persons behind a number", { countsPersons: true }],
  ["how many students there are", { of: students(day) }],
  ["a condition that the table does not keep", { of: sum(day, "attended_parts", { student_key: true }) }],
  ["a column that the table does not have", { of: sum(day, "student_key") }],
])("%s is asked of the students' days", (_, asked) => {
  expect(tableOf(asked)).toBe("fct_attendance_day");
});

const persons = { countsPersons: true, areDaysAddedUp: true };

it.each<[string, Asked]>([
  ["schools", { by: ["school_year", "school"] }],
  ["student groups", { by: ["student_group", "level"] }],
  ["students of reported days", { of: students(day, { is_reported: true }) }],
])("persons behind numbers of %s and whole years need no days", (_, asked) => {
  expect(tableOf({ ...asked, ...persons })).toBe("attendance_year");
});

it.each<[string, Asked]>([
  ["weeks", { by: ["week"] }],
  ["months", { by: ["month"] }],
  ["terms", { by: ["term"] }],
  ["some days", { filters: [{ dimension: "date", op: "between", values: ["2026-08-10", "2026-09-10"] }] }],
  ["the year before, up to the same day", { period: "previous" }],
  ["a condition on days", { of: students(day, { attended_on: true }) }],
  ["releases that have no days added up", { areDaysAddedUp: false }],
])("persons behind numbers of %s are asked of the days", (_, asked) => {
  expect(tableOf({ ...persons, ...asked })).toBe("fct_attendance_day");
});
