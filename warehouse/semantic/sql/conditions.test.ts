import { describe, expect, it } from "vitest";
import { duckdb } from "../dialects/duckdb.ts";
import { type FactKey, factOf } from "../model/facts.ts";
import { dimensionNamed } from "../model/model.ts";
import type { Block } from "../plan.ts";
import type { Scope } from "../scope.ts";
import type { Filter } from "../slice.ts";
import { Binder } from "./binder.ts";
import { conditionsOf, measureCondition } from "./conditions.ts";
import type { Writing } from "./setting.ts";

/** A dialect that writes what is bound where it stands, so that a condition can be read. */
const binder = () => Object.assign(new Binder(), { bind: (value: unknown) => JSON.stringify(value) });
const dialect = {
  ...duckdb,
  value: (parameter: string) => parameter,
  inList: (expression: string, parameter: string) => `${expression} in ${parameter}`,
};

const writing = (rest: { by?: string[]; shownBy?: string[]; only?: Writing["only"] } = {}): Writing => ({
  ...{ dialect, binder: binder(), partsPerDay: 1, currentYear: "2024-25", shownBy: rest.shownBy ?? [] },
  ...{ sameDayLastYear: "2024-03-28", sameWeekdayLastYear: "2024-03-29", only: rest.only },
  by: (rest.by ?? []).map((key) => ({ key, dimension: dimensionNamed(key) })),
});

const block = (fact: FactKey, rest: Partial<Block> = {}): Block => ({
  ...{ name: fact, fact: factOf(fact), period: "current", components: [], filters: [] },
  ...{ scope: { kind: "everything" }, countsPersons: false, schoolYears: [] },
  ...rest,
});
const filter = (dimension: string, op: Filter["op"], ...values: Filter["values"]): Filter => ({
  dimension,
  op,
  values,
});
const written = (filters: Filter[], rest: Parameters<typeof writing>[0] = {}, of: Partial<Block> = {}) =>
  conditionsOf(block("attendance_day", { filters, ...of }), writing(rest));

describe("a reader's scope", () => {
  const scoped = (some: Partial<Extract<Scope, { kind: "some" }>>) => {
    const empty = { schools: [], operators: [], regions: [], students: [], historyOf: [] };
    return written([], {}, { scope: { kind: "some", ...empty, ...some } });
  };
  const inPlaces = (condition: string) =>
    `fact.organization_key in (select organization_key from dim_organization where ${condition})`;
  const ofStudent =
    'fact.durable_student_key in (select durable_student_key from dim_student where state_student_id in ["s"])';

  it("is no condition over everything, and no row over nothing", () => {
    expect(written([])).toEqual([]);
    expect(written([], {}, { scope: { kind: "nothing" } })).toEqual(["false"]);
  });

  it("is any of the places, at the date of the row", () => {
    expect(scoped({ schools: ["a", "b"] })).toEqual([inPlaces('organization_id in ["a","b"]')]);
    expect(scoped({ schools: ["a"], operators: ["o"], regions: ["r"] })).toEqual([
      inPlaces('organization_id in ["a"] or operator_id in ["o"] or region in ["r"]'),
    ]);
  });

  it("is a child wherever she is, and the past of those whom a school serves", () => {
    expect(scoped({ students: ["s"] })).toEqual([ofStudent]);
    const [condition] = scoped({ schools: ["a"], students: ["s"], historyOf: ["a"] });
    expect(condition?.replaceAll(/\s+/g, " ")).toBe(
      `(${inPlaces('organization_id in ["a"]')} or ${ofStudent} or fact.durable_student_key in (select durable_student_key from fct_enrollment_spell where is_enrolled and school_year = (select max(school_year) from fct_enrollment_spell) and organization_key in (select organization_key from dim_organization where organization_id in ["a"])))`,
    );
  });
});

describe("a filter", () => {
  it("keeps or leaves out values, with the rows that have none", () => {
    expect(written([filter("school", "in", "a")])).toEqual(['organization.organization_id in ["a"]']);
    expect(written([filter("school", "in", "a", null)])).toEqual([
      '(organization.organization_id in ["a"] or organization.organization_id is null)',
    ]);
    expect(written([filter("school", "not_in", "a")])).toEqual([
      '(organization.organization_id is null or not organization.organization_id in ["a"])',
    ]);
    expect(written([filter("school", "not_in", "a", null)])).toEqual([
      '(organization.organization_id is not null and not organization.organization_id in ["a"])',
    ]);
    expect(written([filter("date", "between", "2024-09-01", "2024-09-30")])).toEqual([
      'fact.attended_on between "2024-09-01" and "2024-09-30"',
    ]);
  });

  it("on groups is one on students, who are in several, unless a row is a group", () => {
    const students = "(select student_key from brg_student_group where student_group in";
    const [leftOut, among] = [filter("student_group", "not_in", "EL"), filter("student_group", "in", "EL")];
    expect(written([among])).toEqual([`fact.student_key in ${students} ["EL"])`]);
    expect(written([leftOut])).toEqual([`fact.student_key not in ${students} ["EL"])`]);
    expect(written([leftOut], { shownBy: ["student_group"] })).toEqual([
      'fact.student_key in (select student_key from brg_student_group where (student_group is null or not student_group in ["EL"]))',
    ]);
    expect(written([among], { by: ["student_group"] })).toEqual(['student_group.student_group in ["EL"]']);
    expect(written([filter("school", "in", "a")], { by: ["student_group"] })).toEqual([
      'organization.organization_id in ["a"]',
    ]);
  });

  it("on the school year is one on the year before, for the year before", () => {
    const previous = { period: "previous" as const, fact: factOf("assessment") };
    const of = (...asked: Parameters<typeof filter>) => written([filter(...asked)], {}, previous);
    expect(of("school_year", "in", "2024-25", null)).toEqual([
      '(fact.school_year in ["2023-24"] or fact.school_year is null)',
    ]);
    expect(of("school_year", "not_in", "2024-25")[0]).toContain("|| '-' ||");
    expect(of("school", "in", "a")).toEqual(['organization.organization_id in ["a"]']);
    expect(written([filter("school_year", "in", "2024-25")])).toEqual(['fact.school_year in ["2024-25"]']);
  });
});

describe("case files", () => {
  const money = (rest: Parameters<typeof writing>[0], filters: Filter[] = []) =>
    conditionsOf(block("board_action", { filters }), writing(rest));

  it("are read only where programs are named", () => {
    expect(money({})).toEqual(["not coalesce(fact.is_case_file, false)"]);
    expect(money({ by: ["program"] })).toEqual([]);
    expect(money({}, [filter("program", "in", "p")])).toEqual(['fact.program_id in ["p"]']);
    expect(money({}, [filter("fund_source", "in", "f")])).toHaveLength(2);
  });
});

describe("a running total", () => {
  const total = (of: Partial<Block>, rest: Parameters<typeof writing>[0] = {}) =>
    conditionsOf(block("student_period", of), writing(rest));
  const previous = { period: "previous" as const };

  it("is read at its end, month by month, or of the year before at the same day", () => {
    expect(total({})).toEqual(["fact.is_latest"]);
    expect(total({}, { by: ["month"] })).toEqual(["fact.month is not null"]);
    expect(total({}, { by: ["school", "month"] })).toEqual(["fact.month is not null"]);
    expect(total({}, { by: ["school"] })).toEqual(["fact.is_latest"]);
    expect(total(previous)).toEqual([
      'case when fact.school_year = "2023-24" then fact.is_same_day else fact.is_latest end',
    ]);
  });

  it("is read at the last of the months asked for", () => {
    const months = [filter("month", "in", "2024-09", "2024-10"), filter("month", "not_in", "2024-10")];
    const school = filter("school", "in", "a");
    const [, , , last] = total({ filters: [...months, school] });
    expect(last).toBe(
      '(fact.school_year, fact.month) in (select fact.school_year, max(fact.month) from fct_student_period as fact where fact.month in ["2024-09","2024-10"] and (fact.month is null or not fact.month in ["2024-10"]) group by fact.school_year)',
    );
    expect(total({ filters: [school] })[1]).toBe("fact.is_latest");
  });
});

describe("days of the year before", () => {
  const days = (by: string[], of: Partial<Block> = { period: "previous" }) => written([], { by }, of);

  it("count up to the same day, by week and by day up to the same weekday", () => {
    const upTo = (day: string) => [`(fact.school_year <> "2023-24" or fact.attended_on <= "${day}")`];
    expect(days(["school"])).toEqual(upTo("2024-03-28"));
    expect(days(["week"])).toEqual(upTo("2024-03-29"));
    expect(days(["date"])).toEqual(upTo("2024-03-29"));
  });

  it("are no matter for this year, nor for figures that do not run day by day", () => {
    expect(days(["week"], {})).toEqual([]);
    expect(days([], { period: "previous", fact: factOf("assessment") })).toEqual([]);
  });
});

describe("a total of what is visible", () => {
  const cell = (key: string | null) => ({ key, label: "" });
  const only = (...keys: string[]) => ({
    by: keys.map((key) => ({ key, dimension: dimensionNamed(key) })),
    rows: [
      { school: cell("a"), student_group: cell("EL") },
      { school: cell("b"), student_group: cell(null) },
      { school: 3, student_group: null },
    ],
  });

  it("is over the rows with their keys, an empty text where there is none", () => {
    const [condition] = written([], { only: only("school", "level") });
    expect(condition).toContain("coalesce(organization.organization_id::varchar, '')");
    expect(condition).toContain(String.raw`in ["a\u001f","b\u001f","\u001f"]`);
    expect(condition).not.toContain("exists");
  });

  it("counts a student of two visible groups once", () => {
    const [condition] = written([], { only: only("school", "student_group") });
    const of = (group: string, schools: string) =>
      `fact.student_key in (select student_key from brg_student_group where student_group = "${group}") and coalesce(organization.organization_id::varchar, '') in [${schools}]`;
    expect(condition).toBe(`(${of("EL", '"a"')} or ${of("", '"b",""')})`);
  });
});

it("a measure's own condition is over columns of the fact, all of which must hold", () => {
  const where = { is_late: true, is_closed: false, kind: "initial", status: ["held", "due"] };
  expect(measureCondition(where, writing())).toBe(
    'fact.is_late and not fact.is_closed and fact.kind = "initial" and fact.status in ["held","due"]',
  );
  expect(measureCondition(undefined, writing())).toBeUndefined();
});
