import { PassThrough, type Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import ExcelJS from "exceljs";
import type { Answer } from "../contract.ts";
import { aboutLines, type Extract } from "./about.ts";
import { DAY_FORMAT, guardCell, guardSheetName, guardText, numberFormat, type SheetValue } from "./guard.ts";
import { signFinder } from "./marks.ts";

type Writer = ExcelJS.stream.xlsx.WorkbookWriter;
type Sheet = ExcelJS.Worksheet;

/** Excel's 1,048,576 rows less the header. */
const ROWS_A_SHEET = 1_048_575;
/** The writer is fed in bites, so that other requests are answered meanwhile. */
const BITE = 500;
const BOLD = { name: "Calibri", size: 11, bold: true };
const PAGE: Partial<ExcelJS.PageSetup> = {
  orientation: "landscape",
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
};
const ABOUT_WIDTH = 100;
/** The height of a line of 11-point text. */
const LINE_POINTS = 15;

/** The extract as an .xlsx stream: a sheet a slice and "About". A failure breaks the stream, so no half file looks whole. */
export function workbookStream(extract: Extract, rowsASheet = ROWS_A_SHEET): Readable {
  const stream = new PassThrough();
  writeWorkbook(extract, stream, rowsASheet).catch((error: Error) => stream.destroy(error));
  return stream;
}

async function writeWorkbook(extract: Extract, stream: PassThrough, rowsASheet: number): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = "Rollbook";
  workbook.title = guardText(extract.title);
  const taken = new Set(["about"]);
  for (const { name, answer } of extract.sheets) {
    let written = 0;
    do {
      const sheet = addSheet(workbook, guardSheetName(name, taken), answer);
      const until = Math.min(written + rowsASheet, answer.rows.length);
      written = await writeRows(sheet, answer, { from: written, until });
      if (written === answer.rows.length) writeTotals(sheet, answer);
      sheet.commit();
    } while (written < answer.rows.length);
    if (written !== answer.rows.length)
      throw new Error(`Sheet ${name} has ${written} of ${answer.rows.length} rows.`);
  }
  writeAbout(workbook, extract);
  await workbook.commit();
}

function addSheet(workbook: Writer, name: string, answer: Answer): Sheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: "frozen", ySplit: 1 }],
    pageSetup: PAGE,
  });
  sheet.columns = answer.columns.map((column) => ({
    width: widthOf(column, answer),
    ...styleOf(column, answer),
  }));
  const header = sheet.addRow(answer.columns.map(({ label }) => label));
  header.font = BOLD;
  header.eachCell((cell, at) => {
    const isMeasure = answer.columns[at - 1]?.kind === "measure";
    cell.alignment = { wrapText: true, vertical: "bottom", horizontal: isMeasure ? "right" : "left" };
  });
  header.border = { bottom: { style: "medium", color: { argb: "FF12436D" } } };
  header.height = LINE_POINTS * Math.max(1, ...answer.columns.map((column) => linesOf(column, answer)));
  header.commit();
  return sheet;
}

async function writeRows(
  sheet: Sheet,
  answer: Answer,
  { from, until }: { from: number; until: number },
): Promise<number> {
  const signOf = signFinder(answer);
  let written = from;
  for (; written < until; written++) {
    const row = answer.rows[written] ?? {};
    const at = written;
    sheet
      .addRow(answer.columns.map(({ key }) => guardCell(row[key], () => signOf("rows", at, key))))
      .commit();
    if (written % BITE === 0) await setImmediate();
  }
  const last = until - from + 1;
  sheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: last, column: Math.max(1, answer.columns.length) },
  };
  return written;
}

function writeTotals(sheet: Sheet, answer: Answer): void {
  const signOf = signFinder(answer);
  for (const [index, totals] of answer.totals.entries()) {
    const cells = answer.columns.map(({ key, kind }, at): SheetValue => {
      if (kind === "dimension") return at === 0 ? "Total" : "";
      return guardCell(totals[key], () => signOf("totals", index, key));
    });
    const row = sheet.addRow(cells);
    row.font = BOLD;
    row.commit();
  }
}

function writeAbout(workbook: Writer, extract: Extract): void {
  const sheet = workbook.addWorksheet("About", { pageSetup: PAGE });
  sheet.columns = [
    { width: 28 },
    { width: ABOUT_WIDTH, style: { alignment: { wrapText: true, vertical: "top" } } },
  ];
  for (const line of aboutLines(extract)) {
    const row = sheet.addRow(line.map(guardText));
    if (line[1] === "") row.font = BOLD;
    row.height = LINE_POINTS * Math.max(1, Math.ceil((line[1] ?? "").length / ABOUT_WIDTH));
    row.commit();
  }
  sheet.commit();
}

/** Only columns of numbers and days have a format: text without one is written three times as fast. */
function styleOf(column: Answer["columns"][number], { rows }: Answer): Partial<ExcelJS.Column> {
  // Signs of hidden or missing cells stand where the numbers stand.
  if (column.kind === "measure")
    return { style: { numFmt: numberFormat(column), alignment: { horizontal: "right" } } };
  const hasDays = rows.some(({ [column.key]: cell }) => guardCell(cell, () => "") instanceof Date);
  return hasDays ? { style: { numFmt: DAY_FORMAT } } : {};
}

/** A header's lines, words kept whole: not every program that opens a workbook fits the height itself. */
function linesOf(column: Answer["columns"][number], answer: Answer): number {
  const width = widthOf(column, answer) - 2;
  let lines = 1;
  let used = 0;
  for (const word of column.label.split(" ")) {
    if (used > 0 && used + 1 + word.length > width) {
      lines += 1;
      used = word.length;
    } else used += (used > 0 ? 1 : 0) + word.length;
  }
  return lines;
}

/** Wide enough for the names in it, within reason; the header wraps. */
function widthOf({ key, label, kind }: Answer["columns"][number], { rows }: Answer): number {
  if (kind === "measure") return Math.max(12, Math.min(24, Math.ceil(label.length / 2) + 4));
  const longest = rows.slice(0, 2000).reduce((width, row) => {
    const cell = row[key];
    return typeof cell === "object" && cell !== null ? Math.max(width, cell.label.length) : width;
  }, label.length);
  return Math.max(12, Math.min(48, longest + 2));
}
