import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absences, alder, birch, rosterStudent, spell, threeSchools } from "../build/mini-district.ts";
import type { Warehouse } from "../open-warehouse.ts";
import { aggregatesOnly, everyone, publishedMinis } from "../published-mini.ts";
import type { Answer, Slice } from "./slice.ts";

/** 20 students of Alder, of whom the first 15 moved on to Birch, where 10 more are. */
const student = (number: number) => `s${String(number).padStart(2, "0")}`;
const enrolled = (number: number, spells: [school: string, from: string, to: string | null][]) =>
  rosterStudent("sis", student(number), `90000000${student(number).slice(1)}`) +
  spells.map(([school, from, to]) => spell(student(number), school, from, to)).join("") +
  absences(student(number), spells.at(-1)?.[0] ?? alder, "2024-11-04", 2);

let warehouse: Warehouse;
beforeAll(async () => {
  const moved = Array.from({ length: 15 }, (_, at) =>
    enrolled(at, [
      [alder, "2024-08-12", "2024-10-01"],
      [birch, "2024-10-02", null],
    ]),
  );
  const stayed = Array.from({ length: 5 }, (_, at) => enrolled(15 + at, [[alder, "2024-08-12", null]]));
  const others = Array.from({ length: 10 }, (_, at) => enrolled(20 + at, [[birch, "2024-08-12", null]]));
  warehouse = await publishedMinis([[threeSchools, ...moved, ...stayed, ...others].join("\n")]);
});
afterAll(() => warehouse.close());

const ask = async (slice: Slice, reader = everyone): Promise<Answer> => {
  const [answer] = (await warehouse.answer([slice], reader)).answers;
  if (!answer) throw new Error("no answer");
  return answer;
};
const told = ({ totals }: Answer) =>
  totals.map(({ cumulative_enrollment: students, ...cells }) => [
    ...Object.values(cells).map((cell) => (typeof cell === "object" ? cell?.label : cell)),
    students,
  ]);

const slice: Slice = {
  measures: ["cumulative_enrollment"],
  by: ["student_group", "school"],
  where: [{ dimension: "student_group", op: "in", values: ["ALL"] }],
  ...{ subtotals: ["student_group"], totals: "all" },
};

describe("a subtotal", () => {
  it("counts every student once, which the sum of its rows would not", async () => {
    const answer = await ask(slice);
    expect(answer.rows.map(({ cumulative_enrollment }) => cumulative_enrollment)).toEqual([20, 25]);
    expect(told(answer)).toEqual([["All students", 30], [30]]);
  });

  it("is of the rows that are shown, or of all", async () => {
    const cut: Slice = { ...slice, limit: 1 };
    expect(told(await ask(cut))).toEqual([["All students", 30], [30]]);
    expect(told(await ask({ ...cut, totals: "visible" }))).toEqual([["All students", 20], [20]]);
  });

  it("stands for each value within those of the dimensions before it, widest groups first", async () => {
    const by = ["school", "grade", "student"];
    const { totals } = await ask({
      measures: ["enrollment"],
      by,
      subtotals: ["grade", "school"],
      totals: "all",
    });
    expect(totals.map((total) => Object.keys(total))).toEqual([
      ["school", "enrollment"],
      ["school", "enrollment"],
      ["school", "grade", "enrollment"],
      ["school", "grade", "enrollment"],
      ["enrollment"],
    ]);
  });

  it("has a number for each value of a pivot", async () => {
    const answer = await ask({
      ...{ measures: ["enrollment"], by: ["level", "school", "grade"], pivot: "grade" },
      ...{ subtotals: ["level"], totals: "all" },
    });
    const numbers = answer.columns.filter(({ kind }) => kind === "measure").map(({ key }) => key);
    for (const total of answer.totals) expect(Object.keys(total)).toEqual(expect.arrayContaining(numbers));
    expect(answer.totals.map((total) => "level" in total)).toEqual([true, true, false]);
  });

  it("is published by itself, or is said not to be, to who may not see students", async () => {
    const published: Slice = { measures: ["enrollment"], by: ["school", "student_group"], totals: "all" };
    const { totals } = await ask({ ...published, subtotals: ["school"] }, aggregatesOnly);
    expect(totals.filter((total) => "school" in total).length).toBeGreaterThan(0);
    const cut = await ask(
      { ...published, subtotals: ["school"], totals: "visible", limit: 1 },
      aggregatesOnly,
    );
    expect(cut.notes).toContain("No total by School of these rows is published.");
  });

  it.each([
    [{ by: ["school"], subtotals: ["school"] }, '"subtotals" names school'],
    [{ by: ["school", "grade"], subtotals: ["grade"] }, "which is school."],
    [{ by: ["level", "school", "grade"], pivot: "level", subtotals: ["level"] }, "which is school."],
    [{ by: ["school", "grade"], subtotals: ["school"], totals: "none" }, '"subtotals" need "totals"'],
  ] satisfies [Partial<Slice>, string][])(
    "is refused of what would repeat the rows: %j",
    async (part, words) => {
      const asked: Slice = { measures: ["enrollment"], totals: "all", ...part };
      await expect(ask(asked)).rejects.toThrow(words);
    },
  );
});
