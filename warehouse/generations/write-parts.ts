import { createHash } from "node:crypto";
import { chmodSync, createReadStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ManifestPart } from "./manifest.ts";
import { partsFolder } from "./store.ts";

type PartTable = { name: string; part: "core" | "school_year" };

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
 * Copies the built tables into part files, one per school year and one for the rest: checkpointed, closed, named by
 * their hash and read-only. Throws when a row belongs to no part.
 */
export async function writeParts(connection: DuckDBConnection, request: WriteParts): Promise<ManifestPart[]> {
  const years = await partYears(connection, request);
  const names = ["core", ...years];
  const parts: ManifestPart[] = [];
  for (const [index, part] of names.entries()) {
    request.onProgress?.(index, names.length);
    parts.push(...(await writePart(connection, request, part)));
  }
  request.onProgress?.(names.length, names.length);
  await refuseLostRows(connection, request.tables, parts);
  return parts;
}

async function partYears(
  connection: DuckDBConnection,
  { tables, schoolYears }: WriteParts,
): Promise<string[]> {
  const years = new Set(schoolYears);
  for (const { name, part } of tables) {
    if (part !== "school_year") continue;
    const reader = await connection.runAndReadAll(
      `select distinct school_year from ${name} where school_year is not null`,
    );
    for (const [year] of reader.getRows()) years.add(String(year));
  }
  return [...years].sort();
}

async function writePart(
  connection: DuckDBConnection,
  { dataDir, workDir, tables }: WriteParts,
  part: string,
): Promise<ManifestPart[]> {
  const isCore = part === "core";
  const file = join(workDir, `part-${part}.duckdb`);
  const rows = new Map<string, number>();
  await connection.run(`attach '${file.replaceAll("'", "''")}' as part`);
  for (const table of tables) {
    if ((table.part === "core") !== isCore) continue;
    const where = isCore ? "" : `where school_year = '${part.replaceAll("'", "''")}'`;
    await connection.run(`create table part.main.${table.name} as from ${table.name} ${where}`);
    rows.set(table.name, await countRows(connection, `part.main.${table.name}`));
  }
  await connection.run("checkpoint part");
  await connection.run("detach part");
  if (existsSync(`${file}.wal`)) throw new Error(`${file} was not checkpointed; nothing was published.`);
  const { sha256, name } = await keepPart(file, partsFolder(dataDir));
  return [...rows].map(([table, count]) => ({ table, part, file: name, sha256, rows: count }));
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
  for (const { name } of tables) {
    const built = await countRows(connection, name);
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
