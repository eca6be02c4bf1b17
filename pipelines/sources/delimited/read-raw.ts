import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { Refusal } from "../../refusal.ts";
import { type Scan, type ScanFault, scanRecords } from "./scan-records.ts";

export type RawRequest = {
  path: string;
  /** Where a numbered copy may be written when the file is not plain. */
  workPath: string;
  delimiter: string;
};

/** A column of the file to read: its position, and its name in the table. */
export type RawColumn = { index: number; name: string };

export async function scanFile(request: RawRequest): Promise<Scan | ScanFault> {
  const scan = await scanRecords(request.path, request.delimiter);
  if ("fault" in scan || scan.isPlain) return scan;
  return {
    ...scan,
    ...(await scanRecords(request.path, request.delimiter, request.workPath)),
    isPlain: false,
  };
}

/** Reads the well-formed records of a scanned file as text. Other columns never enter the database. */
export async function readRaw(
  connection: DuckDBConnection,
  { path, workPath, delimiter }: RawRequest,
  scan: Scan,
  { table, columns }: { table: string; columns: RawColumn[] },
): Promise<void> {
  const names = scan.header.map((_, index) => `c${index}`);
  const typed = (scan.isPlain ? names : ["line", ...names]).map(
    (name) => `${quoted(name)}: ${name === "line" ? "'BIGINT'" : "'VARCHAR'"}`,
  );
  const wanted = columns.map(({ index, name }) => `c${index} as "${name}"`);
  // Rows of a plain file keep their order in a table, so the row id is the record's number; the header is line 1.
  await connection.run(`
    create or replace temp table ${table} as
    select ${(scan.isPlain ? wanted : ["line", ...wanted]).join(", ")}
    from read_csv(${quoted(scan.isPlain ? path : workPath)},
      auto_detect = false, header = false, skip = ${scan.isPlain ? 1 : 0}, delim = ${quoted(delimiter)},
      quote = '"', escape = '"', new_line = ${quoted(scan.isPlain && scan.newline === "\r\n" ? "\\r\\n" : "\\n")},
      nullstr = '', max_line_size = 8388608, columns = {${typed.join(", ")}})`);
  const expected = scan.records - scan.blankLines.length - scan.malformed.length;
  const read = await countOf(connection, table);
  if (read !== expected) {
    throw new Refusal(
      "file.malformed",
      `${path} has ${expected} well-formed rows, but ${read} could be read. Check its quotes and line ends.`,
    );
  }
}

/** SQL of the line in the file of a row that readRaw has read. */
export const lineOf = (scan: Scan): string => (scan.isPlain ? "rowid + 2" : "line");

export async function countOf(connection: DuckDBConnection, from: string): Promise<number> {
  const reader = await connection.runAndReadAll(`select count(*)::double as n from ${from}`);
  return Number(reader.getRows()[0]?.[0] ?? 0);
}
