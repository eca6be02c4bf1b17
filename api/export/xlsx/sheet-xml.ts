import { setImmediate } from "node:timers/promises";
import { columnLetters, type LooseRow, type SheetDraft, type SheetValue } from "./draft.ts";
import type { StyleBook } from "./styles.ts";
import { XML_HEAD, xmlText } from "./xml-text.ts";

/** Rows are written in bites: 500 of 12 cells take 3 to 5 ms, and other requests are answered in between. */
const BITE = 500;
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DAY_MS = 86_400_000;
/** The number of 1 January 1970, counted as Excel does. */
const EPOCH = 25_569;
/** A cell holds no more; Excel calls a file with more broken. */
const LONGEST_TEXT = 32_767;

type Writing = { styles: StyleBook; onRows: (rows: number) => void };

/** A sheet's XML in bites. Throws where it did not have as many rows as it said. */
export async function* sheetXml(sheet: SheetDraft, { styles, onRows }: Writing): AsyncGenerator<Buffer> {
  yield Buffer.from(headXml(sheet, styles));
  const write = rowWriter(sheet, styles);
  let written = 0;
  let bite = "";
  for (const row of sheet.rows) {
    bite += write(row, sheet.head.length + written + 1);
    written += 1;
    if (written % BITE > 0) continue;
    yield Buffer.from(bite);
    bite = "";
    onRows(BITE);
    await setImmediate();
  }
  if (written !== sheet.rowCount)
    throw new Error(`The sheet "${sheet.name}" has ${written} rows of the ${sheet.rowCount} that were told.`);
  onRows(written % BITE);
  const foot = sheet.foot.map((row, at) => looseXml(row, sheet.head.length + written + at + 1, styles));
  yield Buffer.from(`${bite}${foot.join("")}</sheetData>${tailXml(sheet)}</worksheet>`);
}

/** Where the sheet's figures stand, with the line of the header above them: `A2:D30`. */
export function filteredRange({ head, columns, rowCount }: SheetDraft): string {
  return `A${Math.max(1, head.length)}:${columnLetters(columns.length - 1)}${head.length + rowCount}`;
}

function headXml(sheet: SheetDraft, styles: StyleBook): string {
  const { columns, head } = sheet;
  const cols = columns.map(
    ({ width, style }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${styles.indexOf(style)}" customWidth="1"/>`,
  );
  const pane =
    head.length === 0
      ? ""
      : `<pane ySplit="${head.length}" topLeftCell="A${head.length + 1}" activePane="bottomLeft" state="frozen"/>`;
  return [
    `${XML_HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${cols.join("")}</cols><sheetData>`,
    ...head.map((row, at) => looseXml(row, at + 1, styles)),
  ].join("");
}

function tailXml({ merges, highlights, print, chart, ...sheet }: Omit<SheetDraft, "rows">): string {
  const merged = merges.map(
    ({ row, from, to }) =>
      `<mergeCell ref="${columnLetters(from)}${row + 1}:${columnLetters(to)}${row + 1}"/>`,
  );
  const first = sheet.head.length + 1;
  const coloured = highlights.map(({ column, text, tone }, at) => {
    const letters = columnLetters(column);
    const range = `${letters}${first}:${letters}${first + sheet.rowCount + sheet.foot.length}`;
    return `<conditionalFormatting sqref="${range}"><cfRule type="cellIs" dxfId="${tone === "good" ? 0 : 1}" priority="${at + 1}" operator="equal"><formula>"${xmlText(text)}"</formula></cfRule></conditionalFormatting>`;
  });
  const isFiltered = sheet.head.length > 0;
  return [
    isFiltered
      ? `<autoFilter ref="${filteredRange({ ...sheet, merges, highlights, print, rows: [] })}"/>`
      : "",
    merged.length > 0 ? `<mergeCells count="${merged.length}">${merged.join("")}</mergeCells>` : "",
    ...coloured,
    '<pageMargins left="0.5" right="0.5" top="0.8" bottom="0.7" header="0.3" footer="0.3"/>',
    '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    `<headerFooter><oddHeader>${xmlText(`&L${printed(print.title)}`)}</oddHeader>`,
    `<oddFooter>${xmlText(`&L${printed(print.note)}&RPage &P of &N`)}</oddFooter></headerFooter>`,
    chart ? '<drawing r:id="rId1"/>' : "",
  ].join("");
}

/** Excel takes 255 characters of a header, and an ampersand in it as the beginning of a code. */
const printed = (text: string) => text.slice(0, 100).replaceAll("&", "&&");

type WriteRow = (row: SheetValue[], at: number) => string;

function rowWriter({ columns }: SheetDraft, styles: StyleBook): WriteRow {
  const before = columns.map((_, column) => `<c r="${columnLetters(column)}`);
  const look = columns.map(({ style }) => lookOf(styles.indexOf(style)));
  return (row, at) => {
    let xml = `<row r="${at}">`;
    for (let column = 0; column < before.length; column++)
      xml += `${before[column]}${at}${cellXml(row[column] ?? null, look[column] ?? "")}`;
    return `${xml}</row>`;
  };
}

function looseXml({ cells, styles: looks, height }: LooseRow, at: number, styles: StyleBook): string {
  const tall = height === undefined ? "" : ` ht="${height}" customHeight="1"`;
  const written = cells.map((cell, column) => {
    const look = lookOf(styles.indexOf(looks[column] ?? {}));
    return `<c r="${columnLetters(column)}${at}${cellXml(cell, look)}`;
  });
  return `<row r="${at}"${tall}>${written.join("")}</row>`;
}

/** The end of a cell's address and its style. */
const lookOf = (style: number) => (style === 0 ? '"' : `" s="${style}"`);

/** The rest of a cell; text stands in the line, since few texts of a report repeat often enough to be kept apart. */
function cellXml(cell: SheetValue, look: string): string {
  if (typeof cell === "number") return `${look}><v>${cell}</v></c>`;
  if (typeof cell === "string")
    return `${look} t="inlineStr"><is><t${EDGES.test(cell) ? KEPT : ""}>${xmlText(cell.slice(0, LONGEST_TEXT))}</t></is></c>`;
  return cell === null ? `${look}/>` : `${look}><v>${cell.getTime() / DAY_MS + EPOCH}</v></c>`;
}

const EDGES = /^\s|\s$|\n/;
const KEPT = ' xml:space="preserve"';
