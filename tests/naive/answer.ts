import type { Filter, Slice } from "#warehouse";
import { plusDays, schoolYearOf, yearsLater } from "./days.ts";
import type { FactName, Facts } from "./facts.ts";
import { passes, passesRow } from "./filter.ts";
import { type NaiveMeasure, type Number1, naiveMeasures } from "./measures.ts";
import { groupsOf, inDimension, type Row, type Value } from "./sources/row.ts";
import { targets } from "./targets.ts";

export type Ground = { facts: Facts; asOf: string };

/** The measure columns of a row, and the values of the dimensions it stands for. */
export type NaiveRow = { key: Value[]; cells: Record<string, number | null> };

type Period = "current" | "previous";

/** Totals by some dimensions or none: of everything, or of the rows with these keys of the dimensions `of`. */
export type Total = { keys: Set<string> | null; of: string[]; by: string[] };

/** The rows of an answer in no order, or its total. */
export function answerNaively(slice: Slice, ground: Ground, total?: Total): NaiveRow[] {
  const by = total?.by ?? slice.by ?? [];
  const measures = slice.measures.map((key) => ({ key, measure: measureNamed(key) }));
  const periods: Period[] = slice.compare === "previous_year" ? ["current", "previous"] : ["current"];
  const names = new Set(measures.flatMap(({ measure }) => measure.parts.map(({ fact }) => fact)));
  const cells = new Map<string, Value[]>(by.length === 0 ? [["[]", []]] : []);
  const grouped = new Map<string, Map<string, Row[]>>();
  for (const fact of names)
    for (const period of periods) {
      const rows = rowsOf(fact, { slice, by, period, ground });
      grouped.set(
        `${fact} ${period}`,
        group(
          rows,
          (row) => keysOfTotal(row, by, total),
          (key) => cells.set(JSON.stringify(key), key),
        ),
      );
    }
  return [...cells].map(([name, key]) => {
    const numbers = ({ fact, of }: Number1, period: Period) =>
      isOfKnownYear(fact, { slice, by, period, ground }, key)
        ? of(grouped.get(`${fact} ${period}`)?.get(name) ?? [])
        : null;
    const columns = measures.map((one) => ({ ...columnsOf(one, periods, numbers) }));
    if (slice.compare === "target")
      for (const [at, one] of columns.entries()) besideTarget(slice.measures[at], one);
    return { key, cells: Object.assign({}, ...columns) };
  });
}

function measureNamed(key: string): NaiveMeasure {
  const measure = naiveMeasures[key];
  if (!measure) throw new Error(`The second implementation does not know ${key}.`);
  return measure;
}

type Numbers = (part: Number1, period: Period) => number | null;

function columnsOf(
  { key, measure }: { key: string; measure: NaiveMeasure },
  periods: Period[],
  numbers: Numbers,
): Record<string, number | null> {
  const parts = measure.parts.map((part) => numbers(part, "current"));
  const value = resultOf(measure, parts);
  const cells: Record<string, number | null> = { [key]: value };
  if (measure.kind === "rate") {
    cells[`${key}__numerator`] = parts[0] ?? null;
    cells[`${key}__denominator`] = parts[1] ?? null;
  }
  if (!periods.includes("previous")) return cells;
  const before = resultOf(
    measure,
    measure.parts.map((part) => numbers(part, "previous")),
  );
  cells[`${key}__previous`] = before;
  cells[`${key}__change`] = value === null || before === null ? null : value - before;
  return cells;
}

function besideTarget(measure: string | undefined, cells: Record<string, number | null>): void {
  const target = targets[measure ?? ""] ?? null;
  const value = cells[measure ?? ""] ?? null;
  cells[`${measure}__target`] = target;
  cells[`${measure}__gap`] = value === null || target === null ? null : value - target;
}

function resultOf({ kind }: NaiveMeasure, [first = null, second = null]: (number | null)[]): number | null {
  if (kind === "amount") return first;
  if (first === null || second === null) return null;
  if (kind === "difference") return first - second;
  return second === 0 ? null : first / second;
}

type Reading = { slice: Slice; by: string[]; period: Period; ground: Ground };

/** The rows of a fact that a slice reads, those of the year before as the cells they are compared with. */
function rowsOf(fact: FactName, { slice, by, period, ground }: Reading): Row[] {
  const asked = (slice.where ?? []).map(({ dimension }) => dimension);
  const named = [...by, ...asked];
  const isByGroup = slice.by?.includes("student_group") === true;
  const latest = yearsOf(fact, ground).at(-1);
  const namesYear = [...(slice.by ?? []), ...asked].includes("school_year");
  const needsYear = !namesYear && latest !== undefined;
  const ofYear: Filter[] = needsYear ? [{ dimension: "school_year", op: "in", values: [latest] }] : [];
  const filters = [...(slice.where ?? []), ...ofYear].filter(
    ({ dimension }) => dimension !== "student_group" || !isByGroup,
  );
  const read = period === "current" ? currentRows(fact, named, ground) : rowsBefore(fact, named, ground);
  const groups = (slice.where ?? []).filter(({ dimension }) => dimension === "student_group");
  const isOurs = (row: Row) => row.has.isCaseFile !== true || named.includes("program");
  const found = read.filter((row) => isOurs(row) && filters.every((filter) => passesRow(row, filter)));
  const rows = fact === "periods" && !by.includes("month") ? lastMonths(found, slice, read) : found;
  if (!isByGroup || groups.length === 0) return rows;
  return rows.flatMap((row) => {
    const kept = groupsOf(row).filter((name) => groups.every((filter) => passes(name, filter)));
    return kept.length === 0 ? [] : [{ ...row, student: { dimensions: {}, ...row.student, groups: kept } }];
  });
}

/** Months of a running total hold each other: of several that are asked for, only the last of a school year counts. */
function lastMonths(rows: Row[], { where = [] }: Slice, read: Row[]): Row[] {
  const months = where.filter(({ dimension }) => dimension === "month");
  if (months.length === 0) return rows;
  const last = new Map<Value | undefined, string>();
  for (const row of read) {
    const { school_year: year, month } = row.own;
    if (
      typeof month === "string" &&
      months.every((filter) => passes(month, filter)) &&
      month > (last.get(year) ?? "")
    )
      last.set(year, month);
  }
  return rows.filter(({ own }) => own.month === last.get(own.school_year));
}

function yearsOf(fact: FactName, { facts }: Ground): string[] {
  const years = new Set(facts[fact].map(({ own }) => own.school_year));
  return [...years].filter((year) => typeof year === "string").sort();
}

/** Facts of which no row tells a school year. */
const withoutYears = new Set<FactName>([
  "staff",
  "refusals",
  "actions",
  "commitments",
  "expenditures",
  "forecasts",
  "recurring",
  "ledger",
]);

/** Of a year of which a fact has nothing, nothing is known: neither zero nor anything else. */
function isOfKnownYear(fact: FactName, { slice, by, period, ground }: Reading, key: Value[]): boolean {
  if (withoutYears.has(fact)) return true;
  const known = yearsOf(fact, ground).map((year) => yearsLater(year, period === "previous" ? 1 : 0));
  const at = by.indexOf("school_year");
  const asked = (slice.where ?? []).filter(({ dimension }) => dimension === "school_year");
  const latest = yearsOf(fact, ground).at(-1);
  const isAsked = (year: string) =>
    asked.length > 0 || slice.by?.includes("school_year")
      ? asked.every((filter) => passes(year, filter))
      : year === latest;
  return known.some((year) => isAsked(year) && (at < 0 || key[at] === year));
}

function currentRows(fact: FactName, named: string[], { facts }: Ground): Row[] {
  return fact === "periods" && named.includes("month") ? facts.monthlyPeriods : facts[fact];
}

/** A year later they would have been now: up to the same day, or weekday, where figures run day by day. */
function rowsBefore(fact: FactName, named: string[], ground: Ground): Row[] {
  const { facts, asOf } = ground;
  const before = yearsLater(schoolYearOf(asOf), -1);
  const aYearAgo = `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4)}`;
  const isBefore = ({ own }: Row) => own.school_year === before;
  let rows = currentRows(fact, named, ground);
  if (fact === "periods" && !named.includes("month"))
    rows = [...facts.periods.filter((row) => !isBefore(row)), ...facts.sameDayPeriods.filter(isBefore)];
  const isByWeek = named.includes("week") || named.includes("date");
  const until = isByWeek ? plusDays(asOf, -364) : aYearAgo;
  if (fact === "days") rows = rows.filter((row) => !isBefore(row) || String(row.own.date) <= until);
  return rows.map((row) => ({ ...row, own: { ...row.own, ...aYearLater(row.own) } }));
}

function aYearLater(own: Row["own"]): Record<string, Value> {
  const moved: Record<string, Value> = {};
  const { school_year: year, month, week, date } = own;
  if (typeof year === "string") moved.school_year = yearsLater(year, 1);
  if (typeof month === "string") moved.month = `${Number(month.slice(0, 4)) + 1}${month.slice(4)}`;
  if (typeof week === "string") moved.week = plusDays(week, 364);
  if (typeof date === "string") moved.date = plusDays(date, 364);
  return moved;
}

/** The cells a row belongs to: one, or one for each of its student's groups. */
function keysOf(row: Row, by: string[]): Value[][] {
  const groups = by.includes("student_group") ? groupsOf(row) : [null];
  return groups.map((name) =>
    by.map((dimension) => (dimension === "student_group" ? name : inDimension(row, dimension))),
  );
}

/** Of rows that are seen, each cell of a row counts by itself: a student whose one group is seen is not in the total of another. */
function keysOfTotal(row: Row, by: string[], total: Total | undefined): Value[][] {
  if (!total?.keys) return keysOf(row, by);
  const { keys, of } = total;
  const all = [...new Set([...of, ...by])];
  const seen = keysOf(row, all).filter((key) =>
    keys.has(JSON.stringify(of.map((dimension) => key[all.indexOf(dimension)]))),
  );
  const within = seen.map((key) => by.map((dimension) => key[all.indexOf(dimension)] ?? null));
  return [...new Map(within.map((key) => [JSON.stringify(key), key])).values()];
}

function group(
  rows: Row[],
  keysOfRow: (row: Row) => Value[][],
  onKey: (key: Value[]) => void,
): Map<string, Row[]> {
  const cells = new Map<string, Row[]>();
  for (const row of rows)
    for (const key of keysOfRow(row)) {
      const name = JSON.stringify(key);
      const cell = cells.get(name);
      if (cell) cell.push(row);
      else {
        cells.set(name, [row]);
        onKey(key);
      }
    }
  return cells;
}
