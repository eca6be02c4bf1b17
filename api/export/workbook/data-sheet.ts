import type { TidyColumn } from "#warehouse";
import type { Exported } from "../about.ts";
import { guardText } from "../guard.ts";
import type { SheetDraft, SheetValue } from "../xlsx/draft.ts";

/** A sheet before it has a name and a place in a workbook. */
export type UnnamedSheet = Omit<SheetDraft, "name" | "print">;

/**
 * An answer's rows for tools, in the tidy columns that Parquet and Arrow have, too: a blank where there is no number and the mark beside it,
 * nothing merged, nothing rounded, no totals.
 */
export function dataSheet({ rows }: Pick<Exported, "rows">, columns: TidyColumn[]): UnnamedSheet {
  const head = { cells: columns.map(({ name }) => name), styles: columns.map(() => HEAD) };
  return {
    columns: columns.map(() => ({ width: 16, style: {} })),
    ...{ head: [head], merges: [], foot: [], highlights: [] },
    rows: dataRows(rows, columns),
    rowCount: rows.length,
  };
}

const HEAD = { isBold: true, band: "head" } as const;

function* dataRows(rows: Exported["rows"], columns: TidyColumn[]): Generator<SheetValue[]> {
  let at = 0;
  for (const row of rows) {
    yield columns.map(({ of }) => {
      const value = of(row, at);
      return typeof value === "string" ? guardText(value) : value;
    });
    at += 1;
  }
}
