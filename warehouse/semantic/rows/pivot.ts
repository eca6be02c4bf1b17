import { WarehouseError } from "../errors.ts";
import { dimensionNamed } from "../model/model.ts";
import { type Cell, type Column, type DimensionCell, type Mark, nameOfRow, type Slice } from "../slice.ts";
import { inOrder, orderRows } from "./columns.ts";
import type { Marked } from "./computed.ts";
import type { Finished } from "./finish.ts";

/** More columns than this nobody reads, and no sheet shows. */
const MOST_VALUES = 100;

/** Throws `invalid_request` where a slice turns a dimension into columns that it does not ask by. */
export function refusePivot({ pivot, by = [] }: Slice): void {
  if (pivot === undefined) return;
  dimensionNamed(pivot);
  if (!by.includes(pivot))
    throw new WarehouseError(
      "invalid_request",
      `"pivot" names ${pivot}, which "by" does not: add it to "by".`,
    );
}

/** The values of the pivot's dimension in the order in which they become columns. Throws `invalid_request`. */
export function valuesToPivot({ rows }: Finished, pivot: string): DimensionCell[] {
  const values = new Map<string, DimensionCell>();
  for (const { [pivot]: cell } of rows)
    if (typeof cell === "object" && cell !== null) values.set(String(cell.key), cell);
  if (values.size > MOST_VALUES)
    throw new WarehouseError(
      "invalid_request",
      `${pivot} has ${values.size} values here, too many for columns (${MOST_VALUES}): filter them, or leave "pivot" out.`,
    );
  const last = (cell: DimensionCell) => Number(cell.key === null);
  return [...values.values()].sort((a, b) => last(a) - last(b) || inOrder(a.label, b.label));
}

/**
 * One row for all rows that differ in the pivot's value only, with a column for each number and value, called
 * `<column>@<key>`. Where a row has no such value, the cell is empty. Ordered and cut afterwards.
 */
export function pivotRows(
  { columns, rows, marks }: Finished,
  slice: Slice,
  { values, part }: { values: readonly DimensionCell[]; part: Mark["part"] },
): Finished {
  const { pivot = "", limit } = slice;
  const numbers = columns.filter(({ kind }) => kind === "measure");
  const others = columns.filter(({ key, kind }) => kind === "dimension" && key !== pivot);
  const asColumns = values.flatMap((value) =>
    numbers.map(
      (column): Column => ({
        ...column,
        key: columnAt(column.key, value),
        label: `${column.label}: ${value.label}`,
        pivot: value,
      }),
    ),
  );
  const reasons = new Map(marks.map(({ row, column, mark }) => [`${row} ${column}`, mark]));
  const pivoted = new Map<string, Marked>();
  for (const [index, row] of rows.entries()) {
    const name = nameOfRow(
      row,
      others.map(({ key }) => key),
    );
    const one = pivoted.get(name) ?? emptyRow(row, others, asColumns);
    pivoted.set(name, one);
    const value = row[pivot];
    if (typeof value !== "object" || value === null) continue;
    for (const { key } of numbers)
      write(one, columnAt(key, value), row[key] ?? null, reasons.get(`${index} ${key}`));
  }
  const inColumns = [...others, ...asColumns];
  const order = part === "totals" ? [] : slice.order;
  const ordered = orderRows([...pivoted.values()], inColumns, { ...slice, order });
  const shown = limit === undefined || part === "totals" ? ordered : ordered.slice(0, limit);
  return {
    columns: inColumns,
    rows: shown.map(({ cells }) => cells),
    marks: shown.flatMap((one, row) =>
      [...one.marks].map(([column, mark]): Mark => ({ part, row, column, mark })),
    ),
  };
}

const columnAt = (column: string, { key }: DimensionCell) => `${column}@${key}`;

function emptyRow(row: Record<string, Cell>, others: Column[], numbers: Column[]): Marked {
  const cells: Record<string, Cell> = {};
  for (const { key } of others) cells[key] = row[key] ?? null;
  for (const { key } of numbers) cells[key] = null;
  return { cells, marks: new Map(numbers.map(({ key }) => [key, "no_data"])) };
}

function write({ cells, marks }: Marked, column: string, cell: Cell, mark: Mark["mark"] | undefined): void {
  if (!(column in cells)) return;
  cells[column] = cell;
  if (cell !== null || mark === undefined) marks.delete(column);
  else marks.set(column, mark);
}
