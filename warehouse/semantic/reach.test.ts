import { describe, expect, it } from "vitest";
import type { Grant, Reader } from "../district.ts";
import { factOf } from "./model/facts.ts";
import { refuseTwice, refuseUnusable, refuseWithoutNeeds, withinSubjects } from "./refusals.ts";
import { mayReadNames, mayReadStudents, publishedScopeOf, reachesDistrict, scopeOf } from "./scope.ts";
import type { Filter, Slice } from "./slice.ts";

/** Rules that need no rows: what grants reach, and what is refused whatever the rows are. */
const given = (rest: Partial<Grant>): Grant => ({
  ...{ role: "admin", scope: { kind: "district" }, subjects: ["students"] },
  ...{ mayReadStudents: true, mayReadNames: true, mayReadHistory: false },
  ...{ reason: "test", from: "2000-01-01", to: null, givenBy: "test" },
  ...rest,
});
const nobody: Reader = { account: "nobody", name: "Nobody", role: "parent", grants: [] };
const reader = (...grants: Grant[]): Reader => ({ ...nobody, grants });
const school = (...ids: string[]): Grant["scope"] => ({ kind: "school", ids });
const counts = { mayReadStudents: false, mayReadNames: false };

const ofStudents = factOf("attendance_day");
const ofSchools = factOf("school_census");
const ofMoney = factOf("ledger_line");
const nowhere = { schools: [], operators: [], regions: [], students: [], historyOf: [] };

describe("the rows that grants reach", () => {
  it("are none without a grant, without ids, or with grants over another subject", () => {
    expect(scopeOf(nobody, ofStudents)).toEqual({ kind: "nothing" });
    expect(scopeOf(reader(given({ scope: school() })), ofStudents)).toEqual({ kind: "nothing" });
    expect(scopeOf(reader(given({ subjects: ["finance"] })), ofStudents)).toEqual({ kind: "nothing" });
  });

  it("are added up, each place once and in order, whichever grant stands first", () => {
    const grants = [
      given({ scope: school("b", "a") }),
      given({ scope: school("c", "a"), mayReadHistory: true }),
      given({ scope: { kind: "operator", ids: ["o"] } }),
      given({ scope: { kind: "region", ids: ["r"] } }),
      given({ scope: { kind: "student", ids: ["s"] } }),
    ];
    const reached = {
      ...{ kind: "some", schools: ["a", "b", "c"], operators: ["o"], regions: ["r"], students: ["s"] },
      historyOf: ["a", "c"],
    };
    expect(scopeOf(reader(...grants), ofStudents)).toEqual(reached);
    expect(scopeOf(reader(...grants.toReversed()), ofStudents)).toEqual(reached);
  });

  it("are all where one of the grants is over the district", () => {
    const both = reader(given({ scope: school("a") }), given({}));
    expect(scopeOf(both, ofStudents)).toEqual({ kind: "everything" });
  });

  it("know no students where the fact has none, and no places where it has none", () => {
    const grants = [
      given({ subjects: ["students", "finance"], scope: school("a"), mayReadHistory: true }),
      given({ subjects: ["students", "finance"], scope: { kind: "operator", ids: ["o"] } }),
      given({ subjects: ["students", "finance"], scope: { kind: "region", ids: ["r"] } }),
      given({ subjects: ["students", "finance"], scope: { kind: "student", ids: ["s"] } }),
    ];
    const places = { schools: ["a"], operators: ["o"], regions: ["r"] };
    expect(scopeOf(reader(...grants), ofSchools)).toEqual({ kind: "some", ...nowhere, ...places });
    expect(scopeOf(reader(...grants), ofMoney)).toEqual({ kind: "nothing" });
  });

  it("are those of grants that reach single students where any does, and where rows are of students", () => {
    const mixed = reader(given({ scope: school("a") }), given(counts));
    expect(scopeOf(mixed, ofStudents)).toEqual({ kind: "some", ...nowhere, schools: ["a"] });
    expect(scopeOf(mixed, ofSchools)).toEqual({ kind: "everything" });
    expect(scopeOf(reader(given(counts)), ofStudents)).toEqual({ kind: "everything" });
    expect(publishedScopeOf(mixed, ofStudents)).toEqual({ kind: "everything" });
    expect(publishedScopeOf(reader(given({})), ofStudents)).toEqual({ kind: "nothing" });
  });
});

describe("single students", () => {
  it("are read where any grant over the subject reaches them", () => {
    const mixed = reader(given(counts), given({ scope: school("a") }));
    expect(mayReadStudents(mixed)).toBe(true);
    expect(mayReadStudents(mixed, "special_education")).toBe(false);
    expect(mayReadStudents(reader(given(counts)))).toBe(false);
  });

  it("are named only where every grant that shows them says so", () => {
    expect(mayReadNames(reader(given({}), given(counts)))).toBe(true);
    expect(mayReadNames(reader(given({}), given({ mayReadNames: false })))).toBe(false);
    expect(mayReadNames(reader(given({ ...counts, mayReadNames: true })))).toBe(false);
    expect(mayReadNames(nobody)).toBe(false);
  });
});

it("the district is reached by a grant over it, of that very subject", () => {
  expect(reachesDistrict(reader(given({ scope: school("a") }), given({})), "students")).toBe(true);
  expect(reachesDistrict(reader(given({})), "finance")).toBe(false);
  expect(reachesDistrict(reader(given({ scope: school("a") })), "students")).toBe(false);
});

const both = given({ subjects: ["students", "special_education"] });
const forbidden = expect.objectContaining({ code: "forbidden_dimension" });
const incompatible = expect.objectContaining({ code: "incompatible" });

describe("a dimension", () => {
  const refused =
    (dimension: string, asking: Reader, fact: "attendance_day" | "iep" = "attendance_day") =>
    () =>
      refuseUnusable(fact, dimension, "days_absent", asking);

  it("is refused to everybody where rows have none, with those that they have", () => {
    expect(refused("service", reader(both))).toThrow(incompatible);
    expect(refused("service", reader(both))).toThrow(/has no service: it can be asked by school/);
    expect(refused("service", reader(both))).not.toThrow(/ service[,.]/);
    expect(refused("school", reader(both))).not.toThrow();
  });

  it("of single students is for whom grants reach them in that very subject", () => {
    const health = given({ ...counts, subjects: ["special_education"] });
    expect(refused("student", reader(given({ ...both, ...counts })))).toThrow(forbidden);
    expect(refused("student", reader(both))).not.toThrow();
    expect(refused("student", reader(given({}), health), "iep")).toThrow(forbidden);
    expect(refused("school", reader(given(counts)))).not.toThrow();
  });

  it("of single students is no secret where no grant reaches the rows: there are none", () => {
    expect(refused("student", reader(given({})), "iep")).not.toThrow();
    expect(refused("student", nobody, "iep")).toThrow(forbidden);
  });

  it("that tells of disabilities is withheld where one of several grants lacks special education", () => {
    expect(refused("disability", reader(both, given({ scope: school("a") })))).toThrow(forbidden);
    expect(refused("disability", reader(both, given({ subjects: ["finance"] })))).not.toThrow();
    expect(refused("disability", reader(given({ subjects: ["finance"] })))).toThrow(forbidden);
    expect(refused("disability", nobody)).not.toThrow();
  });
});

describe("a slice", () => {
  it("names nothing twice", () => {
    expect(() => refuseTwice("by", ["school", "grade", "school"])).toThrow('"by" names school twice');
    expect(() => refuseTwice("by", ["school", "grade"])).not.toThrow();
  });

  it("asks for a number of one student by student", () => {
    const slice: Slice = { measures: ["enrollment", "days_left_before_chronic"] };
    expect(() => refuseWithoutNeeds(slice)).toThrow(
      /days_left_before_chronic means something only by student/,
    );
    expect(() => refuseWithoutNeeds({ ...slice, by: ["school"] })).toThrow(incompatible);
    expect(() => refuseWithoutNeeds({ ...slice, by: ["student"] })).not.toThrow();
    expect(() => refuseWithoutNeeds({ measures: ["enrollment"] })).not.toThrow();
  });
});

describe("student groups", () => {
  const slice: Slice = { measures: ["enrollment"] };
  const byGroup: Slice = { ...slice, by: ["school", "student_group"] };
  const group = (op: Filter["op"], ...values: string[]): Filter => ({
    dimension: "student_group",
    op,
    values,
  });
  const school: Filter = { dimension: "school", op: "not_in", values: ["a"] };
  const without = reader(given({}));
  const within =
    (asked: Slice, filters: Filter[], asking = without) =>
    () =>
      withinSubjects(asked, filters, asking);

  it("without special education are all but students with disabilities", () => {
    const [kept, added, ...more] = within(byGroup, [school])();
    expect([kept, more]).toEqual([school, []]);
    expect(added).toMatchObject({ dimension: "student_group", op: "in" });
    expect(added?.values).toContain("EL");
    expect(added?.values).not.toContain("SWD");
    expect(within(slice, [school])()).toEqual([school]);
  });

  it("without special education may be chosen, but not that one, and none be left out", () => {
    expect(within(byGroup, [group("in", "EL")])()).toEqual([group("in", "EL")]);
    expect(within(slice, [group("in", "EL", "SWD")])).toThrow(forbidden);
    expect(within(slice, [group("in", "EL"), group("not_in", "EL")])).toThrow(forbidden);
    expect(within(slice, [group("between", "A", "Z")])).toThrow(forbidden);
  });

  it("with special education are asked for as they are", () => {
    expect(within(byGroup, [group("not_in", "SWD")], reader(both))()).toEqual([group("not_in", "SWD")]);
  });
});
