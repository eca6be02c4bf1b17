import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCurrentGeneration } from "#warehouse";
import { load } from "../run.ts";
import { districtOfFiles, writeSchools } from "../testing/district-of-files.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-columns-"));
const files = join(folder, "files");
const dataDir = join(folder, "data");
const calendar = join(files, "calendar.csv");

beforeAll(() => {
  mkdirSync(files);
  writeSchools(files, 2);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = () => load({ district: districtOfFiles, dataDir, path: files, asOf: "2026-11-20" });
const changeColumns = (change: (line: string, at: number) => string) =>
  writeFileSync(calendar, readFileSync(calendar, "utf8").trimEnd().split("\n").map(change).join("\n"));

test("a column that a source adds is published with a report, and one that it drops or retypes fails the run", async () => {
  changeColumns((line, at) => `${line},${at === 0 ? "bell_schedule" : "late"}`);
  await expect(run()).resolves.toMatchObject({ state: "published" });
  const published = readCurrentGeneration(dataDir);
  expect(published?.checks.find(({ check }) => check === "sis_calendar_columns")).toMatchObject({
    ...{ kind: "report", passed: false, rows: 1 },
    examples: ['the column "bell_schedule" is new'],
  });
  changeColumns((line, at) => line.replace("instructional", at === 0 ? "" : "1"));
  await expect(run()).rejects.toThrow(
    /calendar.csv: not one of its 2 rows can be loaded; most often row.invalid_enum in day_type/,
  );
  changeColumns((line) => line.split(",").toSpliced(3, 1).join(","));
  await expect(run()).rejects.toThrow(/lacks "day_type"/);
  expect(readCurrentGeneration(dataDir)).toEqual(published);
});
