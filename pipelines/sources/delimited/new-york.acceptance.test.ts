import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { code, defineFeed, from, required, text } from "../../feeds/define-feed.ts";
import { dateAs } from "../../feeds/written-as.ts";
import { type Staged, stageDelimited } from "./stage-delimited.ts";
import { createStagingTables } from "./staging-tables.ts";

const xml = new URL("../../../../shared/data/nyc-attendance-2016-03-07/20160307.xml", import.meta.url)
  .pathname;

const notSubmitted = "NS";
/** One day's attendance by school, as New York publishes it. The row of the city has no school. */
const attendance = defineFeed({
  feed: "daily_attendance",
  format: { kind: "delimited", delimiter: "^" },
  table: "stg_daily_attendance",
  key: ["school_code"],
  columns: {
    school_code: from("LOC_CODE", text()),
    dbn: required(from("DBN", text())),
    school_day_on: required(from("ATTN_DATE_YMD", dateAs("YYYYMMDD"))),
    reported: required(
      from(
        "ATTN_PCT",
        code(`${notSubmitted}|[0-9]{1,3}[.][0-9]{2}`, "a percentage, or NS for not submitted"),
      ),
    ),
    name: from("SCHOOL_NAME", text()),
  },
  scratch: ["reported"],
  derived: {
    is_submitted: { sqlType: "BOOLEAN", sql: `reported <> '${notSubmitted}'` },
    attendance_rate: { sqlType: "DECIMAL(6,4)", sql: "try_cast(reported as decimal(6,2)) / 100" },
  },
  ignoredHeaders: ["Borough", "DistrictCode"],
  refusedShare: 0,
});

/** The file's items as records: XML is read for this one publisher, and only here. */
function recordsOf(text: string): string {
  const items = [...text.matchAll(/<item>(.*?)<\/item>/gs)].map(([, item = ""]) =>
    [...item.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name = "", value = ""]) => ({
      name,
      value: plain(value),
    })),
  );
  const header = items[0]?.map(({ name }) => name) ?? [];
  return [header, ...items.map((item) => item.map(({ value }) => value))]
    .map((row) => row.join("^"))
    .join("\n");
}

const plain = (value: string) =>
  value
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '""')
    .replaceAll("&amp;", "&")
    .trim();

let folder: string;
let connection: DuckDBConnection;
let staged: Staged;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-new-york-"));
  const path = join(folder, "20160307.txt");
  writeFileSync(path, recordsOf(readFileSync(xml, "utf8")));
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await createStagingTables(connection, [attendance]);
  const request = {
    feed: attendance,
    source: "nyc",
    file: "20160307.txt",
    path,
    workPath: join(folder, "work"),
  };
  staged = await stageDelimited(connection, request);
});

afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();

test("1,645 rows are 1,644 schools and the city's own, which has no school and is quarantined", () => {
  expect(staged.counts).toMatchObject({ read: 1_645, loaded: 1_644, rejected: 0, quarantined: 1 });
});

test("36 schools have not submitted, and none of them counts as 0 %", async () => {
  const sql =
    "select is_submitted, count(*)::integer, min(attendance_rate)::varchar from stg_daily_attendance group by 1 order by 1";
  const [missing, reported] = await rowsOf(sql);
  expect(missing).toEqual([false, 36, null]);
  expect(reported?.slice(0, 2)).toEqual([true, 1_608]);
  expect(Number(reported?.[2])).toBeGreaterThan(0);
});

test("the city's figure, 90.44 %, lies within a point of the mean of the schools that reported", async () => {
  const [[mean] = []] = await rowsOf("select avg(attendance_rate)::double from stg_daily_attendance");
  expect(Math.abs(Number(mean) - 0.9044)).toBeLessThan(0.01);
});
