import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { arrowBytes, writeParquet } from "#warehouse";
import type { ExportFormat } from "../contract.ts";
import { ARROW } from "../routes/answers.ts";
import type { Exported, Extract } from "./about.ts";
import { csvOf } from "./flat/csv.ts";
import { jsonOf } from "./flat/json.ts";
import { rowsOfWorkbook, workbookStream } from "./workbook/workbook.ts";

type Writing = {
  /** Is told of rows as they are written. */
  onRows: (rows: number) => void;
  /** Whether text begins with a byte order mark. */
  isMarked: boolean;
};

/** How a file is written; nothing of it is made before the first bytes are taken. */
type Format = {
  /** How many rows will be written, told before. */
  rows: (extract: Extract) => number;
  write: (extract: Extract, writing: Writing) => AsyncIterable<Uint8Array>;
};

/** How many pieces of text, mostly rows, are written between two turns of the event loop. */
const BITE = 500;
const BYTE_ORDER_MARK = "\uFEFF";

/** What a file says it is. */
export const types: Record<ExportFormat, string> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  arrow: ARROW,
  parquet: "application/vnd.apache.parquet",
};

/** What is written from rows; a PDF is printed from a page. */
export const formats: Record<Exclude<ExportFormat, "pdf">, Format> = {
  xlsx: {
    rows: rowsOfWorkbook,
    write: async function* (extract, { onRows }) {
      yield* workbookStream(extract, { onRows });
    },
  },
  csv: {
    rows: rowsOf,
    write: async function* (extract, { onRows, isMarked }) {
      if (isMarked) yield Buffer.from(BYTE_ORDER_MARK);
      yield* encoded(csvOf(only(extract), onRows));
    },
  },
  json: {
    rows: rowsOf,
    write: (extract, { onRows }) => encoded(jsonOf(extract, onRows)),
  },
  arrow: {
    rows: rowsOf,
    write: (extract, { onRows }) => arrowBytes(only(extract), onRows),
  },
  parquet: {
    rows: rowsOf,
    write: (extract, { onRows }) => parquetOf(only(extract), onRows),
  },
};

function rowsOf({ sheets }: Extract): number {
  return sheets.reduce((sum, { answer }) => sum + answer.rows.length, 0);
}

function only({ sheets: [sheet, ...others] }: Extract): Exported {
  if (!sheet || others.length > 0) throw new Error("This file carries one answer.");
  return sheet.answer;
}

async function* encoded(pieces: Iterable<string>): AsyncGenerator<Buffer> {
  let bite: string[] = [];
  for (const piece of pieces) {
    if (bite.push(piece) < BITE) continue;
    yield Buffer.from(bite.join(""));
    bite = [];
    await setImmediate();
  }
  yield Buffer.from(bite.join(""));
}

/** The engine writes files only; this one lies where nobody else may read, and goes once it was read. */
async function* parquetOf(answer: Exported, onRows: Writing["onRows"]): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "rollbook-export-"));
  try {
    const path = join(folder, "answer.parquet");
    const rows = await writeParquet(answer, path, onRows);
    if (rows !== answer.rows.length)
      throw new Error(`The Parquet file has ${rows} rows of the ${answer.rows.length} that were told.`);
    yield* createReadStream(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
