import type { Answer, Cell, Column, MarkKind } from "../slice.ts";

type Row = Answer["rows"][number];

/** A column as tools take it: `of` gives the value of a row, the first being row 0; null is nothing. */
export type TidyColumn = { name: string } & (
  | { kind: "text"; of: (row: Row, at: number) => string | null }
  | { kind: "number"; of: (row: Row, at: number) => number | null }
);

/** What of an answer says how its rows become columns. */
export type RowsShape = Pick<Answer, "marks"> & { columns: Pick<Column, "key" | "kind">[] };

/**
 * An answer's rows as columns of one type each, the same in every file for tools: a dimension is its key and
 * `<key>__label`, a measure's number is unrounded, and `<column>__mark` says why there is none.
 */
export function tidyColumns({ columns, marks }: RowsShape): TidyColumn[] {
  const reasons = reasonsByColumn(marks);
  return columns.flatMap(({ key, kind }): TidyColumn[] => {
    if (kind === "dimension")
      return [
        { name: key, kind: "text", of: (row) => keyIn(row[key]) },
        { name: `${key}__label`, kind: "text", of: (row) => labelIn(row[key]) },
      ];
    const reason = reasons.get(key);
    return [
      { name: key, kind: "number", of: (row) => numberIn(row[key]) },
      {
        ...{ name: `${key}__mark`, kind: "text" },
        of: (row, at) => (numberIn(row[key]) === null ? (reason?.get(at) ?? "no_data") : null),
      },
    ];
  });
}

function reasonsByColumn(marks: Answer["marks"]): Map<string, Map<number, MarkKind>> {
  const found = new Map<string, Map<number, MarkKind>>();
  for (const { part, row, column, mark } of marks) {
    if (part !== "rows") continue;
    const reasons = found.get(column) ?? new Map<number, MarkKind>();
    found.set(column, reasons.set(row, mark));
  }
  return found;
}

const numberIn = (cell: Cell | undefined) =>
  typeof cell === "number" && Number.isFinite(cell) ? cell : null;
const labelIn = (cell: Cell | undefined) => (typeof cell === "object" ? (cell?.label ?? null) : null);
const keyIn = (cell: Cell | undefined) =>
  typeof cell === "object" && cell !== null && cell.key !== null ? String(cell.key) : null;
