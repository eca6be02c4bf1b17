import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { Refusal } from "../../refusal.ts";
import { type Scan, type ScanFault, scanRecords } from "./scan-records.ts";

/** A file as text cells, exact lines included: the temporary table `raw_record(line, c0, c1, …)`. */
export type RawFile = Scan;

export type RawRequest = {
  path: string;
  /** Where a numbered copy may be written when the file is not plain. */
  workPath: string;
  delimiter: string;
  /** Positions of the columns to read; all when left out. */
  keep?: (header: string[]) => number[];
};

export async function scanFile(request: RawRequest): Promise<Scan | ScanFault> {
  const scan = await scanRecords(request.path, request.delimiter);
  if ("fault" in scan || scan.isPlain) return scan;
  return {
    ...scan,
    ...(await scanRecords(request.path, request.delimiter, request.workPath)),
    isPlain: false,
  };
}

/** Reads the well-formed records of a scanned file. Columns outside `keep` are never taken into the database. */
export async function readRaw(connection: DuckDBConnection, request: RawRequest, scan: Scan): Promise<void> {
  const kept = request.keep?.(scan.header) ?? scan.header.map((_, index) => index);
  const cells = scan.header.map((_, index) => `c${index}`);
  const columns = scan.isPlain ? cells : ["line", ...cells];
  const typed = columns.map((name) => `${quoted(name)}: ${name === "line" ? "'BIGINT'" : "'VARCHAR'"}`);
  const wanted = kept.map((index) => `c${index}`).join(", ");
  // Rows of a plain file keep their order in a table, so the row id is the record's number; the header is line 1.
  await connection.run(`
    create or replace temp table raw_record as
    select ${scan.isPlain ? wanted : `line, ${wanted}`}
    from read_csv(${quoted(scan.isPlain ? request.path : request.workPath)},
      auto_detect = false, header = false, skip = ${scan.isPlain ? 1 : 0}, delim = ${quoted(request.delimiter)},
      quote = '"', escape = '"', new_line = ${quoted(scan.isPlain && scan.newline === "\r\n" ? "\\r\\n" : "\\n")},
      nullstr = '', max_line_size = 8388608, columns = {${typed.join(", ")}})`);
  const expected = scan.records - scan.blank - scan.malformed.length;
  const read = await countOf(connection, "raw_record");
  if (read !== expected) {
    throw new Refusal(
      "file.malformed",
      `${request.path} has ${expected} well-formed rows, but ${read} could be read. Check its quotes and line ends.`,
    );
  }
}

/** SQL of the line in the file of a row of `raw_record`. */
export const lineOf = (scan: Scan): string => (scan.isPlain ? "rowid + 2" : "line");

export async function countOf(connection: DuckDBConnection, from: string): Promise<number> {
  const reader = await connection.runAndReadAll(`select count(*)::double as n from ${from}`);
  return Number(reader.getRows()[0]?.[0] ?? 0);
}
