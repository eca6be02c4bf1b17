import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { frpm } from "../../feeds/state/frpm.ts";
import { type Staged, stageDelimited } from "./stage-delimited.ts";
import { createStagingTables } from "./staging-tables.ts";

const path = new URL("../../../../shared/data/cde-frpm-2014-15/frpm.csv", import.meta.url).pathname;

let folder: string;
let connection: DuckDBConnection;
let staged: Staged;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-frpm-"));
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await createStagingTables(connection, [frpm]);
  const workPath = join(folder, "numbered.csv");
  staged = await stageDelimited(connection, {
    feed: frpm,
    source: "cde-frpm",
    file: "frpm.csv",
    path,
    workPath,
  });
});

afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();

test("10,395 rows are 10,393 loaded and 2 quarantined", () => {
  expect(staged.counts).toMatchObject({ read: 10_395, loaded: 10_393, rejected: 0, quarantined: 2 });
});

test("the unlabelled last row is the control total, and the rows reproduce it", () => {
  const published = Object.fromEntries(staged.controls.map((control) => [control.column, control.published]));
  expect(published).toMatchObject({
    enrollment_k12: 6_236_439,
    free_meal_k12: 3_119_368,
    frpm_k12: 3_655_624,
    enrollment_5_17: 6_070_831,
  });
  for (const control of staged.controls)
    expect(control).toMatchObject({ line: 10_396, loaded: control.published });
});

test("Los Angeles Unified has its published schools and pupils by charter funding", async () => {
  const found = await rowsOf(
    `select charter_funding, count(*)::integer, sum(enrollment_k12)::integer from stg_school_census
     where district_name = 'Los Angeles Unified' group by 1 order by 1`,
  );
  expect(found).toEqual([
    ["directly_funded", 211, 100_845],
    ["locally_funded", 53, 41_633],
    ["not_charter", 733, 504_205],
  ]);
});

test("404 rows are pseudo-schools with 12,789 pupils", async () => {
  const sql = "select count(*)::integer, sum(enrollment_k12)::integer from stg_school_census where is_pseudo";
  expect(await rowsOf(sql)).toEqual([[404, 12_789]]);
});

test("codes are whole again: 14 digits, the county's leading zero included", async () => {
  const sql = "select organization_id, district_id, school_year from stg_school_census order by line limit 1";
  expect(await rowsOf(sql)).toEqual([["01100170109835", "0110017", "2014-15"]]);
  expect(
    await rowsOf("select count(*)::integer from stg_school_census where length(organization_id) <> 14"),
  ).toEqual([[0]]);
});
