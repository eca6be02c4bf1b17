import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Manifest, type ManifestPart, parseManifest } from "./manifest.ts";
import {
  generationsFolder,
  listGenerations,
  partsFolder,
  publishGeneration,
  readCurrentGeneration,
  readGeneration,
  sweepParts,
} from "./store.ts";
import { verifyParts } from "./verify.ts";
import { writeParts } from "./write-parts.ts";

let dataDir: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "rollbook-generations-"));
  instance = await DuckDBInstance.create(join(dataDir, "build.duckdb"));
  connection = await instance.connect();
  await connection.run(`
    create table dim_color as select * from (values (1, 'red'), (2, 'blue')) t(color_key, name);
    create table fct_marble as select * from (values ('2025-26', 2), ('2025-26', 1), ('2026-27', 2)) t(school_year, color_key);
  `);
});

afterEach(() => {
  connection.closeSync();
  instance.closeSync();
  rmSync(dataDir, { recursive: true });
});

const write = () =>
  writeParts(connection, {
    dataDir,
    workDir: dataDir,
    tables: [
      { name: "dim_color", part: "core" },
      { name: "fct_marble", part: "school_year" },
    ],
    schoolYears: ["2024-25", "2025-26"],
  });

const unnamed = (parts: ManifestPart[]): Omit<Manifest, "generation"> => ({
  published_at: "2026-11-20T08:00:00.000Z",
  as_of: "2026-11-20",
  definitions_version: "1",
  fingerprint: "f",
  parts,
  sources: [],
  checks: [],
});

test("tables are written whole: one part for the core, one for each year with or without rows", async () => {
  const parts = await write();
  expect(parts.map(({ table, part, rows }) => [table, part, rows])).toEqual([
    ["dim_color", "core", 2],
    ["fct_marble", "2024-25", 0],
    ["fct_marble", "2025-26", 2],
    ["fct_marble", "2026-27", 1],
  ]);
  for (const { file } of parts) expect(statSync(join(partsFolder(dataDir), file)).mode & 0o777).toBe(0o444);
});

test("a year that is not configured has a part of its own, though nothing but a cut is of it", async () => {
  await connection.run("create table marbles_of_old as select '2019-20' as school_year, 1 as color_key");
  const parts = await writeParts(connection, {
    ...{ dataDir, workDir: dataDir, schoolYears: ["2025-26"] },
    tables: [
      {
        ...{ name: "fct_marble", part: "school_year" },
        cuts: [{ schoolYear: "2019-20", days: null, relation: "marbles_of_old" }],
      },
    ],
  });
  expect(parts.map(({ table, part, rows }) => [table, part, rows])).toEqual([["fct_marble", "2019-20", 1]]);
});

test("rows keep the order in which the table was built", async () => {
  const part = (await write()).find(({ part }) => part === "2025-26");
  await connection.run(`attach '${join(partsFolder(dataDir), part?.file ?? "")}' as kept (read_only)`);
  const reader = await connection.runAndReadAll("select color_key from kept.main.fct_marble");
  expect(reader.getRowsJson()).toEqual([[2], [1]]);
});

test("a row that belongs to no year publishes nothing", async () => {
  await connection.run("insert into fct_marble values (null, 1)");
  await expect(write()).rejects.toThrow("fct_marble has 1 rows without a school year");
});

describe("generations", () => {
  test("are numbered on, and the highest is current; a file that was being written is none", async () => {
    const parts = await write();
    expect(readCurrentGeneration(dataDir)).toBeNull();
    for (let count = 0; count < 11; count++) publishGeneration(dataDir, unnamed(parts));
    writeFileSync(join(generationsFolder(dataDir), "g-000012.json.tmp"), "{");
    expect(listGenerations(dataDir)).toHaveLength(11);
    expect(readCurrentGeneration(dataDir)?.generation).toBe("g-000011");
  });

  test("are verified by the hashes of their parts", async () => {
    const manifest = publishGeneration(dataDir, unnamed(await write()));
    expect(await verifyParts(dataDir, manifest)).toEqual([]);
    const [core, year] = [...new Set(manifest.parts.map(({ file }) => join(partsFolder(dataDir), file)))];
    chmodSync(core ?? "", 0o644);
    writeFileSync(core ?? "", "other bytes");
    rmSync(year ?? "");
    expect((await verifyParts(dataDir, manifest)).map(({ fault }) => fault)).toEqual(["changed", "missing"]);
  });

  test("keep every part that one of them names, and no other", async () => {
    const manifest = publishGeneration(dataDir, unnamed((await write()).slice(0, 1)));
    sweepParts(dataDir);
    expect(await verifyParts(dataDir, manifest)).toEqual([]);
    const swept = manifest.parts.map(({ file }) => file);
    expect(swept).toHaveLength(1);
  });
});

test.each([
  [
    "a list that is missing",
    (text: string) => text.replace('"checks"', '"czechs"'),
    /has no proper "checks"/,
  ],
  [
    "a count that is text",
    (text: string) => text.replace('"rows": 2', '"rows": "2"'),
    /entry of "parts" that has no proper "rows"/,
  ],
  ["half a file", (text: string) => text.slice(0, 100), /JSON/],
])("a manifest with %s is not read as one", async (_name, spoil, sentence) => {
  publishGeneration(dataDir, unnamed(await write()));
  const file = join(generationsFolder(dataDir), "g-000001.json");
  const text = readFileSync(file, "utf8");
  expect(parseManifest(text, file)).toEqual(readGeneration(dataDir, "g-000001"));
  expect(() => parseManifest(spoil(text), file)).toThrow(sentence);
});
