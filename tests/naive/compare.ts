import type { Answer, Cell, Slice } from "#warehouse";
import { answerNaively, type Ground, type NaiveRow } from "./answer.ts";
import { workedOut } from "./computed.ts";
import { pivoted, valuesAcross } from "./pivot.ts";
import type { Value } from "./sources/row.ts";

/** The names of our students, whom the warehouse numbers, and the labels it gives to keys. */
export type Comparing = { ground: Ground; names: Map<string, string>; labels: Labels };

/** What differs between an answer and its second computation, in words; nothing where they agree. */
export function differences(slice: Slice, answer: Answer, comparing: Comparing): string[] {
  const { ground, names, labels } = comparing;
  const by = (slice.by ?? []).filter((dimension) => dimension !== slice.pivot);
  const shown: Shown = (key, dimensions) =>
    JSON.stringify(
      key.map((value, at) => (dimensions[at] === "student" ? (names.get(String(value)) ?? null) : value)),
    );
  const rows = workedOut(answerNaively(slice, ground), slice, ground);
  const across = slice.pivot === undefined ? null : acrossOf(slice, rows, labels);
  const ours = ordered(across ? pivoted(rows, across.at, across.values) : rows, {
    slice: { ...slice, by },
    ...{ labels, names },
  });
  const cut = slice.limit === undefined ? ours : ours.slice(0, slice.limit);
  const found = cut.map((row) => `${shown(row.key, by)} ${numbers(row.cells)}`);
  const given = answer.rows.map((row) => `${keyOf(row, by)} ${numbers(measuresOf(row, by))}`);
  return [
    ...compareLists(namesakesSorted(found), namesakesSorted(given), "row"),
    ...markDifferences(answer),
    ...totalDifferences(slice, answer, { ground, cut, across, shown }),
  ];
}

/** The keys of some dimensions as the answer shows them: students by their names. */
type Shown = (key: Value[], dimensions: string[]) => string;

/** Which dimension becomes columns: its place in the keys, and its values in order. */
type Across = { at: number; values: Value[] };

function acrossOf(slice: Slice, rows: NaiveRow[], labels: Labels): Across {
  const words = (value: Value) => labels.get(`${slice.pivot} ${value}`) ?? String(value);
  return { at: slice.by?.indexOf(slice.pivot ?? "") ?? -1, values: valuesAcross(rows, slice, words) };
}

type Totalling = { ground: Ground; cut: NaiveRow[]; across: Across | null; shown: Shown };

function totalDifferences(slice: Slice, answer: Answer, totalling: Totalling): string[] {
  const { ground, cut, across, shown } = totalling;
  const { totals = "none", subtotals = [], by = [], limit, pivot } = slice;
  const rest = by.filter((dimension) => dimension !== pivot);
  if (totals === "none" || rest.length === 0)
    return answer.totals.length === 0 ? [] : ["a total nobody asked for"];
  if (across?.values.length === 0) return answer.totals.length === 0 ? [] : ["a total without columns"];
  const isCut = totals === "visible" && limit !== undefined;
  const keys = isCut ? new Set(cut.map(({ key }) => JSON.stringify(key))) : null;
  const levels = rest.flatMap((dimension, at) =>
    subtotals.includes(dimension) ? [rest.slice(0, at + 1)] : [],
  );
  const ours = [...levels, []].flatMap((level) => {
    const total = {
      keys,
      of: rest,
      by: pivot === undefined ? level : by.filter((key) => key === pivot || level.includes(key)),
    };
    const whole = workedOut(answerNaively(slice, ground, total), slice, ground, true);
    const rows = across ? pivoted(whole, total.by.indexOf(pivot ?? ""), across.values) : whole;
    return rows.map(({ key, cells }) => `${shown(key, level)} ${numbers(cells)}`);
  });
  const given = answer.totals.map((row) => {
    const level = rest.filter((dimension) => dimension in row);
    return `${keyOf(row, level)} ${numbers(measuresOf(row, level))}`;
  });
  return compareLists(ours.sort(), given.sort(), "total");
}

/** Students of one name stand in no order of their own. */
function namesakesSorted(rows: string[]): string[] {
  const keyOfText = (row: string) => row.slice(0, row.indexOf(" [["));
  const runs: string[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && keyOfText(run[0]) === keyOfText(row)) run.push(row);
    else runs.push([row]);
  }
  return runs.flatMap((run) => run.sort());
}

function compareLists(ours: string[], theirs: string[], what: string): string[] {
  const found = Array.from({ length: Math.max(ours.length, theirs.length) }, (_, at) => at).filter(
    (at) => ours[at] !== theirs[at],
  );
  return found
    .slice(0, 3)
    .map((at) => `${what} ${at} of ${theirs.length}: ours ${ours[at]}, theirs ${theirs[at]}`);
}

/** Every empty cell says why, and no other does. */
function markDifferences({ rows, totals, marks }: Answer): string[] {
  const empty = (part: "rows" | "totals", all: Record<string, Cell>[]) =>
    all.flatMap((row, at) =>
      Object.keys(row).flatMap((column) => (row[column] === null ? [`${part} ${at} ${column}`] : [])),
    );
  const cells = [...empty("rows", rows), ...empty("totals", totals)].sort();
  const marked = marks.map(({ part, row, column }) => `${part} ${row} ${column}`).sort();
  return compareLists(cells, marked, "mark");
}

/** 12 digits: the engine may add fractions in another order. */
const numbers = (cells: Record<string, Cell>): string =>
  JSON.stringify(
    Object.entries(cells).map(([name, cell]) => [
      name,
      typeof cell === "number" ? Number(cell.toPrecision(12)) : null,
    ]),
  );

function measuresOf(row: Record<string, Cell>, by: string[]): Record<string, number | null> {
  const cells: Record<string, number | null> = {};
  for (const [column, cell] of Object.entries(row))
    if (!by.includes(column)) cells[column] = typeof cell === "number" ? cell : null;
  return cells;
}

const keyOf = (row: Record<string, Cell>, by: string[]) =>
  JSON.stringify(
    by.map((dimension) => {
      const cell = row[dimension];
      if (cell === null || typeof cell !== "object") return null;
      return dimension === "student" && cell.key !== null ? cell.label : cell.key;
    }),
  );

export type Labels = Map<string, string>;

/** By dimension and key, the words that rows are ordered by. */
export const labelsOf = ({ rows }: Answer): Labels => {
  const labels: Labels = new Map();
  for (const row of rows)
    for (const [dimension, cell] of Object.entries(row))
      if (cell !== null && typeof cell === "object") labels.set(`${dimension} ${cell.key}`, cell.label);
  return labels;
};

const asPeopleOrder = new Intl.Collator("en", { numeric: true });

type Ordering = { slice: Slice; labels: Labels; names: Map<string, string> };

/** By the columns asked for, then by the labels of the dimensions; what is empty comes last unless asked otherwise. */
function ordered(rows: NaiveRow[], { slice, labels, names }: Ordering): NaiveRow[] {
  const by = slice.by ?? [];
  const order = [
    ...(slice.order ?? []),
    ...by.map((column) => ({ column, direction: "asc" as const, nulls: "last" as const })),
  ];
  const sortable = (row: NaiveRow, column: string): string | number | null => {
    const at = by.indexOf(column);
    if (at < 0) return row.cells[column] ?? null;
    const key = row.key[at] ?? null;
    if (key === null) return null;
    return column === "student"
      ? (names.get(String(key)) ?? null)
      : (labels.get(`${column} ${key}`) ?? String(key));
  };
  return [...rows].sort((a, b) => {
    for (const { column, direction, nulls = "last" } of order) {
      const [left, right] = [sortable(a, column), sortable(b, column)];
      if (left === null && right === null) continue;
      if (left === null || right === null) return (left === null) === (nulls === "first") ? -1 : 1;
      const way = direction === "asc" ? 1 : -1;
      const difference =
        typeof left === "number" && typeof right === "number"
          ? left - right
          : asPeopleOrder.compare(String(left), String(right));
      if (difference !== 0) return way * difference;
    }
    return 0;
  });
}
