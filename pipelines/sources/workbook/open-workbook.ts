import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import ExcelJS from "exceljs";
import { type Entry, open as openZip } from "yauzl";
import { Refusal } from "../../refusal.ts";

/** Where a table stands in a workbook: on which sheet, and in which row (from 1) its header. */
export type SheetPlace = { sheet?: string; headerRow?: number };

/** A row as it stands in the sheet: its number from 1 and its cells, the first at index 0. */
export type SheetRow = { number: number; cells: readonly ExcelJS.CellValue[] };

/** Unpacked, no workbook of a district is larger, and none is packed tighter than its rows repeat themselves. */
const LARGEST = { unpacked: 2 * 1024 ** 3, ratio: 250, inMemory: 64 * 1024 ** 2 };
const RATIO_MATTERS_FROM = 64 * 1024 ** 2;

const OLD_BINARY = "d0cf11e0";
const ZIP = "504b0304";

/** Throws a Refusal where a file is no workbook that can be read; `shownAs` is its name for people. */
export async function refuseNoWorkbook(path: string, shownAs: string): Promise<void> {
  const head = headOf(path);
  const refuse = (what: string) => new Refusal("file.malformed", `${shownAs} ${what}`);
  // Old workbooks and those with a password come in the same container.
  if (head.startsWith(OLD_BINARY))
    throw refuse(
      "is an old Excel workbook (.xls) or is protected with a password. Open it in Excel, take the password off, save it as .xlsx and send that.",
    );
  if (!head.startsWith(ZIP))
    throw refuse(
      "is not an Excel workbook. Save it in Excel as .xlsx and send that, or declare it as delimited.",
    );
  const unpacked = await unpackedSize(path).catch(() => null);
  if (unpacked === null)
    throw refuse("is damaged: it cannot be unpacked. Save it again in Excel and send that.");
  const packed = statSync(path).size;
  if (unpacked > LARGEST.unpacked || (unpacked > RATIO_MATTERS_FROM && unpacked > LARGEST.ratio * packed))
    throw refuse(
      `holds ${Math.round(unpacked / 1024 ** 2).toLocaleString("en-US")} MB unpacked, more than a workbook may. Send the table as delimited text.`,
    );
}

function headOf(path: string): string {
  const file = openSync(path, "r");
  const head = Buffer.alloc(4);
  const length = readSync(file, head);
  closeSync(file);
  return head.subarray(0, length).toString("hex");
}

const unpackedSize = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    openZip(path, { lazyEntries: false }, (error, zip) => {
      if (error) return reject(error);
      let size = 0;
      zip.on("entry", ({ uncompressedSize }: Entry) => {
        size += uncompressedSize;
      });
      zip.on("error", reject);
      zip.on("end", () => resolve(size));
    });
  });

/**
 * The rows of a sheet, read as a stream. A workbook that the streaming reader cannot read is read in memory by whoever
 * calls `rowsInMemory` after it has failed.
 */
export async function* streamedRows(
  path: string,
  place: SheetPlace,
  shownAs: string,
): AsyncGenerator<SheetRow> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(createReadStream(path), {
    worksheets: "emit",
    sharedStrings: "cache",
    styles: "cache",
    hyperlinks: "ignore",
  });
  const names: string[] = [];
  for await (const sheet of reader) {
    const name = nameOf(sheet);
    names.push(name);
    if (names.length > 1 && place.sheet === undefined) throw severalSheets(names, shownAs);
    if (place.sheet !== undefined && name !== place.sheet) continue;
    for await (const row of sheet) yield rowOf(row);
  }
  refuseNoSheet(names, place, shownAs);
}

/** The same of a workbook that is not large, read as a whole. */
export async function* rowsInMemory(
  path: string,
  place: SheetPlace,
  shownAs: string,
): AsyncGenerator<SheetRow> {
  if (statSync(path).size > LARGEST.inMemory)
    throw new Refusal(
      "file.malformed",
      `${shownAs} cannot be read row by row, and is too large to be read as a whole. Save it again in Excel and send that.`,
    );
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const names = workbook.worksheets.map(({ name }) => name);
  if (names.length > 1 && place.sheet === undefined) throw severalSheets(names, shownAs);
  refuseNoSheet(names, place, shownAs);
  const sheet = place.sheet === undefined ? workbook.worksheets[0] : workbook.getWorksheet(place.sheet);
  const rows: SheetRow[] = [];
  sheet?.eachRow((row) => rows.push(rowOf(row)));
  yield* rows;
}

/** The reader's sheets have a name, which its types do not say. */
const nameOf = (sheet: object): string =>
  "name" in sheet && typeof sheet.name === "string" ? sheet.name : "";

function rowOf({ number, values }: ExcelJS.Row): SheetRow {
  // Cells are counted from 1.
  const cells = Array.isArray(values) ? values.slice(1) : [];
  return { number, cells: Array.from(cells, (value) => value ?? null) };
}

const severalSheets = (names: string[], shownAs: string) =>
  new Refusal(
    "file.malformed",
    `${shownAs} has several sheets (${names.map((name) => `"${name}"`).join(", ")}), and it is not declared which one to read. Name it in the feed.`,
  );

function refuseNoSheet(names: string[], { sheet }: SheetPlace, shownAs: string): void {
  if (names.length > 0 && (sheet === undefined || names.includes(sheet))) return;
  const there =
    names.length === 0 ? "It has none." : `It has ${names.map((name) => `"${name}"`).join(", ")}.`;
  throw new Refusal(
    "file.malformed",
    `${shownAs} has no sheet${sheet === undefined ? "" : ` "${sheet}"`}. ${there} Send the workbook as agreed.`,
  );
}
