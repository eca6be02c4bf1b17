import type { Reader } from "../../district.ts";
import { aggregatesOf } from "../model/define.ts";
import { factOf } from "../model/facts.ts";
import { measureNamed } from "../model/model.ts";
import { type Known, type Plan, type PlannedMeasure, planSlice } from "../plan.ts";
import type { Filter, Slice } from "../slice.ts";
import { countsStudents } from "../sql/block.ts";
import { compile, outputName, type Statement } from "../sql/compile.ts";
import { previousSchoolYear } from "../sql/school-year.ts";
import type { Setting } from "../sql/setting.ts";
import { isMonthly, nameOf, type PublishedTable } from "./published-tables.ts";

/** A number and the students behind it; null where nothing was counted. */
export type CountedNumber = { value: number | null; persons: number | null };

/** One measure in one cell of a published table, before anything is hidden. Keys and labels in the table's order. */
export type CountedCell = {
  schoolYear: string;
  dimensions: readonly string[];
  keys: string[];
  labels: string[];
  measure: string;
  now: CountedNumber[];
  before: CountedNumber[];
};

export type Counting = {
  known: Known;
  setting: Setting;
  schoolYears: string[];
  count: Count;
  /** What of the days a table by week is counted by at once. */
  spans: readonly Span[];
  /**
   * Monthly tables with a measure whose cells of student groups stand as they were released ("school student_group
   * MEASURE"): only everybody's are counted.
   */
  standing?: ReadonlySet<string>;
};

/**
 * Gives a statement's rows, those of the release before where it would count the same. `cuts` says of which cuts' days it is,
 * where it is not of all.
 */
export type Count = (statement: Statement, cuts?: readonly string[]) => Promise<Record<string, unknown>[]>;

/** Days of whole weeks (ISO dates, both included), and the cuts (school year, or with month or week) that they are in. */
export type Span = { from: string; to: string; cuts: string[] };

/** So many measures have their cells together: where one has a row, the others are told to have none. */
const AT_ONCE = 12;

/** Counts every cell of a published table from all rows, with the persons behind each number. */
export async function countCells(table: PublishedTable, counting: Counting): Promise<CountedCell[]> {
  const cells: CountedCell[] = [];
  const spans = table.dimensions.includes("week") ? counting.spans : [null];
  const isStanding = (measure: string) =>
    counting.standing?.has(`${nameOf(table.dimensions)} ${measure}`) === true;
  const [standing, fresh] = [true, false].map((stands) =>
    table.measures.filter((measure) => isStanding(measure) === stands),
  );
  for (const { measures, ...of } of [
    ...inBatches(fresh).map((measures) => ({ measures })),
    ...inBatches(standing).map((measures) => ({ measures, groups: ["ALL"] })),
  ])
    for (const span of spans)
      for (const { row, plan } of await rowsOf(measures, table, counting, { ...of, span }))
        cells.push(...cellsOf(row, plan, table));
  const byName = new Map(cells.map((cell) => [nameOfCell(cell, cell.schoolYear), cell]));
  // The weeks of another year are other weeks: only those of the running year are compared.
  // What is released monthly has no same day.
  const isAlone = table.dimensions.includes("week") || isMonthly(table.dimensions);
  const alike = (isAlone ? [] : cells).filter(
    ({ schoolYear, measure }) => !isComparedApart({ schoolYear, measure }, counting),
  );
  for (const cell of alike)
    cell.before = byName.get(nameOfCell(cell, previousSchoolYear(cell.schoolYear)))?.now ?? cell.before;
  await compareApart(byName, table, counting);
  return [...byName.values()];
}

function inBatches(measures: readonly string[] = []): string[][] {
  const batches: string[][] = [];
  for (let first = 0; first < measures.length; first += AT_ONCE)
    batches.push(measures.slice(first, first + AT_ONCE));
  return batches;
}

const nameOfCell = ({ measure, keys }: CountedCell, schoolYear: string) =>
  JSON.stringify([schoolYear, measure, ...keys]);

/** The year before is counted anew where it is not the whole year, but runs to the same day. */
async function compareApart(
  cells: Map<string, CountedCell>,
  table: PublishedTable,
  counting: Counting,
): Promise<void> {
  const { currentYear } = counting.setting;
  const measures = table.measures.filter((measure) =>
    isComparedApart({ schoolYear: currentYear, measure }, counting),
  );
  if (measures.length === 0 || isMonthly(table.dimensions)) return;
  for (const { row, plan } of await rowsOf(measures, table, counting, { years: [currentYear] })) {
    for (const cell of cellsOf(row, plan, table)) {
      const name = nameOfCell(cell, cell.schoolYear);
      const known = cells.get(name);
      if (known) known.before = cell.before;
      else cells.set(name, cell);
    }
  }
}

type Compared = { schoolYear: string; measure: string };

function isComparedApart({ schoolYear, measure }: Compared, { setting }: Counting): boolean {
  const facts = aggregatesOf(measureNamed(measure)).map(({ fact }) => factOf(fact));
  const runs = facts.some(({ isSnapshot, runsDayByDay }) => isSnapshot || runsDayByDay);
  return runs && schoolYear === setting.currentYear;
}

type Of = { span?: Span | null; years?: string[]; groups?: string[] };

/**
 * A table's rows for some measures, of all days or a span of them, of all students or some groups; with `years`, those of the
 * year before them.
 */
async function rowsOf(
  measures: string[],
  table: PublishedTable,
  { known, setting, schoolYears, count }: Counting,
  { span = null, years, groups }: Of,
): Promise<{ row: Record<string, unknown>; plan: Plan }[]> {
  const slice: Slice = {
    measures,
    by: ["school_year", ...table.dimensions],
    ...(years ? { compare: "previous_year" } : {}),
  };
  const filters: Filter[] = [
    ...(years ? [{ dimension: "school_year", op: "in" as const, values: years }] : []),
    ...(groups ? [{ dimension: "student_group", op: "in" as const, values: groups }] : []),
    ...(span ? [{ dimension: "date", op: "between" as const, values: [span.from, span.to] }] : []),
  ];
  const plan = planSlice(slice, filters, { reader: everybody, known, countsPersons: true });
  const rows = new Map<string, Record<string, unknown>>();
  // Each fact by itself: a day's changes are of some facts, and what is counted of the others stands.
  // Of what is compared alone, this year's has been counted with all others.
  for (const block of plan.blocks.filter(({ period }) => !years || period === "previous"))
    for (const row of await count(compile({ ...plan, blocks: [block] }, setting), span?.cuts)) {
      const key = JSON.stringify(plan.by.map((dimension) => row[dimension.key]));
      rows.set(key, { ...rows.get(key), ...row });
    }
  return [...rows.values()]
    .filter(({ school_year }) => schoolYears.includes(String(school_year)))
    .map((row) => ({ row, plan }));
}

function cellsOf(row: Record<string, unknown>, plan: Plan, { dimensions }: PublishedTable): CountedCell[] {
  const keys = dimensions.map((dimension) => textOf(row[dimension]));
  // What has no key (a school that is not known) can be named by nobody.
  if (keys.includes("")) return [];
  const labels = dimensions.map((dimension) => textOf(row[`${dimension}__label`] ?? row[dimension]));
  const schoolYear = String(row.school_year);
  return plan.measures.map((planned) => ({
    schoolYear,
    dimensions,
    keys,
    labels,
    measure: planned.key,
    now: countedIn(row, planned, "current"),
    before: plan.slice.compare ? countedIn(row, planned, "previous") : [],
  }));
}

function countedIn(
  row: Record<string, unknown>,
  { components }: PlannedMeasure,
  period: "current" | "previous",
): CountedNumber[] {
  return components.map(({ column, aggregate }) => {
    const value = numberOf(row[outputName({ period }, column)]);
    if (countsStudents(aggregate)) return { value, persons: value };
    return { value, persons: numberOf(row[outputName({ period }, `${column}_n`)]) };
  });
}

const numberOf = (cell: unknown) => (typeof cell === "number" ? cell : null);
const textOf = (cell: unknown) => (cell === null || cell === undefined ? "" : String(cell));

/** Counting is for nobody: what it gives is hidden before anybody sees it. */
const everybody: Reader = {
  account: "published",
  name: "Published tables",
  role: "admin",
  grants: [
    {
      role: "admin",
      scope: { kind: "district" },
      subjects: ["students", "special_education", "finance", "operations"],
      mayReadStudents: true,
      mayReadNames: false,
      reason: "published tables are counted from all rows",
      from: "1900-01-01",
      to: null,
      givenBy: "published",
    },
  ],
};
