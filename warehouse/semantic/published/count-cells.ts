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
import { whereAndWhom } from "./count.ts";
import { isMonthly, nameOf, type PublishedTable } from "./published-tables.ts";

/** A number and the students behind it; null where nothing was counted. */
export type CountedNumber = { value: number | null; persons: number | null };

/**
 * One measure in one cell of a published table, before anything is hidden: where, and of whom (`Count`). Keys and labels in the
 * table's order.
 */
export type CountedCell = {
  schoolYear: string;
  place: string;
  of: string;
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
  // What is released monthly has no same day.
  if (isMonthly(table.dimensions)) return cells;
  const byName = new Map(cells.map((cell) => [nameOfCell(cell, cell.schoolYear), cell]));
  const apart = new Set(table.measures.filter(isComparedApart));
  const isAlike = ({ measure, schoolYear }: CountedCell) =>
    !apart.has(measure) || schoolYear !== counting.setting.currentYear;
  // The weeks of another year are other weeks: only those of the running year are compared.
  for (const cell of table.dimensions.includes("week") ? [] : cells.filter(isAlike))
    cell.before = byName.get(nameOfCell(cell, previousSchoolYear(cell.schoolYear)))?.now ?? cell.before;
  await compareApart(byName, { ...table, measures: [...apart] }, counting);
  return [...byName.values()];
}

function inBatches(measures: readonly string[] = []): string[][] {
  const batches: string[][] = [];
  for (let first = 0; first < measures.length; first += AT_ONCE)
    batches.push(measures.slice(first, first + AT_ONCE));
  return batches;
}

const nameOfCell = ({ measure, keys }: CountedCell, schoolYear: string) =>
  `${schoolYear}\t${measure}\t${keys.join("\t")}`;

/** Counts the year before anew, to the same day. */
async function compareApart(
  cells: Map<string, CountedCell>,
  table: PublishedTable,
  counting: Counting,
): Promise<void> {
  if (table.measures.length === 0) return;
  const years = [counting.setting.currentYear];
  for (const { row, plan } of await rowsOf(table.measures, table, counting, { years })) {
    for (const cell of cellsOf(row, plan, table)) {
      const name = nameOfCell(cell, cell.schoolYear);
      const known = cells.get(name);
      if (known) known.before = cell.before;
      else cells.set(name, cell);
    }
  }
}

/** Whether the running year is not compared with the whole year before, but with the year before to the same day. */
const isComparedApart = (measure: string): boolean =>
  aggregatesOf(measureNamed(measure)).some(
    ({ fact }) => factOf(fact).isSnapshot || factOf(fact).runsDayByDay,
  );

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
      const key = plan.by.map((dimension) => textOf(row[dimension.key])).join("\t");
      const known = rows.get(key);
      rows.set(key, known ? { ...known, ...row } : row);
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
  const { place, of } = whereAndWhom(dimensions, keys);
  return plan.measures.map((planned) => ({
    schoolYear,
    place,
    of,
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
