import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absences, alder, birch, rosterStudent, spell, threeSchools } from "../build/mini-district.ts";
import type { Warehouse } from "../open-warehouse.ts";
import { aggregatesOnly, everyone, publishedMinis } from "../published-mini.ts";
import type { Answer, Slice } from "./slice.ts";

/** Alder has 30 students of whom 12 missed 25 days; Birch has 10, of whom one did as it was known at first, then none. */
const enrolled = (number: number, school: string, isOftenAbsent: boolean) => {
  const student = `s${String(number).padStart(2, "0")}`;
  return (
    rosterStudent("sis", student, `90000000${student.slice(1)}`) +
    spell(student, school, "2024-08-12", null) +
    (isOftenAbsent ? absences(student, school, "2024-09-02", 25) : "")
  );
};
const known = (absentAtBirch: number) =>
  [
    threeSchools,
    ...Array.from({ length: 30 }, (_, index) => enrolled(index, alder, index < 12)),
    ...Array.from({ length: 10 }, (_, index) => enrolled(30 + index, birch, index < absentAtBirch)),
  ].join("\n");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedMinis([known(1), known(0)]);
});
afterAll(() => warehouse.close());

const ask = async (slice: Slice, reader = everyone): Promise<Answer> => {
  const [answer] = (await warehouse.answer([slice], reader)).answers;
  if (!answer) throw new Error("no answer");
  return answer;
};
const refusal = (slice: Slice) => ask(slice).catch((error: unknown) => error);

const bySchool: Slice = { measures: ["enrollment"], by: ["school"], totals: "all" };

describe("a column worked out from others", () => {
  const computed: Slice["computed"] = [
    { key: "part", kind: "share", of: "enrollment" },
    { key: "place", kind: "rank", of: "enrollment", direction: "desc" },
    { key: "days_each", kind: "ratio", of: ["days_absent", "enrollment"], label: "Days for each" },
    { key: "without", kind: "difference", of: ["enrollment", "days_absent"] },
  ];
  const slice: Slice = { ...bySchool, measures: ["enrollment", "days_absent"], computed };

  it("is a share of all rows, a place among them, a ratio or a difference, in the total as in the rows", async () => {
    const { rows, totals, marks } = await ask(slice);
    expect(rows).toMatchObject([
      { enrollment: 30, days_absent: 300, part: 0.75, place: 1, days_each: 10, without: -270 },
      { enrollment: 10, days_absent: 0, part: 0.25, place: 2, days_each: 0, without: 10 },
    ]);
    expect(totals).toMatchObject([{ part: 1, place: null, days_each: 7.5, without: -260 }]);
    expect(marks).toEqual([{ part: "totals", row: 0, column: "place", mark: "not_applicable" }]);
  });

  it("can be what rows are ordered by, and counts the rows that are cut off", async () => {
    const order = [{ column: "place", direction: "desc" as const }];
    const { rows } = await ask({ ...slice, order, limit: 1 });
    expect(rows).toMatchObject([{ school: { label: "Birch" }, part: 0.25, place: 2 }]);
  });

  it("says its words and its unit", async () => {
    const { columns } = await ask(slice);
    expect(columns.slice(-4).map(({ key, label, unit }) => [key, label, unit])).toEqual([
      ["part", "Students enrolled, share of all", "percent"],
      ["place", "Students enrolled, rank", "count"],
      ["days_each", "Days for each", "days"],
      ["without", "Students enrolled − Days absent", "students"],
    ]);
  });

  it("is hidden wherever what it is worked out from is hidden", async () => {
    const { rows, marks } = await ask({ ...slice, totals: "none" }, aggregatesOnly);
    expect(rows).toMatchObject([
      { enrollment: 30, part: null, place: 1, days_each: 10, without: -270 },
      { enrollment: null, part: null, place: null, days_each: null, without: null },
    ]);
    expect(new Set(marks.map(({ mark }) => mark))).toEqual(new Set(["suppressed"]));
  });

  it.each<[string, NonNullable<Slice["computed"]>[number], string]>([
    ["of a column that is not there", { key: "x", kind: "share", of: "enrolment" }, "unknown_column"],
    ["of a share", { key: "x", kind: "share", of: "absence_rate" }, "incompatible"],
    [
      "by a name that is taken",
      { key: "enrollment", kind: "ratio", of: ["enrollment", "enrollment"] },
      "invalid_request",
    ],
  ])("%s is refused", async (_, column, code) => {
    const measures = ["enrollment", "absence_rate"];
    expect(await refusal({ ...bySchool, measures, computed: [column] })).toMatchObject({ code });
  });
});

describe("a comparison with the target", () => {
  it("says what the decree in force demands, and nothing where it demands nothing", async () => {
    const slice: Slice = { ...bySchool, measures: ["absence_rate"], compare: "target" };
    const { rows, marks, notes } = await ask(slice);
    expect(rows[0]).toMatchObject({ absence_rate__target: null, absence_rate__gap: null });
    expect(marks).toContainEqual({
      ...{ part: "rows", row: 0, column: "absence_rate__target", mark: "not_applicable" },
    });
    expect(notes.filter((note) => note.startsWith("Target"))).toEqual([]);
    const decreed = await ask({ measures: ["home_school_rate"], compare: "target" });
    expect(decreed.rows).toMatchObject([{ home_school_rate: null, home_school_rate__target: 0.8 }]);
    expect(decreed.notes).toContainEqual(expect.stringContaining("Target of home_school_rate: >= 0.8"));
  });
});

describe("a comparison with another generation", () => {
  const slice: Slice = { ...bySchool, measures: ["days_absent"], compare: "generation", against: "g-000001" };

  it("shows what has been restated since then, row by row and in total", async () => {
    const { rows, totals, columns } = await ask(slice);
    expect(rows).toMatchObject([
      { days_absent: 300, days_absent__then: 300, days_absent__restated: 0 },
      { days_absent: 0, days_absent__then: 25, days_absent__restated: -25 },
    ]);
    expect(totals).toMatchObject([{ days_absent__then: 325, days_absent__restated: -25 }]);
    expect(columns.at(-1)?.label).toBe("Days absent, change since then");
  });

  it("hides of the other generation what is hidden there", async () => {
    const { rows } = await ask({ ...slice, totals: "none" }, aggregatesOnly);
    expect(rows[1]).toMatchObject({ days_absent__then: null, days_absent__restated: null });
  });

  it("is refused where it names none, one that is not there, or students, who are numbered anew in each", async () => {
    expect(await refusal({ ...slice, against: undefined })).toMatchObject({ code: "invalid_request" });
    expect(await refusal({ ...slice, against: "g-000009" })).toMatchObject({ code: "unknown_generation" });
    expect(await refusal({ ...slice, by: ["student"] })).toMatchObject({ code: "incompatible" });
  });
});

describe("a dimension that becomes columns", () => {
  const slice: Slice = { measures: ["enrollment"], by: ["school", "level"], pivot: "level", totals: "all" };

  it("has a number for each of its values, empty where there is none, and a total for each", async () => {
    const { columns, rows, totals, marks } = await ask(slice);
    expect(columns.map(({ key, label }) => [key, label])).toEqual([
      ["school", "School"],
      ["enrollment@elementary", "Students enrolled: Elementary"],
      ["enrollment@high", "Students enrolled: High"],
    ]);
    expect(rows).toEqual([
      { school: { key: alder, label: "Alder" }, "enrollment@elementary": 30, "enrollment@high": null },
      { school: { key: birch, label: "Birch" }, "enrollment@elementary": null, "enrollment@high": 10 },
    ]);
    expect(marks.map(({ row, column, mark }) => [row, column, mark])).toEqual([
      [0, "enrollment@high", "no_data"],
      [1, "enrollment@elementary", "no_data"],
    ]);
    expect(totals).toEqual([{ "enrollment@elementary": 30, "enrollment@high": 10 }]);
  });

  it("is ordered by one of its columns and cut after that", async () => {
    const order = [{ column: "enrollment@high", direction: "desc" as const }];
    const { rows, totals } = await ask({ ...slice, order, limit: 1, totals: "visible" });
    expect(rows).toMatchObject([{ school: { label: "Birch" } }]);
    expect(totals).toEqual([{ "enrollment@elementary": null, "enrollment@high": 10 }]);
  });

  it("must be one that the slice asks by", async () => {
    expect(await refusal({ ...slice, by: ["school"] })).toMatchObject({ code: "invalid_request" });
    expect(await refusal({ ...slice, pivot: "levels" })).toMatchObject({ code: "unknown_dimension" });
  });
});
