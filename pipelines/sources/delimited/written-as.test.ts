import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Column,
  decimal,
  defineFeed,
  type FileFormat,
  integer,
  mapped,
  required,
  text,
  wholeNumber,
} from "../../feeds/define-feed.ts";
import { dateAs, numberAs, percent } from "../../feeds/written-as.ts";
import { stageDelimited } from "./stage-delimited.ts";
import { createStagingTables } from "./staging-tables.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-written-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Loads a file of one column of values, and gives each value or the code of what was wrong with it. */
async function read(bytes: string | Buffer, column: Column, format: FileFormat = { kind: "delimited" }) {
  const feed = defineFeed({
    feed: "readings",
    format,
    table: "stg_reading",
    key: ["id"],
    columns: { id: required(text()), value: column },
    refusedShare: 1,
  });
  const path = join(folder, "readings.txt");
  writeFileSync(path, bytes);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await createStagingTables(connection, [feed]);
  const request = { feed, source: "meter", file: "readings.txt", path, workPath: join(folder, "work") };
  const { counts } = await stageDelimited(connection, request);
  const found = await connection.runAndReadAll(`
    select value::varchar from (
      select line, value::varchar as value from stg_reading union all select line, code from stg_rejection) order by line`);
  return { values: found.getRowsJson().map(([value]) => value), repaired: counts.repaired };
}

const column = (...values: string[]) =>
  ["id;value", ...values.map((value, index) => `${index};${value}`)].join("\n");
const semicolons: FileFormat = { kind: "delimited", delimiter: ";" };

describe("numbers as they are written", () => {
  test("with a decimal comma and points between the thousands", async () => {
    const written = numberAs({ decimal: ",", thousands: "." }, decimal(9, 2));
    const { values, repaired } = await read(
      column("1.087,5", "12,25", "1.000.000", "-7", "1,2,3"),
      written,
      semicolons,
    );
    expect(values).toEqual(["1087.50", "12.25", "1000000.00", "-7.00", "row.invalid_number"]);
    expect(repaired).toBe(3);
  });

  test("with commas between the thousands, where a group of two is no number", async () => {
    const written = numberAs({ decimal: ".", thousands: "," }, wholeNumber(integer()));
    const { values } = await read(column("1,087", "1,087.0", "10,87", "1087"), written, semicolons);
    expect(values).toEqual(["1087", "1087", "row.invalid_number", "1087"]);
  });

  test("in percent, which is a share from 0 to 1", async () => {
    const { values } = await read(
      column("52.0%", "5.53 %", "100%", "52.0", "-0.5%"),
      percent(6, 4),
      semicolons,
    );
    expect(values).toEqual(["0.5200", "0.0553", "1.0000", "row.invalid_number", "-0.0050"]);
  });
});

describe("days as they are written", () => {
  test.each([
    ["MM/DD/YYYY", "9/3/2026"],
    ["DD/MM/YYYY", "03/09/2026"],
    ["DD.MM.YYYY", "3.9.2026"],
    ["YYYYMMDD", "20260903"],
  ] as const)("by %s, and no other day", async (format, day) => {
    const { values } = await read(column(day, "2026-09-03", "31/31/2026"), dateAs(format), semicolons);
    expect(values).toEqual(["2026-09-03", "row.invalid_date", "row.invalid_date"]);
  });

  test("yes and no in the source's own words, and a word that is not declared is none", async () => {
    const words = mapped({ Sí: true, No: false }, "BOOLEAN");
    expect((await read(column("Sí", "No", "si"), words, semicolons)).values).toEqual([
      "true",
      "false",
      "row.invalid_enum",
    ]);
  });
});

describe("text in another encoding", () => {
  const inBytes = (bytes: number[]) =>
    Buffer.concat([Buffer.from("id^value\n1^"), Buffer.from(bytes), Buffer.from("\n")]);
  const named = (encoding: "windows-1252" | "macintosh" | "utf-16le"): FileFormat => ({
    kind: "delimited",
    delimiter: "^",
    encoding,
  });

  test("is read by its declared encoding, and by the delimiter of state extracts", async () => {
    expect((await read(inBytes([0xd1]), text(), named("windows-1252"))).values).toEqual(["Ñ"]);
    expect((await read(inBytes([0x84]), text(), named("macintosh"))).values).toEqual(["Ñ"]);
    const utf16 = Buffer.from("\uFEFFid^value\n1^Ñ\n", "utf16le");
    expect((await read(utf16, text(), named("utf-16le"))).values).toEqual(["Ñ"]);
  });

  test("is refused where it is not in the encoding that is declared, or in none", async () => {
    await expect(read(inBytes([0xd1]), text(), { kind: "delimited", delimiter: "^" })).rejects.toThrow(
      /not UTF-8/,
    );
    await expect(read(Buffer.from([0x00, 0xd8, 0x41]), text(), named("utf-16le"))).rejects.toThrow(
      /not written in utf-16le, as its feed declares/,
    );
  });
});
