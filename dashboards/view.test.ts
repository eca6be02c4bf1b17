import { expect, test } from "vitest";
import { cellAt, publishedRate } from "./components/figures/cells.ts";
import { makeAnswer } from "./fixtures/answers.ts";
import { keepViewKeys, readView } from "./view.ts";

test("an address keeps the keys it knows and leaves out the others", () => {
  expect(keepViewKeys({ school_year: "2026-27", colour: "red", sort: "" })).toEqual({
    school_year: "2026-27",
  });
});

test("a value of the wrong shape is left out and named", () => {
  const { view, refused } = readView({ school_year: "26/27", from: "2026-13-40", student_group: "SWD" });
  expect(view).toEqual({ student_group: "SWD" });
  expect(refused).toEqual(["school_year", "from"]);
});

test("a rate is rounded once, half up, from its two numbers", () => {
  const rate = {
    value: 201 / 400,
    mark: null,
    numerator: 201,
    denominator: 400,
    previous: null,
    change: null,
    district: null,
  };
  expect(publishedRate(rate)).toBe(0.503);
});

test("a missing figure says why it is missing and is never zero", () => {
  const answer = makeAnswer({
    measures: { n: { label: "n", unit: "students" } },
    rows: [{ figures: ["*"] }],
  });
  expect(cellAt(answer, "n")).toMatchObject({ value: null, mark: "suppressed" });
  expect(cellAt(answer, "n", { row: 7 })).toMatchObject({ value: null, mark: "no_data" });
});
