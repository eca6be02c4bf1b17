import type { Exported } from "../about.ts";
import { guardText } from "../guard.ts";
import { signFinder } from "../marks.ts";

/**
 * One answer as CSV (RFC 4180, UTF-8) in bites of rows: headers are keys, a dimension is its key and its label, a sign
 * stands where there is no number. No totals row: who adds a column up must not count everything twice.
 */
export function* csvOf(answer: Exported, onRows: (rows: number) => void = () => {}): Generator<string> {
  const signOf = signFinder(answer);
  yield csvLine(
    answer.columns.flatMap(({ key, kind }) => (kind === "dimension" ? [key, `${key}__label`] : [key])),
  );
  let at = 0;
  for (const row of answer.rows) {
    const cells = answer.columns.flatMap(({ key, kind }): CsvCell[] => {
      const cell = row[key];
      if (kind === "dimension")
        return typeof cell === "object" && cell !== null ? [cell.key, cell.label] : [null, null];
      return typeof cell === "number" && Number.isFinite(cell) ? [cell] : [signOf("rows", at, key)];
    });
    yield csvLine(cells);
    at += 1;
    onRows(1);
  }
}

type CsvCell = string | number | boolean | null;

/** Cells as a line of CSV; none is run as a formula. */
export const csvLine = (cells: CsvCell[]) => `${cells.map(field).join(",")}\r\n`;

function field(cell: CsvCell): string {
  if (typeof cell === "number") return String(cell);
  const text = defuse(guardText(String(cell ?? "")));
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A sheet program runs a text that begins like a formula, in its wide form, too; a negative number is none. Where lists are
 * separated by semicolons or tabs, a cell begins after each of them.
 */
export function defuse(text: string): string {
  if (/^-\d+(\.\d+)?$/.test(text)) return text;
  return text.replace(/(^|[;\t\r\n|])(?=[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20])/g, "$1'");
}
