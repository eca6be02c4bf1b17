import { didYouMean, nearest, WarehouseError } from "../errors.ts";
import type { Cell, Column, ComputedColumn, MarkKind, Unit } from "../slice.ts";

/** A row with the reasons of its empty cells, by column. */
export type Marked = { cells: Record<string, Cell>; marks: Map<string, MarkKind> };

/** The columns that a slice works out from its measure columns. Throws `invalid_request`, `unknown_column`, `incompatible`. */
export function computedColumns(computed: readonly ComputedColumn[], measures: readonly Column[]): Column[] {
  return computed.map((column, index): Column => {
    const { key, label } = column;
    const taken = [...measures, ...computed.slice(0, index)].some((other) => other.key === key);
    if (taken) throw new WarehouseError("invalid_request", `Two columns are called "${key}": rename one.`);
    const of = namesOf(column).map((name) => columnNamed(name, measures));
    return {
      key,
      label: label ?? wordsOf(column, of),
      kind: "measure",
      part: "computed",
      unit: unitOf(column, of),
      computed: column,
    };
  });
}

const namesOf = ({ of }: ComputedColumn): string[] => (typeof of === "string" ? [of] : of);

function columnNamed(name: string, measures: readonly Column[]): Column {
  const found = measures.find(({ key }) => key === name);
  if (found) return found;
  const names = nearest(
    name,
    measures.map(({ key }) => key),
  );
  throw new WarehouseError(
    "unknown_column",
    `The answer has no number "${name}" to work a column out from.${didYouMean(names)}`,
    { didYouMean: names },
  );
}

function wordsOf({ kind }: ComputedColumn, [first, second]: Column[]): string {
  const words = {
    ratio: `${first?.label} ÷ ${second?.label}`,
    difference: `${first?.label} − ${second?.label}`,
    share: `${first?.label}, share of all`,
    rank: `${first?.label}, rank`,
  };
  return words[kind];
}

/** Students by students are a share; dollars by students are dollars. A share of a share means nothing. */
function unitOf({ kind, of }: ComputedColumn, [first, second]: Column[]): Unit {
  const unit = first?.unit ?? "count";
  if (kind === "rank") return "count";
  if (kind === "ratio") return unit === second?.unit ? "percent" : unit;
  if (kind === "difference") return unit;
  if (unit === "percent" || first?.part === "gap" || first?.part === "change")
    throw new WarehouseError(
      "incompatible",
      `"${of}" is no amount, so nothing is a share of it. Take its numerator or its denominator.`,
    );
  return "percent";
}

/** Whether a slice needs the grand total of all its rows. */
export const asksShare = (computed: readonly ComputedColumn[] = []): boolean =>
  computed.some(({ kind }) => kind === "share");

/** Works out the columns of rows that lie in no order yet; `whole` is the grand total of all of them. */
export function workOut(
  rows: readonly Marked[],
  computed: readonly ComputedColumn[],
  { whole, isTotal }: { whole: Marked | null; isTotal: boolean },
): void {
  for (const column of computed) {
    const places = column.kind === "rank" ? placesOf(rows, column) : new Map<number, number>();
    for (const { cells, marks } of rows) {
      const [first = null, second = null] = namesOf(column).map((name) => numberIn(cells, name));
      const empty = emptyIn(marks, namesOf(column));
      const write = (value: number | null, mark: MarkKind) => {
        cells[column.key] = value;
        if (value === null) marks.set(column.key, mark);
      };
      if (column.kind === "rank")
        write(isTotal || first === null ? null : (places.get(first) ?? null), empty ?? "not_applicable");
      else if (column.kind === "share") {
        const all = numberIn(whole?.cells ?? {}, column.of);
        write(divided(first, all), empty ?? emptyIn(whole?.marks ?? new Map(), [column.of]) ?? "no_data");
      } else if (column.kind === "ratio") write(divided(first, second), empty ?? "no_data");
      else write(first === null || second === null ? null : first - second, empty ?? "no_data");
    }
  }
}

const numberIn = (cells: Record<string, Cell>, name: string): number | null => {
  const cell = cells[name];
  return typeof cell === "number" ? cell : null;
};

const divided = (first: number | null, second: number | null): number | null =>
  first === null || second === null || second === 0 ? null : first / second;

/** Why there is no number; what is hidden is said before what is missing. */
function emptyIn(marks: ReadonlyMap<string, MarkKind>, names: readonly string[]): MarkKind | undefined {
  const found = names.map((name) => marks.get(name)).filter((mark) => mark !== undefined);
  return found.find((mark) => mark === "suppressed") ?? found[0];
}

function placesOf(
  rows: readonly Marked[],
  { of, direction }: Extract<ComputedColumn, { kind: "rank" }>,
): Map<number, number> {
  const values = rows.map(({ cells }) => numberIn(cells, of)).filter((value) => value !== null);
  values.sort((a, b) => (direction === "asc" ? a - b : b - a));
  const places = new Map<number, number>();
  for (const [index, value] of values.entries()) if (!places.has(value)) places.set(value, index + 1);
  return places;
}
