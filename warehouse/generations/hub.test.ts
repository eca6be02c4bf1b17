import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Hub } from "./hub.ts";
import type { Manifest } from "./manifest.ts";
import { publishGeneration } from "./store.ts";
import { writeParts } from "./write-parts.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-hub-"));
const dataDir = join(folder, "the district's");
const unnamed = {
  ...{ published_at: "", as_of: "", definitions_version: "", fingerprint: "" },
  ...{ sources: [], checks: [] },
};
let generations: Manifest[];
let hub: Hub;

beforeAll(async () => {
  mkdirSync(dataDir);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("create table dim_color as select 'red' as name");
  const tables = [{ name: "dim_color", part: "core" as const }];
  const parts = await writeParts(connection, { dataDir, workDir: dataDir, tables, schoolYears: [] });
  connection.closeSync();
  generations = Array.from({ length: 6 }, () => publishGeneration(dataDir, { ...unnamed, parts }));
  hub = await Hub.open(dataDir);
});

afterAll(() => {
  hub.close();
  rmSync(folder, { recursive: true });
});

test("generations that share their parts can be opened at the same moment, wherever they lie", async () => {
  const colors = generations.map((manifest) =>
    hub.read(manifest, async (connection) =>
      (await connection.runAndReadAll("from dim_color")).getRowsJson(),
    ),
  );
  expect(await Promise.all(colors)).toEqual(generations.map(() => [["red"]]));
});

test("a generation whose part is missing is refused, and those after it are still read", async () => {
  const [sound] = generations;
  if (!sound) throw new Error("no generation");
  const parts = sound.parts.map((part) => ({ ...part, file: "gone.duckdb" }));
  const count = (manifest: Manifest) => hub.read(manifest, async () => "read");
  await expect(count({ ...sound, generation: "g-000098", parts })).rejects.toThrow("gone.duckdb");
  expect(await count({ ...sound, generation: "g-000099" })).toBe("read");
});

test("a generation of before a column is read as if nothing were known there", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const tables = [{ name: "fct_student_period", part: "core" as const }];
  const periodsIn = async (columns: string) => {
    await connection.run(`create or replace table fct_student_period as select ${columns}`);
    const parts = await writeParts(connection, { dataDir, workDir: dataDir, tables, schoolYears: [] });
    const manifest = publishGeneration(dataDir, { ...unnamed, parts });
    return hub.read(manifest, async (reader) =>
      (await reader.runAndReadAll("from fct_student_period")).getRowObjectsJson(),
    );
  };
  expect(await periodsIn("7 as student_key")).toEqual([{ student_key: 7, is_only_school: false }]);
  expect(await periodsIn("8 as student_key, true as is_only_school")).toEqual([
    { student_key: 8, is_only_school: true },
  ]);
  connection.closeSync();
});

test("the engine opens no file outside the folder of parts", async () => {
  const [sound] = generations;
  if (!sound) throw new Error("no generation");
  const reading = hub.read(sound, (connection) => connection.run("from read_text('/etc/hostname')"));
  await expect(reading).rejects.toThrow("Permission Error");
});

test("closing breaks off what is being answered, and refuses what waits", async () => {
  const busy = await Hub.open(dataDir);
  const [generation] = generations;
  if (!generation) throw new Error("no generation");
  const endless =
    "select count(*) from range(1000000000) as a, range(1000000) as b where a.range % 7 = b.range % 11";
  const asked = Array.from({ length: 12 }, () =>
    busy.read(generation, async (connection) => (await connection.run(endless)).rowCount),
  );
  const ended = Promise.allSettled(asked);
  await new Promise((resolve) => setTimeout(resolve, 300));
  busy.close();
  expect((await ended).map(({ status }) => status)).toEqual(Array(12).fill("rejected"));
  await expect(busy.read(generation, async () => null)).rejects.toThrow("closed");
});
