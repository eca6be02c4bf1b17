import type { Linked } from "./linked.ts";

type Sum = { whole: number; parts: readonly number[] };

/** One side of a table: how many lines it has, totals among them, and which of them add up to which. */
export type Axis = { size: number; sums: readonly Sum[] };

/** The sums of a table whose cell in row r and column c is number `r * columns.size + c`. */
export function crossed(rows: Axis, columns: Axis): Sum[] {
  const cellAt = (row: number, column: number) => row * columns.size + column;
  const moved = ({ whole, parts }: Sum, to: (line: number) => number) => ({
    whole: to(whole),
    parts: parts.map(to),
  });
  const along = ({ size }: Axis) => Array.from({ length: size }, (_, line) => line);
  return [
    ...along(rows).flatMap((row) => columns.sums.map((sum) => moved(sum, (column) => cellAt(row, column)))),
    ...along(columns).flatMap((column) => rows.sums.map((sum) => moved(sum, (row) => cellAt(row, column)))),
  ];
}

/** Lines 0 to size - 1 and their total, which is line number `size`. */
export function totalled(size: number): Axis {
  return { size: size + 1, sums: [{ whole: size, parts: Array.from({ length: size }, (_, line) => line) }] };
}

/** A table of counts with its totals: a row more, a column more, and the grand total in the corner. */
export function tableWithTotals(cells: readonly (readonly number[])[]): Linked {
  const rows = cells.map((row) => [...row, sumOf(row)]);
  const width = (cells[0]?.length ?? 0) + 1;
  const totals = Array.from({ length: width }, (_, column) => sumOf(rows.map((row) => row[column] ?? 0)));
  return { values: [...rows, totals].flat(), sums: crossed(totalled(cells.length), totalled(width - 1)) };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
