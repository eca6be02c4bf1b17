import { expect, test } from "vitest";
import { makeAnswer } from "../../fixtures/answers.ts";
import { cellAt } from "./cells.ts";
import { nameAnswer } from "./names.ts";

const high = { key: "high", label: "High" };
const made = makeAnswer({
  measures: { rate: { label: "Rate", unit: "percent" } },
  rows: [{ figures: [[1, 4]] }],
});
const pivoted = {
  ...made,
  columns: [
    { key: "rate@high", label: "Rate: High", kind: "measure", measure: "rate", part: "value", pivot: high },
  ],
  rows: [{ "rate@high": 0.25, "rate__numerator@high": 1, "rate__denominator@high": 4 }],
} satisfies typeof made;

test("a column of a pivot is named by its measure and its value, each once and in the reader's language", () => {
  const inEnglish = nameAnswer(pivoted, (_, english) => english, "level");
  expect(inEnglish.columns[0]).toMatchObject({ label: "Rate: High", pivot: high });
  const words: Record<string, string> = { "measure.rate.label": "Tasa", "value.level.high": "Secundaria" };
  const inSpanish = nameAnswer(pivoted, (id, english) => words[id] ?? english, "level");
  expect(inSpanish.columns[0]).toMatchObject({ label: "Tasa: Secundaria", pivot: { label: "Secundaria" } });
});

test("a rate of a pivot travels with its two numbers", () => {
  expect(cellAt(pivoted, "rate@high")).toMatchObject({ value: 0.25, numerator: 1, denominator: 4 });
});
