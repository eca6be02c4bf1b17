import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { measures } from "../../measures/index.ts";
import { everyone, readerWith } from "../../published-mini.ts";
import { duckdb } from "../dialects/duckdb.ts";
import { aggregatesOf } from "../model/define.ts";
import { dimensionNamed } from "../model/model.ts";
import { type Asking, type Plan, planSlice } from "../plan.ts";
import type { Filter, Slice } from "../slice.ts";
import { compile } from "./compile.ts";
import { run } from "./run.ts";

/** Two schools are middle schools; whoever has changed since has a second version, which is in other groups. */
let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`
    create table dim_organization as
    select organization_key, 'school ' || organization_key as organization_id, 'school ' || organization_key as name,
      if(organization_key < 2, 'middle', null) as level, 'o' as operator_id, null as region, true as is_current
    from range(3) as school(organization_key);
    create table dim_student as
    select student_key, student_key % 5 as durable_student_key, if(student_key % 3 = 0, null, student_key % 3)::varchar as grade,
      'family' as last_name, 'given' as first_name, student_key > 4 as is_current
    from range(10) as student(student_key);
    create table brg_student_group as
    select student_key, student_group from dim_student, (values ('ALL', 1), ('EL', 2), ('SWD', 3)) as member(student_group, every)
    where student_key % every = 0;
    create table fct_student_period (
      school_year varchar, durable_student_key integer, organization_key integer, through_on date, student_key integer, month varchar,
      is_latest boolean, is_same_day boolean, is_only_school boolean, is_reportable boolean,
      expected_parts integer, absent_parts integer, attended_parts integer, excused_parts integer,
      absence_band varchar, days_left_before_chronic integer)`);
});

const years = ["2024-25", "2025-26", "2026-27"];
/** The second year's same day is in April. */
const days = ["-04-17", "-04-30", "-05-31"];

const parts = fc.option(fc.integer({ min: 0, max: 70 }), { freq: 8 });
const row = fc.record({
  ...{
    year: fc.nat({ max: 2 }),
    person: fc.nat({ max: 4 }),
    school: fc.nat({ max: 2 }),
    day: fc.nat({ max: 2 }),
  },
  ...{ version: fc.nat({ max: 1 }), reportable: fc.option(fc.boolean(), { freq: 8 }) },
  ...{ expected: parts, absent: parts, left: parts },
  band: fc.option(fc.constantFrom("under_8", "8_to_12")),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
const grain = ({ year, person, school, day }: Row) => [year, person, school, day].join();
const rows = fc.uniqueArray(row, { minLength: 10, maxLength: 60, selector: grain });

async function fill(made: readonly Row[]): Promise<void> {
  await connection.run("truncate fct_student_period");
  const text = (value: string | null) => (value === null ? "null" : `'${value}'`);
  const values = made.map(({ year, person, school, day, version, reportable, ...of }) => {
    const through = `${2025 + year}${days[day]}`;
    const [isLatest, isSameDay] = [day === 2, day === 0 && year === 1];
    const month = day === 0 ? null : through.slice(0, 7);
    const keys = `'${years[year]}', ${person}, ${school}, date '${through}', ${person + 5 * version}`;
    const flags = `${text(month)}, ${isLatest}, ${isSameDay}, null, ${reportable}`;
    return `(${keys}, ${flags}, ${of.expected}, ${of.absent}, ${of.left}, ${of.absent}, ${text(of.band)}, ${of.left})`;
  });
  await connection.run(`
    insert into fct_student_period values ${values.join(",\n")};
    update fct_student_period as fact set is_only_school = 1 = (
      select count(*) from fct_student_period as own
      where (own.school_year, own.through_on, own.durable_student_key) = (fact.school_year, fact.through_on, fact.durable_student_key))`);
}

const ofPeriods = Object.keys(measures).filter((key) => {
  const measure = measures[key];
  return measure && aggregatesOf(measure).every(({ fact }) => fact === "student_period");
});
const dimensions = [
  "school",
  "level",
  "student_group",
  "grade",
  "student",
  "absence_band",
  "month",
  "school_year",
];
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    dimension: fc.constant("school_year"),
    values: fc.subarray(years, { minLength: 1 }),
    op: fc.constantFrom<Filter["op"]>("in", "in", "not_in"),
  }),
  fc.record({
    dimension: fc.constant("month"),
    values: fc.subarray(["2025-05", "2026-04", "2026-05", "2027-04", "2027-05"], { minLength: 1 }),
    op: fc.constantFrom<Filter["op"]>("in", "not_in"),
  }),
  fc.record({
    dimension: fc.constant("student_group"),
    values: fc.subarray(["ALL", "EL", "SWD"], { minLength: 1 }),
    op: fc.constantFrom<Filter["op"]>("in", "not_in"),
  }),
  fc.record({
    dimension: fc.constantFrom("school", "level", "grade"),
    values: fc.subarray(["school 1", "middle", "1", null], { minLength: 1 }),
    op: fc.constantFrom<Filter["op"]>("in", "not_in"),
  }),
);
const question = fc.record({
  measures: fc.subarray(ofPeriods, { minLength: 1, maxLength: 3 }),
  by: fc.subarray(dimensions, { maxLength: 3 }),
  filters: fc.array(filter, { maxLength: 2 }),
  compare: fc.constantFrom<Slice["compare"]>(undefined, "previous_year"),
  countsPersons: fc.boolean(),
  schools: fc.option(fc.constant<string[]>(["school 0", "school 2"])),
  /** Of the rows by these dimensions, every second is visible, and the total is of them. */
  visibleBy: fc.option(fc.subarray(["school", "student_group", "month"], { minLength: 1 })),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const latest = years.at(-1) ?? "";
const setting = {
  ...{ dialect: duckdb, partsPerDay: 2, currentYear: latest },
  ...{ sameDayLastYear: "2026-04-17", sameWeekdayLastYear: "2026-04-18" },
};

function planOf({ measures, by, filters, compare, countsPersons, schools, visibleBy }: Question): Plan {
  const reader = schools ? readerWith({ schools, mayReadStudents: true }) : everyone;
  const asking: Asking = { reader, known: { schoolYears: () => years }, countsPersons };
  const plan = planSlice({ measures, by, compare }, filters, asking);
  if (visibleBy === null) return plan;
  const visible = ["school 1", "school 2"].map((school) => ({
    school: { key: school, label: "" },
    student_group: { key: school === "school 1" ? "EL" : "ALL", label: "" },
    month: { key: "2027-05", label: "" },
  }));
  return {
    ...plan,
    only: { by: visibleBy.map((key) => ({ key, dimension: dimensionNamed(key) })), rows: visible },
  };
}

/** Every row added up, as where nothing is known of a student's other rows. */
const addedUp = (plan: Plan): Plan => ({
  ...plan,
  blocks: plan.blocks.map(({ fact: { onlyRow: _, ...fact }, ...block }) => ({ ...block, fact })),
});

async function answerTo(plan: Plan): Promise<string[]> {
  const found = await run(compile(plan, setting), connection);
  return found.map((one) => JSON.stringify(one)).sort();
}

const takesRowsAsTheyAre = (plan: Plan) => compile(plan, setting).sql.includes("union all");
const asked: Question = {
  ...{ measures: ["near_chronic_students"], by: [], filters: [], compare: undefined },
  ...{ countsPersons: true, schools: null, visibleBy: null },
};
const ofYears = (op: Filter["op"], ...values: string[]): Filter => ({ dimension: "school_year", op, values });

describe("a student's only row of a day", () => {
  it.each<[string, Partial<Question>]>([
    ["the latest school year", {}],
    ["thresholds over students", { measures: ["chronic_absence_rate"], countsPersons: false }],
    ["a school year, beside the year before", { filters: [ofYears("in", latest)], compare: "previous_year" }],
    ["each school year", { by: ["school_year"], filters: [ofYears("not_in", latest)] }],
    ["each month of a school year", { by: ["month", "student_group"] }],
  ])("is not added up for %s", (_, of) => {
    const plan = planOf({ ...asked, ...of });
    expect(takesRowsAsTheyAre(plan)).toBe(true);
  });

  it.each<[string, Partial<Question>]>([
    ["several school years", { filters: [ofYears("in", "2025-26", latest)] }],
    ["all but one school year", { filters: [ofYears("not_in", latest)] }],
    ["several school years by month", { by: ["month"], filters: [ofYears("in", "2025-26", latest)] }],
    ["days, of which a student has many", { measures: ["suspension_rate"] }],
  ])("is added up with the others for %s", (_, of) => {
    expect(takesRowsAsTheyAre(planOf({ ...asked, ...of }))).toBe(false);
  });

  it("is not her only one in two years: she counts once", async () => {
    const ofYear = { person: 0, day: 2, version: 0, reportable: true, expected: 70, absent: 7, left: 63 };
    await fill([0, 1].map((year) => ({ ...ofYear, year, school: year, band: "8_to_12" as const })));
    const filters = [ofYears("in", "2024-25", "2025-26")];
    const of = (by: string[]) => run(compile(planOf({ ...asked, filters, by }), setting), connection);
    expect((await of([])).map(({ m0_0 }) => m0_0)).toEqual([1]);
    expect((await of(["school_year"])).map(({ m0_0 }) => m0_0)).toEqual([1, 1]);
  });

  it("gives every number that adding it up gives", async () => {
    const questions = fc.array(question, { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, questions, async (made, several) => {
        await fill(made);
        for (const one of several) {
          const plan = planOf(one);
          expect(await answerTo(plan), JSON.stringify(one)).toEqual(await answerTo(addedUp(plan)));
        }
      }),
      { numRuns: 40 },
    );
  });
});
