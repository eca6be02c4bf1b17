import { isUtf8 } from "node:buffer";
import { editDistance } from "../../edit-distance.ts";
import { headerCells } from "../delimited/scan-records.ts";
import { packageFiles } from "../oneroster-binding/binding.ts";
import { allFields } from "../oneroster-binding/field.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const STAR = 0x2a;
const NO_UTF8 = 0xff;

const knownNames = new Set(packageFiles.flatMap(allFields).map(([name]) => name.toLowerCase()));

/** No record is longer; of such a line every cell is masked. */
const longestLine = 4 * 1024 * 1024;

export type SecretMask = {
  apply: (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;
  /** Whether any value was masked so far. */
  hasMasked: boolean;
  /** Whether the header is known and names no password. */
  isPlain: boolean;
};

type Header = { columns: Set<number>; width: number } | "none";

/** What is known of a file between its lines. */
type Reading = {
  /** The header's password columns and its number of cells; without a header every cell is masked. */
  header: Header | "unread";
  isInQuotes: boolean;
  isInCutLine: boolean;
};

/**
 * Takes the values out of the password columns of a CSV file before it is written anywhere: the text of such a cell
 * becomes a star, while quotes, commas and line ends stay, so that the findings are the same. In a record of the wrong
 * shape, and in a file without a header, any cell could be a password: all of them are masked.
 */
export function secretMask(): SecretMask {
  const mask: SecretMask = {
    hasMasked: false,
    isPlain: false,
    async *apply(chunks) {
      const reading: Reading = { header: "unread", isInQuotes: false, isInCutLine: false };
      for await (const piece of wholeLines(chunks)) {
        const lines = mask.isPlain ? [piece] : linesOf(piece);
        yield Buffer.concat(lines.map((line) => (mask.isPlain ? line : maskedLine(line, reading, mask))));
      }
    },
  };
  return mask;
}

/** The bytes in pieces that end with a line, but for the last one and for those of a line that is too long. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = bytes.length > longestLine ? bytes.length : bytes.lastIndexOf(LF) + 1;
    if (end > 0) yield bytes.subarray(0, end);
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) yield rest;
}

function linesOf(piece: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < piece.length; ) {
    const found = piece.indexOf(LF, start);
    const end = found < 0 ? piece.length : found + 1;
    lines.push(piece.subarray(start, end));
    start = end;
  }
  return lines;
}

function maskedLine(line: Buffer, reading: Reading, mask: SecretMask): Buffer {
  const isWhole = line.at(-1) === LF;
  if (reading.header === "unread") {
    const header = headerOf(line.toString("utf8"));
    reading.header = header;
    mask.isPlain = header !== "none" && header.columns.size === 0;
    if (header !== "none") return line;
  }
  const { columns, width } = reading.header === "none" ? { columns: null, width: null } : reading.header;
  const record = recordIn(line, reading.isInQuotes);
  const isSound =
    !reading.isInCutLine &&
    !reading.isInQuotes &&
    record.isSound &&
    !record.isInQuotes &&
    record.cells === width;
  reading.isInQuotes = record.isInQuotes;
  reading.isInCutLine = !isWhole;
  return withStars(line, isSound ? columns : null, mask);
}

function headerOf(line: string): Header {
  const header = line.replace(/\r?\n$/, "");
  const names = headerCells(header, ",").map((name) =>
    name
      .replace(/^\uFEFF/, "")
      .trim()
      .toLowerCase()
      .slice(0, 40),
  );
  if (header.includes("\r") || !isHeader(names)) return "none";
  const columns = names.flatMap((name, index) => (isSecret(name) ? [index] : []));
  return { columns: new Set(columns), width: names.length };
}

/** A value may be the name of a column by chance ("primary"), two of them are not. */
const isHeader = (names: string[]) =>
  names.some((name) => editDistance(name, "sourcedid") <= 2) ||
  names.filter((name) => knownNames.has(name)).length > 1;

const isSecret = (name: string) => /pass|pwd/.test(name) || editDistance(name, "password") <= 2;

/** A line as the record that it is when it begins inside or outside of quotes. */
function recordIn(line: Buffer, startsInQuotes: boolean) {
  let cells = 1;
  let isSound = true;
  let state: "cell" | "bare" | "quoted" | "closed" = startsInQuotes ? "quoted" : "cell";
  for (let at = 0; at < line.length; at++) {
    const byte = line[at];
    if (byte === QUOTE) {
      if (state === "bare") isSound = false;
      else state = state === "quoted" ? "closed" : "quoted";
    } else if (state === "quoted" || byte === LF) continue;
    else if (byte === COMMA) {
      cells++;
      state = "cell";
    } else if (byte === CR) {
      if (line[at + 1] !== LF) isSound = false;
    } else if (state === "closed") isSound = false;
    else state = "bare";
  }
  return { cells, isSound, isInQuotes: state === "quoted" };
}

/** Puts a star in place of the text in these columns, or in all of them; what was no UTF-8 stays none. */
function withStars(line: Buffer, columns: Set<number> | null, mask: SecretMask): Buffer {
  const star = isUtf8(line) ? STAR : NO_UTF8;
  const out = Buffer.allocUnsafe(line.length);
  let length = 0;
  let column = 0;
  let isQuoted = false;
  let wasMasked = false;
  for (let at = 0; at < line.length; at++) {
    const byte = line[at] ?? 0;
    if (byte === QUOTE) isQuoted = !isQuoted;
    if (byte === COMMA && !isQuoted) column++;
    const isText =
      byte !== QUOTE && byte !== LF && byte !== CR && (byte !== COMMA || (isQuoted && columns !== null));
    const isMasked = isText && (columns?.has(column) ?? true);
    if (!isMasked) out[length++] = byte;
    else if (!wasMasked) out[length++] = star;
    mask.hasMasked ||= isMasked;
    wasMasked = isMasked;
  }
  return out.subarray(0, length);
}
