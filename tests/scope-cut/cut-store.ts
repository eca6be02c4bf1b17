import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import {
  type Grant,
  type Manifest,
  type ManifestPart,
  partsFolder,
  publishGeneration,
  readCurrentGeneration,
  writeParts,
} from "#warehouse";
import { cut } from "./cut.ts";

/** Copies what a data folder has published into another one, without the rows beyond the grants. */
export async function cutStore(from: string, to: string, grants: Grant[]): Promise<void> {
  const manifest = readCurrentGeneration(from);
  if (!manifest) throw new Error(`Nothing was published in ${from}.`);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const tables = await copyTables(connection, manifest, from);
  const loaded = await rowsByYear(connection, tables);
  await cut(connection, grants, manifest.as_of);
  const workDir = join(to, "work");
  mkdirSync(workDir, { recursive: true });
  const schoolYears = [...new Set(manifest.parts.map(({ part }) => part))].filter((part) => part !== "core");
  const parts = await writeParts(connection, { dataDir: to, workDir, tables, schoolYears });
  connection.closeSync();
  instance.closeSync();
  publishGeneration(to, { ...manifest, parts: parts.map((part) => asLoaded(part, loaded)) });
}

type CutTable = { name: string; part: "core" | "school_year" };

async function copyTables(connection: DuckDBConnection, { parts }: Manifest, dataDir: string) {
  const files = [...new Set(parts.map(({ file }) => file))];
  for (const [at, file] of files.entries())
    await connection.run(`attach '${join(partsFolder(dataDir), file)}' as part_${at} (read_only)`);
  const names = [...new Set(parts.map(({ table }) => table))];
  const tables: CutTable[] = [];
  for (const name of names) {
    const held = parts.filter(({ table }) => table === name);
    const rows = held
      .map(({ file }) => `from part_${files.indexOf(file)}.${name}`)
      .join(" union all by name ");
    await connection.run(`create table ${name} as ${rows}`);
    tables.push({ name, part: (await hasYears(connection, name)) ? "school_year" : "core" });
  }
  return tables;
}

/** Facts whose rows have school years are parted by them, also those that a load keeps whole. */
async function hasYears(connection: DuckDBConnection, name: string): Promise<boolean> {
  if (!/^(fct|agg)_/.test(name)) return false;
  const found = await connection.runAndReadAll(
    `select count(*)::integer from information_schema.columns where table_name = '${name}'
      and table_catalog = 'memory' and column_name = 'school_year'`,
  );
  return found.getRows()[0]?.[0] === 1;
}

type Loaded = Map<string, number>;

async function rowsByYear(connection: DuckDBConnection, tables: CutTable[]): Promise<Loaded> {
  const loaded: Loaded = new Map();
  for (const { name } of tables.filter(({ part }) => part === "school_year")) {
    const found = await connection.runAndReadAll(
      `select school_year, count(*)::integer from ${name} group by school_year`,
    );
    for (const [year, rows] of found.getRows()) loaded.set(`${name} ${year}`, Number(rows));
  }
  return loaded;
}

/** Which years were loaded is said of the district, to everybody: a school without a suspension this year has none. */
const asLoaded = (part: ManifestPart, loaded: Loaded): ManifestPart =>
  part.part === "core" ? part : { ...part, rows: loaded.get(`${part.table} ${part.part}`) ?? 0 };
