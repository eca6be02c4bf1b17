import { createHash } from "node:crypto";
import { chmodSync, createReadStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "./attach.ts";
import type { ManifestPart } from "./manifest.ts";
import { partsFolder } from "./store.ts";

/** `cuts` where a table is not one but a relation for each school year, or days of one; `orderBy` where its rows are to be sorted. */
type PartTable = {
  name: string;
  part: "core" | "school_year";
  cuts?: readonly WrittenCut[];
  orderBy?: string;
};
type WrittenCut = { schoolYear: string; days: string | null; relation: string };

/** A file to write, and what stands in it. */
type PartFile = { part: string; days: string | null; tables: { name: string; rows: string }[] };

/** What is written where. */
export type WriteParts = {
  dataDir: string;
  /** A folder on the same file system; parts are moved from there when they are whole. */
  workDir: string;
  tables: PartTable[];
  /** The school years that get a part even when they have no rows. */
  schoolYears: string[];
  onProgress?: (done: number, parts: number) => void;
};

/**
 * Copies the built tables into part files, one per school year, one for days of a year that is cut so, and one for the
 * rest: checkpointed, closed, named by their hash and read-only. Throws when a row belongs to no part.
 */
export async function writeParts(connection: DuckDBConnection, request: WriteParts): Promise<ManifestPart[]> {
  const files = await partFiles(connection, request);
  const parts: ManifestPart[] = [];
  for (const [index, file] of files.entries()) {
    request.onProgress?.(index, files.length);
    parts.push(...(await writePart(connection, request, file)));
  }
  request.onProgress?.(files.length, files.length);
  await refuseLostRows(connection, request.tables, parts);
  return parts;
}

async function partFiles(connection: DuckDBConnection, request: WriteParts): Promise<PartFile[]> {
  const { tables } = request;
  const sorted = ({ orderBy }: PartTable) => (orderBy === undefined ? "" : ` order by ${orderBy}`);
  const core = tables
    .filter(({ part }) => part === "core")
    .map((table) => ({ name: table.name, rows: `${table.name}${sorted(table)}` }));
  const byYear = tables.filter(({ part, cuts }) => part === "school_year" && cuts === undefined);
  const cuts = tables.flatMap(({ cuts = [] }) => cuts);
  const whole = cuts.flatMap(({ schoolYear, days }) => (days === null ? [schoolYear] : []));
  const known = [...request.schoolYears, ...whole];
  const years = (await partYears(connection, byYear, known)).map((year) => ({
    ...{ part: year, days: null },
    tables: [
      ...byYear.map((table) => ({
        name: table.name,
        rows: `${table.name} where school_year = ${quoted(year)}${sorted(table)}`,
      })),
      ...cutTables(tables, year, null),
    ],
  }));
  const named = new Map(
    cuts
      .filter(({ days }) => days !== null)
      .map(({ schoolYear, days }) => [`${schoolYear} ${days}`, { part: schoolYear, days }]),
  );
  const ofDays = [...named.values()].map(({ part, days }) => ({
    ...{ part, days },
    tables: cutTables(tables, part, days),
  }));
  const files = [{ part: "core", days: null, tables: core }, ...years, ...ofDays];
  return files.filter((file) => file.tables.length > 0);
}

const cutTables = (tables: readonly PartTable[], schoolYear: string, ofDays: string | null) =>
  tables.flatMap(({ name, cuts = [] }) =>
    cuts
      .filter((cut) => cut.schoolYear === schoolYear && cut.days === ofDays)
      .map(({ relation }) => ({ name, rows: relation })),
  );

async function partYears(
  connection: DuckDBConnection,
  tables: readonly PartTable[],
  schoolYears: readonly string[],
): Promise<string[]> {
  const years = new Set(schoolYears);
  for (const { name } of tables) {
    const reader = await connection.runAndReadAll(
      `select distinct school_year from ${name} where school_year is not null`,
    );
    for (const [year] of reader.getRows()) years.add(String(year));
  }
  return [...years].sort();
}

async function writePart(
  connection: DuckDBConnection,
  { dataDir, workDir }: WriteParts,
  { part, days, tables }: PartFile,
): Promise<ManifestPart[]> {
  const file = join(workDir, `part-${part}${days === null ? "" : `-${days}`}.duckdb`);
  const rows = new Map<string, number>();
  await connection.run(`attach ${quoted(file)} as part`);
  for (const table of tables) {
    await connection.run(`create table part.main.${table.name} as from ${table.rows}`);
    rows.set(table.name, await countRows(connection, `part.main.${table.name}`));
  }
  await connection.run("checkpoint part");
  await connection.run("detach part");
  if (existsSync(`${file}.wal`)) throw new Error(`${file} was not checkpointed; nothing was published.`);
  const { sha256, name } = await keepPart(file, partsFolder(dataDir));
  const named = { part, ...(days === null ? {} : { days }) };
  return [...rows].map(([table, count]) => ({ table, ...named, file: name, sha256, rows: count }));
}

async function keepPart(file: string, folder: string): Promise<{ sha256: string; name: string }> {
  const sha256 = await sha256Of(file);
  const name = `${sha256}.duckdb`;
  mkdirSync(folder, { recursive: true });
  const kept = join(folder, name);
  if (existsSync(kept)) rmSync(file);
  else {
    // Readers may COPY inside the folder of parts; read-only files keep a part from being overwritten.
    chmodSync(file, 0o444);
    renameSync(file, kept);
  }
  return { sha256, name };
}

/** The SHA-256 of a file as hexadecimal text, read in bites. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest("hex");
}

async function refuseLostRows(
  connection: DuckDBConnection,
  tables: PartTable[],
  parts: ManifestPart[],
): Promise<void> {
  for (const { name, cuts } of tables) {
    const relations = cuts?.map(({ relation }) => relation) ?? [name];
    const counts = await Promise.all(relations.map((relation) => countRows(connection, relation)));
    const built = counts.reduce((sum, count) => sum + count, 0);
    const kept = parts.reduce((sum, part) => sum + (part.table === name ? part.rows : 0), 0);
    if (built !== kept) {
      throw new Error(`${name} has ${built - kept} rows without a school year; nothing was published.`);
    }
  }
}

async function countRows(connection: DuckDBConnection, table: string): Promise<number> {
  const reader = await connection.runAndReadAll(`select count(*)::double from ${table}`);
  return Number(reader.getRows()[0]?.[0] ?? 0);
}
