import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Given } from "../way.ts";
import { loadMalloy } from "./program.ts";

type Opening = { attach: string[]; parts: string; given: Given };

export type MalloyVersions = { malloy: string; duckdb: string };

/** What the process is told, and what it tells: a query's rows, or why there are none. */
export type ToMalloy = { open: Opening } | { query: string };
export type FromMalloy =
  | { versions: MalloyVersions }
  | { rows: Record<string, unknown>[]; compileMs: number; ms: number }
  | { error: string };

/** A million rows are more than any question has; ten are Malloy's own limit. */
const everyRow = { rowLimit: 1_000_000 };

async function open({ attach, parts, given }: Opening) {
  const { malloy, onDuckDB, version } = loadMalloy();
  const connection = new onDuckDB.DuckDBConnection({
    ...{ name: "duckdb", databasePath: ":memory:", memoryLimit: "3GB", setupSQL: attach.join(";\n") },
    // As Rollbook's own readers: the folder of parts and nothing else, no extension fetched.
    ...{ enableExternalAccess: false, allowedDirectories: [`${parts}/`] },
  });
  const model = readFileSync(join(import.meta.dirname, "district.malloy"), "utf8")
    .replaceAll("YEAR", given.year)
    .replaceAll("SCHOOL", given.school);
  const loaded = new malloy.SingleConnectionRuntime({ connection }).loadModel(model);
  const answer = async (query: string) => {
    const startedAt = performance.now();
    const sql = await loaded.loadQuery(`run: ${query}`).getSQL();
    const compiledAt = performance.now();
    const { rows } = await connection.runSQL(sql, everyRow);
    return { rows, compileMs: compiledAt - startedAt, ms: performance.now() - compiledAt };
  };
  const { rows } = await connection.runSQL("select version() as version", everyRow);
  return { answer, versions: { malloy: version, duckdb: String(rows[0]?.version) } };
}

let opened: Awaited<ReturnType<typeof open>> | undefined;

async function reply(told: ToMalloy): Promise<FromMalloy> {
  if ("open" in told) {
    opened = await open(told.open);
    return { versions: opened.versions };
  }
  if (!opened) throw new Error("Malloy was asked before it was opened.");
  return opened.answer(told.query);
}

process.on("message", (told: ToMalloy) => {
  reply(told)
    .catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }))
    .then((answer) => process.send?.(answer));
});
