import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Refusal } from "../../refusal.ts";
import { emptyScan, type Scan, type ScanFault } from "../delimited/scan-records.ts";
import { cellText } from "./cell-text.ts";
import {
  refuseNoWorkbook,
  rowsInMemory,
  type SheetPlace,
  type SheetRow,
  streamedRows,
} from "./open-workbook.ts";

export type WorkbookRequest = { path: string; workPath: string; place: SheetPlace; shownAs: string };

/**
 * Writes a sheet's records to `workPath`, each behind its row's number, as `scanRecords` does with a delimited file. A
 * workbook that cannot be read as a stream is read in memory. Throws a Refusal for what is no workbook.
 */
export async function scanWorkbook(request: WorkbookRequest): Promise<Scan | ScanFault> {
  const { path, place, shownAs } = request;
  await refuseNoWorkbook(path, shownAs);
  try {
    return await scanRows(streamedRows(path, place, shownAs), request);
  } catch (error) {
    if (error instanceof Refusal) throw error;
  }
  return scanRows(rowsInMemory(path, place, shownAs), request).catch((error: unknown) => {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    throw new Refusal(
      "file.malformed",
      `${shownAs} is damaged (${error.message}). Save it again in Excel and send that.`,
    );
  });
}

async function scanRows(rows: AsyncIterable<SheetRow>, request: WorkbookRequest): Promise<Scan | ScanFault> {
  const scan: Scan = { ...emptyScan(), isPlain: false };
  await pipeline(recordsOf(rows, scan, request.place), createWriteStream(request.workPath));
  return scan.header.length > 0 ? scan : { fault: "empty", line: request.place.headerRow ?? 1 };
}

/** The sound records as lines; `scan` is filled on the way. What stands above the header is no record. */
async function* recordsOf(
  rows: AsyncIterable<SheetRow>,
  scan: Scan,
  { headerRow = 1 }: SheetPlace,
): AsyncGenerator<string> {
  for await (const { number, cells } of rows) {
    if (number < headerRow) continue;
    const texts = withoutEmptyEnd(cells.map(cellText));
    if (number === headerRow) {
      scan.header = texts.map((text) => text.trim());
      continue;
    }
    scan.records++;
    if (texts.length === 0) scan.blankLines.push(number);
    else if (texts.length > scan.header.length)
      scan.malformed.push({ line: number, fault: "width", cells: texts.length });
    else yield `${[String(number), ...padded(texts, scan.header.length)].map(quotedCell).join(",")}\n`;
  }
}

function withoutEmptyEnd(texts: string[]): string[] {
  const last = texts.findLastIndex((text) => text !== "");
  return texts.slice(0, last + 1);
}

/** A sheet does not keep the empty cells at a row's end. */
const padded = (texts: string[], width: number): string[] =>
  Array.from({ length: width }, (_, index) => texts[index] ?? "");

const quotedCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
