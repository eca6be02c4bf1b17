import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absences, alder, birch, cedar, rosterStudent, spell, threeSchools } from "../build/mini-district.ts";
import type { Warehouse } from "../open-warehouse.ts";
import { aggregatesOnly, everyone, nobody, publishedMini, readerWith } from "../published-mini.ts";
import { mayReadStudents } from "./scope.ts";
import type { Answer, Filter, Slice } from "./slice.ts";

/** Alder has 30 students of whom 12 missed 25 days; Birch has 3 of whom 1 did; nobody at Cedar. */
const student = (number: number) => `s${String(number).padStart(2, "0")}`;
const enrolled = (number: number, school: string, isOftenAbsent: boolean) =>
  rosterStudent("sis", student(number), `90000000${student(number).slice(1)}`) +
  spell(student(number), school, "2024-08-12", null) +
  (isOftenAbsent ? absences(student(number), school, "2024-09-02", 25) : "");

const rows = [
  threeSchools,
  ...Array.from({ length: 30 }, (_, index) => enrolled(index, alder, index < 12)),
  ...Array.from({ length: 3 }, (_, index) => enrolled(30 + index, birch, index < 1)),
].join("\n");

const chronicBySchool: Slice = { measures: ["chronic_absence_rate"], by: ["school"], totals: "all" };

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedMini(rows);
});
afterAll(() => warehouse.close());

const ask = async (slice: Slice, reader = everyone): Promise<Answer> => {
  const [answer] = (await warehouse.answer([slice], reader)).answers;
  if (!answer) throw new Error("no answer");
  return answer;
};
const where = (dimension: string, op: Filter["op"], values: Filter["values"]): Slice => ({
  measures: ["daily_attendance_rate"],
  where: [{ dimension, op, values }],
});
const refusal = (slice: Slice, reader = everyone) =>
  ask(slice, reader).then(
    () => null,
    (error: unknown) => error,
  );

describe("an answer", () => {
  it("carries a rate with its numerator and denominator, by school and in total", async () => {
    const { rows: found, totals, marks, notes } = await ask(chronicBySchool);
    expect(found).toEqual([
      {
        school: { key: alder, label: "Alder" },
        chronic_absence_rate: 0.4,
        chronic_absence_rate__numerator: 12,
        chronic_absence_rate__denominator: 30,
      },
      {
        school: { key: birch, label: "Birch" },
        chronic_absence_rate: 1 / 3,
        chronic_absence_rate__numerator: 1,
        chronic_absence_rate__denominator: 3,
      },
    ]);
    expect(totals).toEqual([
      {
        chronic_absence_rate: 13 / 33,
        chronic_absence_rate__numerator: 13,
        chronic_absence_rate__denominator: 33,
      },
    ]);
    expect(marks).toEqual([]);
    expect(notes).toEqual(["School year 2024-25, the latest with data."]);
  });

  it("hides a small school from a reader without students' rows, and the total from which it could be told", async () => {
    const answer = await ask(chronicBySchool, aggregatesOnly);
    expect(answer.rows[1]).toMatchObject({
      chronic_absence_rate: null,
      chronic_absence_rate__numerator: null,
      chronic_absence_rate__denominator: null,
    });
    const hidden = answer.marks.filter(({ column }) => column === "chronic_absence_rate");
    expect(hidden).toEqual([
      { part: "rows", row: 1, column: "chronic_absence_rate", mark: "suppressed" },
      { part: "totals", row: 0, column: "chronic_absence_rate", mark: "suppressed" },
    ]);
    expect(answer.notes.at(-1)).toBe(
      "Groups of 10 or fewer students are hidden, and what they could be told from.",
    );
  });

  it("orders by what can be seen: a hidden number sorts as nothing", async () => {
    const order = [{ column: "enrollment", direction: "asc" as const }];
    const seen = await ask({ measures: ["enrollment"], by: ["school"], order }, aggregatesOnly);
    expect(seen.rows.map(({ school }) => school)).toEqual([
      { key: alder, label: "Alder" },
      { key: birch, label: "Birch" },
    ]);
    const known = await ask({ measures: ["enrollment"], by: ["school"], order });
    expect(known.rows[0]).toMatchObject({ school: { key: birch }, enrollment: 3 });
  });

  it("totals what you see over the visible rows, and all over every row", async () => {
    const slice: Slice = { measures: ["enrollment"], by: ["school"], limit: 1 };
    expect((await ask({ ...slice, totals: "visible" })).totals).toEqual([{ enrollment: 30 }]);
    expect((await ask({ ...slice, totals: "all" })).totals).toEqual([{ enrollment: 33 }]);
  });

  it.each(["asc", "desc"] as const)(
    "gives the first of many, %s, as they stand among all",
    async (direction) => {
      const order = [
        { column: "days_absent", direction },
        { column: "student", direction: "desc" as const },
      ];
      const slice: Slice = { measures: ["enrollment", "days_absent"], by: ["school", "student"], order };
      const { rows: all } = await ask(slice);
      expect(new Set(all.map(({ days_absent }) => days_absent)).size).toBeLessThan(all.length);
      for (const limit of [1, 2, 5, 12, 13, 14, 40])
        expect((await ask({ ...slice, limit })).rows).toEqual(all.slice(0, limit));
    },
  );

  it("joins facts on their dimensions without multiplying rows", async () => {
    const { rows: found } = await ask({
      measures: ["enrollment", "days_absent", "no_shows"],
      by: ["school"],
    });
    expect(found).toMatchObject([
      { enrollment: 30, days_absent: 12 * 25, no_shows: 0 },
      { enrollment: 3, days_absent: 25, no_shows: 0 },
    ]);
  });

  it("filters by labels and keys, and gives no rows for what does not exist", async () => {
    const bySchool = (value: string): Slice => ({
      measures: ["enrollment"],
      by: ["school"],
      where: [{ dimension: "school", op: "in", values: [value] }],
    });
    expect((await ask(bySchool("Birch"))).rows).toHaveLength(1);
    expect((await ask(bySchool(birch))).rows).toHaveLength(1);
    expect((await ask(bySchool("Nowhere"))).rows).toEqual([]);
  });
});

describe("where the numbers come from is told", () => {
  const daily: Slice = { measures: ["daily_attendance_rate"], by: ["school"], totals: "all" };
  const told = async (slice: Slice, reader = everyone) =>
    (await ask(slice, reader)).routes.map(({ part, table, because }) => [part, table, because]);

  it("the coarsest table, in rows and totals, each by itself", async () => {
    const coarse = ["agg_attendance_school_day", "without_students"];
    const fact = ["fct_attendance_day", "rows"];
    expect(await told(daily)).toEqual([
      ["rows", ...coarse],
      ["totals", ...coarse],
    ]);
    expect(await told({ ...daily, by: ["student_group"] })).toEqual([
      ["rows", ...fact],
      ["totals", ...coarse],
    ]);
    expect(await told({ ...daily, compare: "previous_year", totals: "none" })).toEqual([["rows", ...coarse]]);
  });

  it("what is published, to who may not see students", async () => {
    const published = [["rows", "agg_published_cell", "published"]];
    expect(await told({ ...chronicBySchool, totals: "none" }, aggregatesOnly)).toEqual(published);
  });

  it("with the measures that each table answers", async () => {
    const { routes } = await ask({ measures: ["enrollment", "daily_attendance_rate"], by: ["school"] });
    expect(routes.map(({ table, measures }) => [table, measures])).toEqual([
      ["fct_enrollment_spell", ["enrollment"]],
      ["agg_attendance_school_day", ["daily_attendance_rate"]],
    ]);
  });
});

describe("scope", () => {
  it("gives no rows without a grant", async () => {
    const { rows: found, coverage } = await ask(chronicBySchool, nobody);
    expect(found).toEqual([]);
    expect(coverage).toEqual({ reported: 0, expected: 0, is_certifiable: true });
  });

  it("gives a principal her own school, named students included, and nothing of another", async () => {
    const principal = readerWith({ schools: [birch], mayReadStudents: true });
    const students = await ask({ measures: ["days_absent"], by: ["student"] }, principal);
    expect(students.rows.map(({ days_absent }) => days_absent)).toEqual([25, 0, 0]);
    const other: Slice = {
      ...chronicBySchool,
      where: [{ dimension: "school", op: "in", values: [alder, cedar] }],
    };
    expect((await ask(other, principal)).rows).toEqual([]);
  });

  it("gives money only to readers whose grant names finance over the whole district", async () => {
    const slice: Slice = { measures: ["approved_usd"] };
    const principal = readerWith({
      schools: [birch],
      mayReadStudents: true,
      subjects: ["students", "finance"],
    });
    expect((await ask(slice, principal)).rows).toEqual([]);
    const board = readerWith({ mayReadStudents: false, subjects: ["finance"] });
    expect((await ask(slice, board)).rows).toEqual([{ approved_usd: null }]);
  });

  it("counts nothing that a grant does not reach: a number beside it is none, and not zero", async () => {
    const reader = readerWith({ mayReadStudents: true, subjects: ["students"] });
    const answer = await ask({ measures: ["enrollment", "iep_students"], by: ["school"] }, reader);
    expect(answer.rows[0]).toMatchObject({ enrollment: 30, iep_students: null });
  });

  it("names students only where the grant over that very subject reaches them", async () => {
    const [grant] = everyone.grants;
    if (!grant) throw new Error("everyone has a grant");
    const grants = [
      { ...grant, subjects: ["students" as const] },
      { ...grant, subjects: ["special_education" as const], mayReadStudents: false },
    ];
    const slice: Slice = { measures: ["iep_students"], by: ["student"] };
    expect(await refusal(slice, { ...everyone, grants })).toMatchObject({ code: "forbidden_dimension" });
    expect((await ask(slice, { ...everyone, grants: grants.slice(0, 1) })).rows).toEqual([]);
    expect([mayReadStudents(everyone), mayReadStudents(nobody)]).toEqual([true, false]);
  });
});

describe("a refusal says what to change", () => {
  it.each([
    [{ measures: ["chronic_absense_rate"] }, "unknown_measure", "Did you mean chronic_absence_rate"],
    [{ measures: ["enrollment"], by: ["schol"] }, "unknown_dimension", "Did you mean school"],
    [{ measures: ["approved_usd"], by: ["school"] }, "incompatible", "approved_usd has no school"],
    [{ measures: ["days_left_before_chronic"] }, "incompatible", "only by student"],
    [
      { measures: ["enrollment"], by: ["school"], order: [{ column: "x", direction: "asc" }] },
      "unknown_column",
      'no column "x"',
    ],
    [{ measures: ["enrollment"], by: ["school", "school"] }, "invalid_request", "school twice"],
    [{ measures: ["enrollment"], by: ["month"] }, "incompatible", "enrollment has no month"],
    [where("date", "in", ["15.9.2024"]), "invalid_request", "a day written YYYY-MM-DD"],
    [where("date", "between", ["2024-02-30", "2024-03-01"]), "invalid_request", "a day written YYYY-MM-DD"],
    [where("date", "between", ["2024-03-01"]), "invalid_request", "takes two values"],
    [where("homeless", "in", ["maybe"]), "invalid_request", "true or false"],
    [where("student", "in", ["Doe, Jane"]), "invalid_request", "a whole number"],
  ] as [Slice, string, string][])("%j", async (slice, code, words) => {
    const error = await refusal(slice);
    expect(error).toMatchObject({ code, message: expect.stringContaining(words), particulars: { slice: 0 } });
  });

  it("forbids naming students to a reader who may not see them", async () => {
    const error = await refusal({ measures: ["days_absent"], by: ["student"] }, aggregatesOnly);
    expect(error).toMatchObject({ code: "forbidden_dimension" });
  });

  it("names the generations there are", async () => {
    expect(await refusal({ measures: ["enrollment"], generation: "g-000009" })).toMatchObject({
      code: "unknown_generation",
    });
  });
});

it("a case file's money is told where programs are named, and is in no total of the district", async () => {
  const approvals = await publishedMini(`${threeSchools}
    insert into stg_program (program_id, name, is_case_file) values ('p1', 'Records', false), ('p2', 'Case file', true);
    insert into stg_board_action (board_action_id, program_id, effective_on, recorded_on, kind, amount_usd)
      values ('a1', 'p1', '2025-01-14', '2025-01-14', 'approve', 5), ('a2', 'p2', '2013-06-18', '2013-06-18', 'approve', 30);`);
  const slice: Slice = { measures: ["approved_usd"], by: ["program"], totals: "all" };
  const [byProgram, whole] = (await approvals.answer([slice, { measures: ["approved_usd"] }], everyone))
    .answers;
  approvals.close();
  expect(byProgram?.rows.map(({ approved_usd }) => approved_usd)).toEqual([30, 5]);
  expect([byProgram?.totals, whole?.rows]).toEqual([[{ approved_usd: 5 }], [{ approved_usd: 5 }]]);
});
