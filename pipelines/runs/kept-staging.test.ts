import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCurrentGeneration } from "#warehouse";
import { load } from "../run.ts";
import { districtOfFiles, writeSchools } from "../testing/district-of-files.ts";

let folder: string;
const kept = () => join(folder, "data", "staged.duckdb");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-kept-"));
  writeSchools(folder, 2);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Loads, and gives the files that were staged anew. */
async function run(district = districtOfFiles): Promise<string[]> {
  const staged: string[] = [];
  const onProgress = ({ step, what }: { step: string; what: string }) => {
    if (step === "stage") staged.push(what);
  };
  const dataDir = join(folder, "data");
  await load({ district, dataDir, path: folder, source: "sis", asOf: "2026-11-20", onProgress });
  return staged;
}

const writeDay = (day: string) => {
  const calendar = join(folder, "calendar.csv");
  writeFileSync(calendar, readFileSync(calendar, "utf8").replaceAll("2026-08-10", day));
};

describe("what the last load has staged", () => {
  test("is given up by a load that cannot be built from it, so that the next one works", async () => {
    await run();
    const instance = await DuckDBInstance.create(kept());
    const connection = await instance.connect();
    await connection.run("drop table stg_calendar_day");
    connection.closeSync();
    instance.closeSync();
    const district = { ...districtOfFiles, name: "Renamed Unified" };
    await expect(run(district)).rejects.toThrow();
    expect(existsSync(kept())).toBe(false);
    expect(await run(district)).toEqual(["organizations.csv", "calendar.csv"]);
    expect(readCurrentGeneration(join(folder, "data"))?.sources.map(({ loaded }) => loaded)).toEqual([2, 2]);
  });

  test("is staged again as a whole where others' rows refer to what has changed", async () => {
    expect(await run()).toEqual(["organizations.csv", "calendar.csv"]);
    writeDay("2026-08-11");
    expect(await run()).toEqual(["organizations.csv", "calendar.csv"]);
  });

  test.each<[string, () => void]>([
    ["is cut off", () => writeFileSync(kept(), readFileSync(kept()).subarray(0, 10_000))],
    ["is something else", () => writeFileSync(kept(), "no database")],
    ["is gone", () => rmSync(kept())],
  ])("is staged again where it %s", async (_, spoil) => {
    await run();
    spoil();
    writeSchools(folder, 3);
    expect(await run()).toEqual(["organizations.csv", "calendar.csv"]);
    expect(readCurrentGeneration(join(folder, "data"))?.sources.map(({ loaded }) => loaded)).toEqual([3, 3]);
  });
});
