import { expect, test } from "vitest";
import type { Answer } from "#api/contract";
import { catalog } from "../../fixtures/reports/catalog.ts";
import { comparable, othersOf, whoDiffers } from "./definitions.ts";
import { measuresOf } from "./joins.ts";

const keys = (measures: { key: string }[]) => measures.map(({ key }) => key);

test("a measure stands beside the other definitions of its thing only", () => {
  const [chronic] = measuresOf({ measures: ["chronic_absence_rate"] }, catalog);
  const [suspended] = measuresOf({ measures: ["suspension_rate"] }, catalog);
  if (!chronic || !suspended) throw new Error("The fixtures lack a measure.");
  expect(keys(othersOf(chronic, catalog))).toEqual(["chronic_absence_20_days_rate"]);
  expect(othersOf(suspended, catalog)).toEqual([]);
  expect(keys(comparable(catalog))).toEqual(["chronic_absence_rate", "chronic_absence_20_days_rate"]);
});

test("students differ who are counted, considered or left out by one definition and not by the other", () => {
  const pairs: [number | null, number | null, number | null, number | null][] = [
    [1, 1, 1, 1],
    [0, 0, 1, 1],
    [0, 1, 0, 1],
    [0, 0, 0, 1],
    [0, 0, 0, 0],
  ];
  const answer: Answer = {
    ...{ columns: [], totals: [], generation: "g-000001", fresh_through: null, missing: [] },
    ...{
      coverage: { reported: 1, expected: 1, is_certifiable: true },
      definitions: [],
      notes: [],
      routes: [],
    },
    rows: pairs.map(([n, m, d, e]) => ({
      a__numerator: n,
      b__numerator: m,
      a__denominator: d,
      b__denominator: e,
    })),
    marks: [],
  };
  expect(whoDiffers(answer, ["a", "b"])).toEqual([
    { row: 2, standings: ["left_out", "counted"] },
    { row: 3, standings: ["left_out", "not_counted"] },
  ]);
});

test("of a student of whom a figure is hidden it is not told whether she differs", () => {
  const answer: Answer = {
    ...{ columns: [], totals: [], generation: "g-000001", fresh_through: null, missing: [] },
    ...{
      coverage: { reported: 1, expected: 1, is_certifiable: true },
      definitions: [],
      notes: [],
      routes: [],
    },
    rows: [{ a: null, b: 1, b__numerator: 1, b__denominator: 1 }],
    marks: [{ part: "rows", row: 0, column: "a", mark: "suppressed" }],
  };
  expect(whoDiffers(answer, ["a", "b"])).toEqual([]);
});
