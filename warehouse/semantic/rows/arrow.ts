import { Float64, Table, tableToIPC, Utf8, type Vector, vectorFromArray } from "apache-arrow";
import type { Answer, Cell } from "../slice.ts";

/**
 * An answer's rows as an Arrow IPC stream: a dimension as its key and `<key>__label` (text), a measure as a nullable
 * float, unrounded. Marks do not fit into columns and stay in JSON; a hidden cell is null here.
 */
export function toArrow({ columns, rows }: Answer): Uint8Array {
  const vectors: Record<string, Vector> = {};
  for (const { key, kind } of columns) {
    const cells = rows.map((row) => row[key] ?? null);
    if (kind === "measure") vectors[key] = vectorFromArray(cells.map(numberIn), new Float64());
    else {
      vectors[key] = vectorFromArray(cells.map(keyIn), new Utf8());
      vectors[`${key}__label`] = vectorFromArray(cells.map(labelIn), new Utf8());
    }
  }
  return tableToIPC(new Table(vectors), "stream");
}

const numberIn = (cell: Cell) => (typeof cell === "number" ? cell : null);
const labelIn = (cell: Cell) => (typeof cell === "object" && cell !== null ? cell.label : null);
const keyIn = (cell: Cell) =>
  typeof cell === "object" && cell !== null && cell.key !== null ? String(cell.key) : null;
