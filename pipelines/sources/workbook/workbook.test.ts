import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import ExcelJS from "exceljs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  date,
  decimal,
  defineFeed,
  digits,
  type Feed,
  mapped,
  required,
  text,
} from "../../feeds/define-feed.ts";
import { stageDelimited } from "../delimited/stage-delimited.ts";
import { createStagingTables } from "../delimited/staging-tables.ts";

const books = defineFeed({
  feed: "books",
  format: { kind: "workbook" },
  table: "stg_book",
  key: ["shelf"],
  columns: {
    shelf: required(digits(4)),
    title: text(),
    lent_on: date(),
    price_usd: decimal(8, 2),
    is_lost: mapped({ TRUE: true, FALSE: false }, "BOOLEAN"),
  },
  refusedShare: 1,
});
const header = ["shelf", "title", "lent_on", "price_usd", "is_lost"];

let folder: string;
let connection: DuckDBConnection;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-workbook-"));
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});
afterEach(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

type Sheets = Record<string, ExcelJS.CellValue[][]>;

async function written(sheets: Sheets): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    for (const [index, row] of rows.entries()) sheet.getRow(index + 1).values = row;
  }
  const path = join(folder, "books.xlsx");
  await workbook.xlsx.writeFile(path);
  return path;
}

async function load(path: string, feed: Feed = books) {
  await createStagingTables(connection, [feed]);
  const workPath = join(folder, "numbered.csv");
  const staged = await stageDelimited(connection, {
    feed,
    source: "library",
    file: "books.xlsx",
    path,
    workPath,
  });
  const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
  return {
    ...staged,
    rows: await read(
      "select line::integer, shelf, title, lent_on, price_usd, is_lost from stg_book order by line",
    ),
    rejections: await read("select line::integer, field, code, value from stg_rejection order by line"),
  };
}

/** Puts bytes that belong to nothing between two members: whoever reads by the directory at the end does not notice. */
function withGap(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const directory = zip.readUInt32LE(end + 16);
  const gap = Buffer.from("????");
  const copy = Buffer.from(zip);
  let last = 0;
  for (let at = directory; at < end; at += 46 + lengthAt(copy, at))
    last = Math.max(last, copy.readUInt32LE(at + 42));
  for (let at = directory; at < end; at += 46 + lengthAt(copy, at))
    if (copy.readUInt32LE(at + 42) === last) copy.writeUInt32LE(last + gap.length, at + 42);
  copy.writeUInt32LE(directory + gap.length, end + 16);
  return Buffer.concat([copy.subarray(0, last), gap, copy.subarray(last)]);
}

const lengthAt = (zip: Buffer, at: number) =>
  zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);

const alice: ExcelJS.CellValue[] = [117, "Alice", new Date("2026-09-03T00:00:00Z"), 0.1 + 0.2, true];
const loadedAlice = [2, "0117", "Alice", "2026-09-03", "0.30", true];

describe("a workbook's cells", () => {
  test("are read as they are shown: numbers, days, yes and no, formulas, text of several kinds", async () => {
    const rich = { richText: [{ text: "Bob, " }, { text: 'or "B"' }] };
    const path = await written({
      Books: [
        header,
        alice,
        ["0118", rich, null, { formula: "1+1", result: 2 }, false],
        ["0119", "two\nlines"],
      ],
    });
    expect((await load(path)).rows).toEqual([
      loadedAlice,
      [3, "0118", 'Bob, or "B"', null, "2.00", false],
      [4, "0119", "two\nlines", null, null, null],
    ]);
  });

  test("are refused by their row where the contract does not allow them, errors and times among them", async () => {
    const path = await written({
      Books: [
        header,
        ["0117", "Alice", new Date("2026-09-03T10:30:00Z")],
        ["0118", "Bob", null, { error: "#N/A" }],
        ["x", "Carol"],
      ],
    });
    const { counts, rejections } = await load(path);
    expect(rejections).toEqual([
      [2, "lent_on", "row.invalid_date", "2026-09-03 10:30:00"],
      [3, "price_usd", "row.invalid_number", "#N/A"],
      [4, "shelf", "row.invalid_code", "x"],
    ]);
    expect(counts).toMatchObject({ read: 3, loaded: 0, rejected: 3 });
  });

  test("in rows without a key are quarantined, and a row wider than the header is refused", async () => {
    const path = await written({
      Books: [header, alice, [], [null, "total", null, 12], ["0118", "B", null, 1, true, "?"]],
    });
    const { counts, rejections } = await load(path);
    expect(counts).toMatchObject({ loaded: 1, quarantined: 1, rejected: 1 });
    expect(rejections).toEqual([[5, null, "row.width_mismatch", null]]);
  });
});

describe("a workbook's sheet", () => {
  test("is the one that is declared, with its header in the row that is declared", async () => {
    const path = await written({ Notes: [["nothing"]], Books: [["The library"], [], header, alice] });
    const feed: Feed = { ...books, format: { kind: "workbook", sheet: "Books", headerRow: 3 } };
    expect((await load(path, feed)).rows).toEqual([[4, ...loadedAlice.slice(1)]]);
  });

  test.each([
    [
      "has several, and none is declared",
      books,
      { Notes: [["nothing"]], Books: [header] },
      /several sheets \("Notes", "Books"\)/,
    ],
    [
      "is not there",
      { ...books, format: { kind: "workbook" as const, sheet: "Bücher" } },
      { Books: [header, alice] },
      /no sheet "Bücher". It has "Books"/,
    ],
    ["is empty", books, { Books: [] }, /is empty/],
    ["has other columns", books, { Books: [["shelf", "author"]] }, /lacks "title".*unknown "author"/],
  ] as const)("is refused where a workbook %s", async (_, feed, sheets, reason) => {
    const path = await written(sheets as unknown as Sheets);
    await expect(load(path, feed)).rejects.toThrow(reason);
  });
});

describe("a file that is no workbook to be read", () => {
  const withBytes = (bytes: Buffer) => {
    const path = join(folder, "books.xlsx");
    writeFileSync(path, bytes);
    return path;
  };

  test.each([
    [
      "an old .xls, or one with a password",
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      /old Excel workbook .* password/,
    ],
    ["a text", Buffer.from("shelf,title\n"), /not an Excel workbook/],
    ["an empty one", Buffer.alloc(0), /not an Excel workbook/],
    ["a damaged one", Buffer.from("PK\x03\x04 and no more", "latin1"), /damaged/],
  ])("is refused with the reason: %s", async (_, bytes, reason) => {
    await expect(load(withBytes(bytes))).rejects.toMatchObject({
      code: "file.malformed",
      message: expect.stringMatching(reason),
    });
  });

  test("is refused where it was cut off on its way", async () => {
    const whole = readFileSync(await written({ Books: [header, alice] }));
    await expect(load(withBytes(whole.subarray(0, whole.length / 2)))).rejects.toThrow(/damaged/);
  });

  test("is read in memory where it cannot be read as a stream", async () => {
    const whole = readFileSync(await written({ Books: [header, alice] }));
    expect((await load(withBytes(withGap(whole)))).rows).toEqual([loadedAlice]);
  });
});
