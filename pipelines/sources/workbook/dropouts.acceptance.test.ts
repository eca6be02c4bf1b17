import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defineFeed, digits, from, integer, mapped, required } from "../../feeds/define-feed.ts";
import { type Staged, stageDelimited } from "../delimited/stage-delimited.ts";
import { createStagingTables } from "../delimited/staging-tables.ts";

const path = new URL(
  "../../../../shared/data/cde-dropouts-1999-00/filesdropouts_1999_2000.xlsx",
  import.meta.url,
).pathname;

const count = (header: string) => required(from(header, integer({ min: 0, max: 100_000 })));
const grades = ["7", "8", "9", "10", "11", "12", "us"];
const counts = ["e", "d"].flatMap((what) =>
  [...grades, "tot"].map((grade) => [`${what}${grade}`, count(`${what}${grade}`.toUpperCase())] as const),
);
const total = (what: "e" | "d") => ({
  code: "semantic.total_differs" as const,
  field: `${what}tot`,
  breaks: `t.${what}tot <> ${["9", "10", "11", "12", "us"].map((grade) => `t.${what}${grade}`).join(" + ")}`,
  reason: "is not the sum of the grades 9 to 12",
  mend: "Correct the total.",
});

/** California's file of enrollment and dropouts by school, ethnicity and gender, as its publisher writes it. */
const dropouts = defineFeed({
  feed: "dropouts",
  format: { kind: "workbook", sheet: "filesdropouts_1999_2000" },
  table: "stg_dropouts",
  key: ["organization_id", "ethnicity", "gender"],
  columns: {
    organization_id: required(from("CDS_CODE", digits(14))),
    ethnicity: required(from("ETHNIC", integer({ min: 0, max: 9 }))),
    gender: required(from("GENDER", mapped({ F: "female", M: "male" }))),
    ...Object.fromEntries(counts),
    year: required(from("YEAR", mapped({ "9900": "1999-00" }))),
  },
  rules: [total("e"), total("d")],
  refusedShare: 0,
});

let folder: string;
let connection: DuckDBConnection;
let staged: Staged;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-dropouts-"));
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await createStagingTables(connection, [dropouts]);
  staged = await stageDelimited(connection, {
    feed: dropouts,
    source: "cde",
    file: "filesdropouts_1999_2000.xlsx",
    path,
    workPath: join(folder, "numbered.csv"),
  });
}, 120_000);

afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();

test("38,245 rows are loaded, and in each the totals are the sums of the grades", () => {
  expect(staged.counts).toMatchObject({ read: 38_245, loaded: 38_245, rejected: 0, quarantined: 0 });
});

test("3,741 codes have their leading zero again", async () => {
  expect(staged.counts.repaired).toBe(3_741);
  expect(
    await rowsOf("select count(*)::integer from stg_dropouts where length(organization_id) <> 14"),
  ).toEqual([[0]]);
});

test("Los Angeles Unified has 179,832 students in grades 9 to 12 and 9,942 dropouts, 5.53 %", async () => {
  const sql = `select sum(etot)::integer, sum(dtot)::integer, round(10000 * sum(dtot)::integer / sum(etot)::integer)::integer
    from stg_dropouts where starts_with(organization_id, '1964733')`;
  expect(await rowsOf(sql)).toEqual([[179_832, 9_942, 553]]);
});
