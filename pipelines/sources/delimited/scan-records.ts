import { isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** A record that cannot be cut into the cells of the header. `line` is where it begins; the header is line 1. */
export type MalformedRecord = { line: number; fault: RecordFault; cells: number };

export type RecordFault = "width" | "quote_in_bare_cell" | "text_after_quote" | "bare_carriage_return";

export type Scan = {
  header: string[];
  /** Why the header is not proper CSV. */
  headerFault: RecordFault | null;
  /** Records below the header: blank and malformed ones included. */
  records: number;
  /** Lines without any character. */
  blankLines: number[];
  malformed: MalformedRecord[];
  /** Where records begin that have a line break inside a cell. */
  brokenLines: number[];
  /** Whether line n is record n - 1 of a file that DuckDB reads as it is. */
  isPlain: boolean;
  newline: "\n" | "\r\n";
};

export type ScanFault = {
  fault: "empty" | "encoding" | "unclosed_quote" | "record_too_long" | "too_many_malformed";
  line: number;
};

const longestRecord = 4 * 1024 * 1024;
const mostMalformed = 100_000;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

type Cursor = {
  delimiter: number;
  state: "cell" | "bare" | "quoted" | "closed";
  /** Line of the byte under the cursor, and of the current record's first byte. */
  line: number;
  startLine: number;
  cells: number;
  fault: RecordFault | null;
  spansLines: boolean;
};

type RecordSeen = { start: number; end: number; hasCr: boolean };

/**
 * Cuts a file into records byte by byte: RFC 4180 with exact line numbers, which DuckDB does not give for rows it
 * accepts. With `numberedCopy` the well-formed records are written there, each behind its line number.
 */
export async function scanRecords(
  path: string,
  delimiter: string,
  numberedCopy?: string,
): Promise<Scan | ScanFault> {
  const scan = emptyScan();
  const cursor = cursorAtStart(delimiter);
  const copy = numberedCopy === undefined ? undefined : createWriteStream(numberedCopy);
  const tally = new Tally(scan, delimiter, copy !== undefined);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const lines: Buffer[] = [];
    const firstLine = cursor.startLine;
    const from = eachRecord(bytes, rest.length, cursor, (seen) => tally.add(bytes, seen, cursor, lines));
    if (!isUtf8(bytes.subarray(0, from))) return { fault: "encoding", line: badLine(bytes, firstLine) };
    if (scan.malformed.length + scan.blankLines.length > mostMalformed)
      return { fault: "too_many_malformed", line: cursor.startLine };
    if (copy && lines.length > 0 && !copy.write(Buffer.concat(lines))) await drained(copy);
    rest = bytes.subarray(from);
    if (rest.length > longestRecord) {
      const fault = cursor.state === "quoted" ? "unclosed_quote" : "record_too_long";
      return { fault, line: cursor.startLine };
    }
  }
  if (cursor.state === "quoted") return { fault: "unclosed_quote", line: cursor.startLine };
  if (!isUtf8(rest)) return { fault: "encoding", line: cursor.startLine };
  const lines: Buffer[] = [];
  if (rest.length > 0) tally.add(rest, { start: 0, end: rest.length, hasCr: false }, cursor, lines);
  if (copy) {
    copy.end(Buffer.concat(lines));
    await finished(copy);
  }
  return tally.hasHeader ? scan : { fault: "empty", line: 1 };
}

/** Of a file of which nothing has been read yet. */
export const emptyScan = (): Scan => ({
  header: [],
  headerFault: null,
  records: 0,
  blankLines: [],
  malformed: [],
  brokenLines: [],
  isPlain: true,
  newline: "\n",
});

const cursorAtStart = (delimiter: string): Cursor => ({
  delimiter: delimiter.charCodeAt(0),
  state: "cell",
  line: 1,
  startLine: 1,
  cells: 1,
  fault: null,
  spansLines: false,
});

/** The line of the first byte that is no UTF-8; `first` is that of the first byte. */
function badLine(bytes: Buffer, first: number): number {
  let line = first;
  for (let start = 0, end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
    if (!isUtf8(bytes.subarray(start, end))) break;
    line++;
    start = end + 1;
  }
  return line;
}

const drained = (stream: NodeJS.WritableStream) =>
  new Promise<void>((resolve, reject) => {
    stream.once("drain", resolve);
    stream.once("error", reject);
  });

/** Calls `onRecord` for every record that ends in `bytes`; gives where the unfinished one begins. */
function eachRecord(
  bytes: Buffer,
  from: number,
  cursor: Cursor,
  onRecord: (seen: RecordSeen) => void,
): number {
  let start = 0;
  let state = cursor.state;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (state === "quoted") {
      if (byte === QUOTE) state = "closed";
      else if (byte === LF) {
        cursor.line++;
        cursor.spansLines = true;
      }
    } else if (byte === LF) {
      const hasCr = at > start && bytes[at - 1] === CR;
      onRecord({ start, end: hasCr ? at - 1 : at, hasCr });
      cursor.line++;
      start = at + 1;
      startRecord(cursor);
      state = "cell";
    } else if (byte === cursor.delimiter) {
      cursor.cells++;
      state = "cell";
    } else if (byte === QUOTE) {
      if (state === "bare") cursor.fault ??= "quote_in_bare_cell";
      else state = "quoted";
    } else if (byte === CR) {
      if (at + 1 < bytes.length && bytes[at + 1] !== LF) cursor.fault ??= "bare_carriage_return";
    } else if (state === "cell") state = "bare";
    else if (state === "closed") cursor.fault ??= "text_after_quote";
  }
  cursor.state = state;
  return start;
}

function startRecord(cursor: Cursor): void {
  cursor.startLine = cursor.line;
  cursor.cells = 1;
  cursor.fault = null;
  cursor.spansLines = false;
}

const byteOrderMark = "\uFEFF";

class Tally {
  hasHeader = false;
  readonly #scan: Scan;
  readonly #delimiter: string;
  readonly #isCopying: boolean;

  constructor(scan: Scan, delimiter: string, isCopying: boolean) {
    this.#scan = scan;
    this.#delimiter = delimiter;
    this.#isCopying = isCopying;
  }

  add(bytes: Buffer, { start, end, hasCr }: RecordSeen, cursor: Cursor, lines: Buffer[]): void {
    const scan = this.#scan;
    const newline = hasCr ? "\r\n" : "\n";
    if (!this.hasHeader) {
      this.#readHeader(bytes.toString("utf8", start, end), cursor);
      scan.newline = newline;
      return;
    }
    scan.records++;
    if (cursor.spansLines) {
      scan.isPlain = false;
      if (scan.brokenLines.length < mostMalformed) scan.brokenLines.push(cursor.startLine);
    }
    const isLast = end === bytes.length;
    if (newline !== scan.newline && !isLast) scan.isPlain = false;
    if (start === end) {
      scan.blankLines.push(cursor.startLine);
      scan.isPlain = false;
    } else if (cursor.fault || cursor.cells !== scan.header.length) {
      scan.isPlain = false;
      scan.malformed.push({ line: cursor.startLine, fault: cursor.fault ?? "width", cells: cursor.cells });
    } else if (this.#isCopying) {
      lines.push(
        Buffer.from(`${cursor.startLine}${this.#delimiter}`),
        bytes.subarray(start, end),
        Buffer.from("\n"),
      );
    }
  }

  #readHeader(text: string, cursor: Cursor): void {
    const header = text.startsWith(byteOrderMark) ? text.slice(1) : text;
    this.#scan.isPlain = header === text && !cursor.spansLines;
    this.#scan.header = headerCells(header, this.#delimiter);
    this.#scan.headerFault = cursor.fault;
    if (cursor.spansLines) this.#scan.brokenLines.push(cursor.startLine);
    this.hasHeader = true;
  }
}

/** Cells of a header line: bare, or in quotes that may hold the delimiter. */
export function headerCells(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (const [at, char] of [...line].entries()) {
    if (char === '"') {
      if (!isQuoted && line[at - 1] === '"' && at > 1) cell += '"';
      isQuoted = !isQuoted;
    } else if (char === delimiter && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += char;
  }
  return [...cells, cell];
}
