import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  boolean,
  code,
  date,
  decimal,
  defineFeed,
  digits,
  type Feed,
  integer,
  oneOf,
  record,
  required,
  text,
  wholeNumber,
} from "../../feeds/define-feed.ts";
import { type Staged, stageDelimited } from "./stage-delimited.ts";
import { createStagingTables } from "./staging-tables.ts";

const books = defineFeed({
  feed: "books",
  table: "stg_book",
  key: ["book_id"],
  columns: {
    book_id: required(text()),
    shelf: required(code("[0-9]{4}", "a shelf of 4 digits")),
    lent_on: date(),
    pages: wholeNumber(integer({ min: 1, max: 5000 })),
    price_usd: decimal(8, 2),
    kind: oneOf(["novel", "atlas"]),
    is_lost: boolean(),
    series_id: text(),
  },
  references: [record("series_id", "stg_book", "book_id")],
  rules: [
    {
      code: "semantic.absence_on_non_school_day",
      field: "lent_on",
      breaks: "dayname(t.lent_on) = 'Sunday'",
      reason: "is a Sunday",
      mend: "Correct the day.",
    },
  ],
  refusedShare: 0.5,
});

const header = "book_id,shelf,lent_on,pages,price_usd,kind,is_lost,series_id";

let folder: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-delimited-"));
  instance = await DuckDBInstance.create(":memory:");
  connection = await instance.connect();
});

afterEach(() => {
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true });
});

async function stage(content: string | Buffer, feed: Feed = books): Promise<Staged> {
  await createStagingTables(connection, [feed]);
  return stageFile("books.csv", content, feed);
}

function stageFile(file: string, content: string | Buffer, feed: Feed = books): Promise<Staged> {
  const path = join(folder, file);
  writeFileSync(path, content);
  const workPath = join(folder, "numbered.csv");
  return stageDelimited(connection, { feed, source: "library", file, path, workPath });
}

const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();

const refused = () => rowsOf("select line::integer, field, code from stg_rejection order by line, field");

describe("a row that breaks its contract is refused with its line, field and code", () => {
  test.each([
    ["b1,,,,,,,", "shelf", "row.missing_required_value"],
    ["b1,123,,,,,,", "shelf", "row.invalid_code"],
    ["b1,0123,09/03/2026,,,,,", "lent_on", "row.invalid_date"],
    ["b1,0123,2026-02-30,,,,,", "lent_on", "row.invalid_date"],
    ["b1,0123,2026-9-3,,,,,", "lent_on", "row.invalid_date"],
    ['b1,0123,,"1,087",,,,', "pages", "row.invalid_number"],
    ["b1,0123,,0,,,,", "pages", "row.invalid_number"],
    ["b1,0123,,99999999999999,,,,", "pages", "row.invalid_number"],
    ["b1,0123,,,1.234,,,", "price_usd", "row.invalid_number"],
    ["b1,0123,,,12345678.00,,,", "price_usd", "row.invalid_number"],
    ["b1,0123,,,,poem,,", "kind", "row.invalid_enum"],
    ["b1,0123,,,,,true,", "is_lost", "row.invalid_enum"],
    ["b1,0123,,,,,,b9", "series_id", "reference.unknown_record"],
    ["b1,0123,2026-11-15,,,,,", "lent_on", "semantic.absence_on_non_school_day"],
    ["b1,0123,,,,,", null, "row.width_mismatch"],
    ['b1,0123,,,,,,"a"b', null, "row.malformed_quote"],
    ['b1,0123,,,,,,a"b', null, "row.malformed_quote"],
    ["b1,01\r23,,,,,,", null, "row.malformed_line_end"],
  ])("%s", async (row, field, found) => {
    const { counts } = await stage(`${header}\nb0,0001,2026-11-16,12,1.50,novel,Y,b0\n${row}\n`);
    expect(await refused()).toEqual([[3, field, found]]);
    expect(counts).toMatchObject({ read: 2, loaded: 1, rejected: 1, quarantined: 0 });
  });

  test("and with the school and the student that it is about, where it says so", async () => {
    const visits = defineFeed({
      ...{ feed: "visits", table: "stg_visit", key: ["student_id", "on_day"], refusedShare: 1 },
      columns: { student_id: required(text()), organization_id: digits(3), on_day: required(date()) },
    });
    const rows = ["s1,7,2026-09-03", "s1,7,2026-09-03", "s2,8,someday", ",9,2026-09-03", "s3"];
    await stage(`student_id,organization_id,on_day\n${rows.join("\n")}\n`, visits);
    expect(
      await rowsOf(
        "select line::integer, code, organization_id, student_id from stg_rejection order by line",
      ),
    ).toEqual([
      [3, "row.duplicate_key", "007", "s1"],
      [4, "row.invalid_date", "008", "s2"],
      [5, "row.missing_required_value", "009", null],
      [6, "row.width_mismatch", null, null],
    ]);
  });

  test("every rejection says what is wrong and how to mend it", async () => {
    await stage(`${header}\nb1,123,,,,,,\n`);
    expect(await rowsOf("select value, reason, mend from stg_rejection")).toEqual([
      [
        "123",
        "shelf is not a shelf of 4 digits.",
        "Send a shelf of 4 digits, as text: a spreadsheet drops leading zeros.",
      ],
    ]);
  });

  test("a row with two bad cells is one refused row with two findings", async () => {
    const { counts } = await stage(`${header}\nb1,1,x,,,,,\n`);
    expect(await refused()).toHaveLength(2);
    expect(counts).toMatchObject({ read: 1, loaded: 0, rejected: 1 });
  });

  test("of rows with the same key the first is kept", async () => {
    const { counts } = await stage(`${header}\nb1,0001,,,,,,\nb2,0002,,,,,,\nb1,0003,,,,,,\nb1,0004,,,,,,\n`);
    expect(await refused()).toEqual([
      [4, "book_id", "row.duplicate_key"],
      [5, "book_id", "row.duplicate_key"],
    ]);
    expect(await rowsOf("select shelf from stg_book order by line")).toEqual([["0001"], ["0002"]]);
    expect(counts).toMatchObject({ read: 4, loaded: 2, rejected: 2 });
  });
});

test("a change may refer to a record of the whole file, or to one that is new with it", async () => {
  await stage(`${header}\nb1,0001,,,,,,\n`);
  const changes = [
    "active,b2,0001,,,,,,b1",
    "active,b3,0001,,,,,,b4",
    "active,b4,0001,,,,,,b9",
    "active,b5,0001,,,,,,b2",
  ];
  await stageFile("books.delta.csv", `status,${header}\n${changes.join("\n")}\n`);
  expect(await rowsOf("select book_id from stg_book order by all")).toEqual([["b1"], ["b2"], ["b3"], ["b5"]]);
  expect(await refused()).toEqual([[4, "series_id", "reference.unknown_record"]]);
});

describe("lines are exact", () => {
  test("behind a line break in a cell, a blank line and a broken row", async () => {
    const rows = ['"b\n1",0001,,,,,,', "", "b2,0002", "b3,3,,,,,,"];
    const { counts } = await stage(`${header}\n${rows.join("\n")}\n`);
    expect(await rowsOf("select line::integer, book_id from stg_book")).toEqual([[2, "b\n1"]]);
    expect(await refused()).toEqual([
      [5, null, "row.width_mismatch"],
      [6, "shelf", "row.invalid_code"],
    ]);
    expect(counts).toEqual({ read: 4, loaded: 1, rejected: 2, quarantined: 1, repaired: 0 });
  });

  test.each([
    ["carriage returns", `${header}\r\nb1,0001,,,,,,\r\nb2,2,,,,,,\r\n`],
    ["mixed line ends", `${header}\nb1,0001,,,,,,\r\nb2,2,,,,,,\n`],
    ["a byte order mark", `\uFEFF${header}\nb1,0001,,,,,,\nb2,2,,,,,,`],
    ["a quoted header", `"book_id",${header.slice(8)}\nb1,0001,,,,,,\nb2,2,,,,,,`],
  ])("with %s", async (_name, content) => {
    await stage(content);
    expect(await rowsOf("select line::integer, book_id from stg_book")).toEqual([[2, "b1"]]);
    expect(await refused()).toEqual([[3, "shelf", "row.invalid_code"]]);
  });
});

test("a declared repair is made and counted, and a row without a key is quarantined", async () => {
  const { counts } = await stage(`${header}\nb1,0001,,12.0,,,,\n,,,,,,,\n,,,,99,,,\nb2,0002,,7,,,,\n`);
  expect(await rowsOf("select pages from stg_book order by line")).toEqual([[12], [7]]);
  expect(await rowsOf("select field, repair, rows::integer from stg_repair")).toEqual([
    ["pages", "decimal_zero", 1],
  ]);
  expect(counts).toEqual({ read: 4, loaded: 2, rejected: 0, quarantined: 2, repaired: 1 });
});

test("digits get their lost zeros back", async () => {
  const codes = defineFeed({
    feed: "codes",
    table: "stg_code",
    key: ["code"],
    columns: { code: required(digits(5)) },
    refusedShare: 1,
  });
  await stage("code\n10017.0\n117\n00117\n123456\n", codes);
  expect(await rowsOf("select code from stg_code")).toEqual([["10017"], ["00117"]]);
  expect(await rowsOf("select line::integer, code from stg_rejection order by line")).toEqual([
    [4, "row.duplicate_key"],
    [5, "row.invalid_code"],
  ]);
});

describe("a file that is not what was agreed is refused as a whole", () => {
  test.each([
    ["a missing column", "book_id,shelf\nb1,0001\n", /lacks "lent_on", .*not what was agreed for books/],
    [
      "a column by another name",
      `${header.replace("kind", "genre")}\n`,
      /lacks "kind" and has the unknown "genre"/,
    ],
    ["another delimiter", `${header.replaceAll(",", ";")}\n`, /has all columns in one: another delimiter/],
    ["one unknown column of several", "shelf,old_book_id_lent_on\n", /has the unknown "old_book_id_lent_on"/],
    ["a double column", `${header},book_id\n`, /"book_id" stands twice/],
    ["nothing", "", /books.csv is empty/],
    ["an open quote", `${header}\nb1,0001,,,,,,"x\nb2`, /opened at line 2 is never closed/],
    ["another encoding", Buffer.from(`${header}\nJos\xe9,0001,,,,,,\n`, "latin1"), /not UTF-8/],
  ])("%s", async (_name, content, sentence) => {
    await expect(stage(content)).rejects.toThrow(sentence);
  });
});

test("a column that the source has added is named and left alone", async () => {
  const [head, row] = [`colour,${header},weight`, "red,b1,0001,2026-11-16,12,1.50,novel,Y,b1,3"];
  const { added, counts } = await stage(`${head}\n${row}\n`);
  expect(added).toEqual(["colour", "weight"]);
  expect(counts).toMatchObject({ read: 1, loaded: 1 });
  expect(await rowsOf("select book_id, series_id from stg_book")).toEqual([["b1", "b1"]]);
});

test("whatever the rows hold, rows read are rows loaded, rejected and quarantined together", async () => {
  const cell = fc.oneof(
    fc.constantFrom("", "0001", "2026-11-16", "x", '"a,b"', '"a\nb"', '"q""q"', 'a"b', "12", "novel"),
    fc.string({ maxLength: 4 }).map((value) => value.replaceAll(/["\r\n,]/g, "")),
  );
  const row = fc.array(cell, { minLength: 0, maxLength: 9 }).map((cells) => cells.join(","));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      for (const table of [
        "stg_book",
        "stg_rejection",
        "stg_repair",
        "stg_replaced",
        "stg_erased",
        "stg_file",
      ]) {
        await connection.run(`drop table if exists ${table}`);
      }
      const { counts } = await stage(`${header}\n${rows.map((value) => `${value}\n`).join("")}`);
      const { read, loaded, rejected, quarantined } = counts;
      expect(read).toBe(loaded + rejected + quarantined);
      expect(read).toBe(rows.length);
    }),
    { numRuns: 60 },
  );
});
