import { describe, expect, test } from "vitest";
import type { Catalog } from "#api/contract";
import { catalog } from "../../fixtures/reports/catalog.ts";
import { hindranceOfDimension, hindranceOfMeasure, hindranceOfYear, measuresOf } from "./joins.ts";

const rates = { measures: ["attendance_rate"], by: ["school"] };

describe("a field that cannot join a question says why", () => {
  test("because rows of a measure do not have it", () => {
    expect(hindranceOfDimension("program", rates, catalog)).toEqual({
      kind: "not_recorded",
      measure: "attendance_rate",
      dimension: "program",
    });
    expect(hindranceOfMeasure("approved_usd", rates, catalog)).toEqual({
      kind: "not_recorded",
      measure: "approved_usd",
      dimension: "school",
    });
    expect(hindranceOfDimension("month", rates, catalog)).toBeNull();
  });

  test("because the measure means something only beside a group", () => {
    expect(hindranceOfMeasure("days_left_before_chronic", rates, catalog)).toEqual({
      kind: "needs",
      measure: "days_left_before_chronic",
      dimensions: ["grade"],
    });
    const byGrade = { ...rates, by: ["school", "grade"] };
    expect(hindranceOfMeasure("days_left_before_chronic", byGrade, catalog)).toBeNull();
  });

  test("because a reader without students' rows is told published tables only; all students are no group", () => {
    const published: Catalog = {
      ...catalog,
      measures: catalog.measures.map((measure) => ({
        ...measure,
        published: [["school"], ["level", "student_group"]],
      })),
    };
    expect(hindranceOfDimension("student_group", rates, published)).toEqual({
      kind: "not_published",
      measure: "attendance_rate",
      dimensions: ["school", "student_group"],
    });
    const all = { dimension: "student_group", op: "in" as const, values: ["ALL"] };
    expect(hindranceOfDimension("school_year", { ...rates, where: [all] }, published)).toBeNull();
    expect(
      hindranceOfDimension("student_group", { measures: ["enrollment"], by: ["level"] }, published),
    ).toBeNull();
  });

  test("because money has no school year to compare with the one before", () => {
    const money = { measures: ["approved_usd"], compare: "previous_year" as const };
    expect(hindranceOfYear(measuresOf(money, catalog), money.compare)).toEqual({
      kind: "no_year",
      measure: "approved_usd",
    });
    expect(hindranceOfMeasure("enrollment", { ...money, measures: ["attendance_rate"] }, catalog)).toBeNull();
  });
});
