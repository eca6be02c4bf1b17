import { describe, expect, it } from "vitest";
import type { Grant, Reader } from "../../district.ts";
import { planSlice } from "../plan.ts";
import type { Filter, Slice } from "../slice.ts";
import { isPublishedTo, publishedPlan } from "./audience.ts";

const grant = (ids: string[] | null, rest: Partial<Grant> = {}): Grant => ({
  ...{ role: "special_education_director", subjects: ["students", "special_education", "finance"] },
  ...{
    scope: ids ? { kind: "school", ids } : { kind: "district" },
    mayReadStudents: true,
    mayReadNames: true,
  },
  ...{ reason: "test", from: "2000-01-01", to: null, givenBy: "test" },
  ...rest,
});
const counts = { mayReadStudents: false, mayReadNames: false };
const reader = (...grants: Grant[]): Reader => ({ account: "ann", name: "Ann", role: "guest", grants });
const mixed = reader(grant(["a"]), grant(["b"]), grant(null, counts));

const known = { schoolYears: () => ["2024-25"] };
const planFor = (asking: Reader, slice: Partial<Slice> = {}, where: Filter[] = []) =>
  planSlice({ measures: ["days_absent"], where, ...slice }, where, { reader: asking, known });
const isPublished = (asking: Reader, slice: Partial<Slice> = {}, where: Filter[] = []) =>
  isPublishedTo(asking, planFor(asking, slice, where));
const at = (...values: string[]): Filter => ({ dimension: "school", op: "in", values });

describe("an answer is read from what is published", () => {
  it("for a reader whose grants reach no single student, in one of the subjects at least", () => {
    expect(isPublished(reader(grant(null, counts)))).toBe(true);
    const clerk = reader(
      grant(null, { subjects: ["students"] }),
      grant(null, { ...counts, subjects: ["students", "special_education"] }),
    );
    expect(isPublished(clerk, { measures: ["days_absent", "prescribed_minutes"] })).toBe(true);
  });

  it("for a reader of some schools and of counts elsewhere, who asks more widely than hers", () => {
    expect(isPublished(mixed)).toBe(true);
    expect(isPublished(mixed, { by: ["school"] })).toBe(true);
    expect(isPublished(mixed, {}, [at("a", "c")])).toBe(true);
    expect(isPublished(mixed, {}, [{ ...at("a"), op: "not_in" }])).toBe(true);
    expect(isPublished(mixed, {}, [{ dimension: "level", op: "in", values: ["a"] }])).toBe(true);
  });
});

it("one number that goes beyond her own schools takes the whole answer to what is published", () => {
  const special = { subjects: ["special_education" as const] };
  const asking = reader(
    ...[grant(["a"], { subjects: ["students"] }), grant(null, { ...counts, subjects: ["students"] })],
    ...[grant(null, special), grant(null, { ...counts, ...special })],
  );
  expect(isPublished(asking, { measures: ["prescribed_minutes"] })).toBe(false);
  expect(isPublished(asking, { measures: ["prescribed_minutes", "days_absent"] })).toBe(true);
});

describe("an answer is read from rows", () => {
  it("where all that a reader is told reaches single students, or nothing is reached", () => {
    expect(isPublished(reader(grant(null)))).toBe(false);
    expect(isPublished(reader(grant(["a"])))).toBe(false);
    expect(isPublished(reader())).toBe(false);
  });

  it("where rows are of no student", () => {
    expect(isPublished(reader(grant(null, counts)), { measures: ["committed_usd"] })).toBe(false);
  });

  it("where she stays at her schools, or asks for students", () => {
    expect(isPublished(mixed, {}, [at("a", "b")])).toBe(false);
    expect(isPublished(mixed, { by: ["student"] })).toBe(false);
    expect(isPublished(mixed, { by: ["school", "student"] })).toBe(false);
    expect(isPublished(mixed, {}, [{ dimension: "student", op: "in", values: [1] }])).toBe(false);
    const everywhere = reader(grant(null), grant(null, counts));
    expect(isPublished(everywhere)).toBe(false);
  });

  it("where one of the subjects is reached by nothing that is published", () => {
    const partly = reader(grant(["a"]), grant(null, { ...counts, subjects: ["students"] }));
    expect(isPublished(partly, { measures: ["days_absent", "prescribed_minutes"] })).toBe(false);
  });
});

it("what is published is over the places of the grants that reach no single student", () => {
  const asking = reader(grant(["a"]), grant(["b", "c"], counts));
  const [students] = publishedPlan(planFor(asking), asking).blocks;
  expect(students?.scope).toMatchObject({ kind: "some", schools: ["b", "c"] });
  const [money] = publishedPlan(planFor(reader(grant(null)), { measures: ["committed_usd"] }), asking).blocks;
  expect(money?.scope).toEqual({ kind: "everything" });
});
