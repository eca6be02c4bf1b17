import type { Readable } from "node:stream";
import { tidyColumns } from "#warehouse";
import type { Extract } from "../about.ts";
import { guardSheetName, guardText } from "../guard.ts";
import type { SheetValue, WorkbookDraft } from "../xlsx/draft.ts";
import { writeXlsx } from "../xlsx/write-xlsx.ts";
import { aboutSheet } from "./about-sheet.ts";
import { chartSheet } from "./chart-sheet.ts";
import { dataSheet, type UnnamedSheet } from "./data-sheet.ts";
import { tableSheet } from "./table-sheet.ts";

const ROWS_OF_A_SHEET = 1_048_576;

/**
 * The extract as an .xlsx stream: a sheet a slice, the same as data where it is one slice, and "About". `onRows` is told
 * of rows as they are written, those of the data sheet included. A failure breaks the stream.
 */
export function workbookStream(
  extract: Extract,
  { onRows, rowsOfASheet }: { onRows?: (rows: number) => void; rowsOfASheet?: number } = {},
): Readable {
  return writeXlsx(workbookDraft(extract, rowsOfASheet), onRows);
}

/** How many rows the sheets of a workbook have together, said before they are written. */
export const rowsOfWorkbook = ({ sheets }: Extract): number =>
  sheets.reduce((sum, { answer }) => sum + answer.rows.length, 0) * (sheets.length === 1 ? 2 : 1);

function workbookDraft(extract: Extract, rowsOfASheet = ROWS_OF_A_SHEET): WorkbookDraft {
  const taken = new Set(["about"]);
  const [generation] = extract.manifests;
  const note = [extract.district.name, generation?.generation, generation && `as of ${generation.as_of}`];
  const print = { title: guardText(extract.title), note: note.filter(Boolean).join(" · ") };
  const fill = (wanted: string, sheet: UnnamedSheet) =>
    split(sheet, rowsOfASheet).map((part) => ({ ...part, name: guardSheetName(wanted, taken), print }));
  const [only, ...others] = extract.sheets;
  const tables = extract.sheets.flatMap(({ name, answer }) => fill(name, tableSheet(answer, extract.better)));
  if (!only || others.length > 0)
    return { title: print.title, sheets: [...tables, aboutSheet(extract, print)] };
  const data = fill("Data", dataSheet(only.answer, tidyColumns(only.answer)));
  const { title, chart, isTime } = extract;
  const drawn = chartSheet(only.answer, { title, chart, isTime, data: data[0]?.name ?? "Data" }, print);
  const charts = drawn ? [{ ...drawn, name: guardSheetName("Chart", taken) }] : [];
  return { title: print.title, sheets: [...tables, ...charts, ...data, aboutSheet(extract, print)] };
}

/** As many sheets as the rows need, each with the header; the totals are at the end of the last. */
function split(sheet: UnnamedSheet, rowsOfASheet: number): UnnamedSheet[] {
  const most = rowsOfASheet - sheet.head.length - sheet.foot.length;
  const rows = sheet.rows[Symbol.iterator]();
  const parts: UnnamedSheet[] = [];
  for (let from = 0; from === 0 || from < sheet.rowCount; from += most) {
    const rowCount = Math.min(most, sheet.rowCount - from);
    const isLast = from + rowCount === sheet.rowCount;
    parts.push({
      ...sheet,
      rows: isLast ? rest(rows) : next(rows, rowCount),
      rowCount,
      foot: isLast ? sheet.foot : [],
    });
  }
  return parts;
}

/** The next rows of many; the sheets are written one after the other. */
function* next(rows: Iterator<SheetValue[]>, count: number): Generator<SheetValue[]> {
  for (let left = count; left > 0; left--) {
    const { done, value } = rows.next();
    if (done) return;
    yield value;
  }
}

/** All that is left, so that more rows than were told are noticed, too. */
function* rest(rows: Iterator<SheetValue[]>): Generator<SheetValue[]> {
  for (;;) {
    const { done, value } = rows.next();
    if (done) return;
    yield value;
  }
}
