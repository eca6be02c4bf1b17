import type { Answer } from "../contract.ts";
import { signFinder } from "./marks.ts";

/**
 * One answer as CSV (RFC 4180, UTF-8): headers are keys, a dimension is its key and its label. No totals row: who adds
 * a column up must not count everything twice.
 */
export function csvOf(answer: Answer): string {
  const signOf = signFinder(answer);
  const header = answer.columns.flatMap(({ key, kind }) =>
    kind === "dimension" ? [key, `${key}__label`] : [key],
  );
  const lines = answer.rows.map((row, at) =>
    answer.columns.flatMap(({ key, kind }) => {
      const cell = row[key];
      if (kind === "dimension")
        return typeof cell === "object" && cell !== null ? [cell.key, cell.label] : [null, null];
      return typeof cell === "number" && Number.isFinite(cell) ? [cell] : [signOf("rows", at, key)];
    }),
  );
  return csvOfRows([header, ...lines]);
}

/** Rows of cells, the header first, as CSV; no cell is run as a formula. */
export function csvOfRows(rows: CsvCell[][]): string {
  return rows.map((cells) => `${cells.map(field).join(",")}\r\n`).join("");
}

type CsvCell = string | number | boolean | null;

function field(cell: CsvCell): string {
  if (typeof cell === "number") return String(cell);
  const text = defuse(String(cell ?? ""));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A sheet program runs a text that begins like a formula; a negative number is none. */
export function defuse(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
