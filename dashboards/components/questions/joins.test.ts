import { describe, expect, test } from "vitest";
import type { Catalog } from "#api/contract";
import { catalog } from "../../fixtures/reports/catalog.ts";
import { mostMeasures } from "./draft.ts";
import {
  hindranceOfDimension,
  hindranceOfMeasure,
  hindranceOfYear,
  joinMeasures,
  measuresOf,
} from "./joins.ts";

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

describe("measures that are added to a question", () => {
  test("stand behind its own, and leave its filters, groups and order as they are", () => {
    const where = [{ dimension: "level", op: "in" as const, values: ["high"] }];
    const order = [{ column: "attendance_rate", direction: "desc" as const }];
    const into = { ...rates, where, order };
    expect(joinMeasures(["attendance_rate", "enrollment"], into, catalog)).toEqual({
      ...{ kind: "joined", measures: ["enrollment"], dimensions: [] },
      slice: { ...into, measures: ["attendance_rate", "enrollment"] },
    });
  });

  test("bring the group without which they mean nothing, where the question can have it", () => {
    expect(joinMeasures(["days_left_before_chronic"], rates, catalog)).toMatchObject({
      ...{ kind: "joined", dimensions: ["grade"] },
      slice: { by: ["school", "grade"] },
    });
    const money = { measures: ["approved_usd"], by: ["program"] };
    expect(joinMeasures(["days_left_before_chronic"], money, catalog)).toMatchObject({
      ...{
        kind: "hindered",
        hindrance: { kind: "not_recorded", measure: "approved_usd", dimension: "grade" },
      },
    });
  });

  test("are refused with the reason where they cannot join, are all there, or are too many", () => {
    expect(joinMeasures(["approved_usd"], rates, catalog)).toEqual({
      kind: "hindered",
      hindrance: { kind: "not_recorded", measure: "approved_usd", dimension: "school" },
    });
    expect(joinMeasures(["attendance_rate"], rates, catalog)).toEqual({ kind: "has_all" });
    const full = { measures: Array.from({ length: mostMeasures }, (_, at) => `m${at}`) };
    expect(joinMeasures(["enrollment"], full, catalog)).toEqual({ kind: "too_many" });
  });
});
