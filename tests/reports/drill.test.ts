import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, Slice } from "#api/contract";
import type { Grant, Reader, Warehouse } from "#warehouse";
import {
  filtersBehind,
  type Spot,
  sliceBehind,
  waysBehind,
} from "../../dashboards/components/drill/drill.ts";
import { publishedSchools } from "../access/access-district.ts";

const grant: Grant = {
  ...{ role: "coordinator", scope: { kind: "district" }, subjects: ["students", "special_education"] },
  ...{
    mayReadStudents: true,
    mayReadNames: true,
    from: "2000-01-01",
    to: null,
    reason: "test",
    givenBy: "test",
  },
};
const coordinator: Reader = { account: "c", name: "C", role: "coordinator", grants: [grant] };
const board: Reader = {
  ...{ account: "b", name: "B", role: "board" },
  grants: [{ ...grant, role: "board", mayReadStudents: false, mayReadNames: false }],
};

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedSchools();
});
afterAll(() => warehouse.close());

async function ask(slice: Slice, reader = coordinator): Promise<Answer> {
  const { answers } = await warehouse.answer([slice], reader);
  if (!answers[0]) throw new Error("No answer.");
  return answers[0];
}

/** Every number of an answer that is a measure's own, totals and subtotals included. */
function spotsOf({ columns, rows, totals }: Answer): Spot[] {
  const values = columns.filter(({ part }) => part === "value");
  const spots = (part: Spot["part"], count: number) =>
    Array.from({ length: count }, (_, row) => values.map((column): Spot => ({ column, part, row }))).flat();
  return [...spots("rows", rows.length), ...spots("totals", totals.length)];
}

const measures = ["enrollment", "days_absent", "attendance_rate"];
const questions: [string, Slice][] = [
  ["one number for all", { measures }],
  ["schools with a total of all", { measures, by: ["school"], totals: "all" }],
  [
    "the first school with the total of what one sees",
    { measures, by: ["school"], totals: "visible", limit: 1 },
  ],
  [
    "regions and schools with subtotals",
    { measures, by: ["region", "school"], totals: "all", subtotals: ["region"] },
  ],
  [
    "cut rows with subtotals of what one sees",
    { measures, by: ["region", "school"], totals: "visible", subtotals: ["region"], limit: 1 },
  ],
  ["grades as columns", { measures, by: ["school", "grade"], pivot: "grade", totals: "all" }],
  ["groups that overlap", { measures, by: ["student_group"], totals: "all" }],
];

describe.each(questions)("behind %s", (_, slice) => {
  it("stand students and schools whose total is the number, wherever it can be opened", async () => {
    const answer = await ask(slice);
    const catalog = warehouse.catalog(coordinator);
    let opened = 0;
    for (const spot of spotsOf(answer)) {
      const number = answer[spot.part][spot.row]?.[spot.column.key];
      const where = filtersBehind(slice, answer, spot);
      const measure = spot.column.measure ?? "";
      if (where === null || typeof number !== "number") continue;
      for (const way of waysBehind(measure, where, catalog)) {
        const behind = await ask(sliceBehind(measure, where, way));
        expect([spot, behind.totals[0]?.[measure]]).toEqual([spot, number]);
        if (way === "student" && measure === "days_absent") expect(sum(behind, measure)).toBe(number);
        opened++;
      }
    }
    expect(opened).toBeGreaterThan(0);
  });
});

const sum = ({ rows }: Answer, measure: string) =>
  rows.reduce((all, row) => all + (typeof row[measure] === "number" ? row[measure] : 0), 0);

it("a total of cut rows over two dimensions is not opened, since no filter says which rows they are", async () => {
  const slice: Slice = { measures, by: ["region", "school"], totals: "visible", limit: 1 };
  const answer = await ask(slice);
  const spot = spotsOf(answer).find(({ part }) => part === "totals");
  expect(spot && filtersBehind(slice, answer, spot)).toBeNull();
});

it("a reader who may not see students is led to schools only, and from a school to nobody", async () => {
  const catalog = warehouse.catalog(board);
  expect(waysBehind("chronic_absence_rate", [], catalog)).toEqual(["school"]);
  const school = { dimension: "school", op: "in" as const, values: ["a"] };
  expect(waysBehind("chronic_absence_rate", [school], catalog)).toEqual([]);
});
