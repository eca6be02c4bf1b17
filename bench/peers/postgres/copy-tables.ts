import { execFileSync } from "node:child_process";
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type Client, escapeIdentifier } from "pg";
import { from } from "pg-copy-streams";
import { attachStatements, type Manifest, partsFolder, schemaOf } from "#warehouse";

/** What the questions read, and no more. */
const tables = [
  ...["dim_organization", "dim_student", "dim_school_calendar_day", "brg_student_group"],
  ...["fct_attendance_day", "fct_student_period", "fct_enrollment_spell", "fct_discipline_action"],
  ...["fct_service_prescribed", "fct_recurring_cost"],
];

type Copying = { dataDir: string; manifest: Manifest; client: Client };

/** Copies a generation's tables as they lie; gives the rows. 114 M rows pass through a pipe and are nowhere a file. */
export async function copyTables({ dataDir, manifest, client }: Copying): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-bench-pipe-"));
  const pipe = join(folder, "rows");
  execFileSync("mkfifo", [pipe]);
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "2GB" });
  const connection = await instance.connect();
  try {
    for (const statement of attachStatements(manifest, resolve(partsFolder(dataDir))))
      await connection.run(statement);
    await connection.run(`use memory.${schemaOf(manifest)}`);
    let rows = 0;
    for (const table of tables) rows += await copyTable(table, { connection, client, pipe });
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

type Piping = { connection: DuckDBConnection; client: Client; pipe: string };

/** Frozen: PostgreSQL needs not look at the rows again to know that everybody may see them. */
async function copyTable(table: string, { connection, client, pipe }: Piping): Promise<number> {
  const described = (await connection.runAndReadAll(`describe ${table}`)).getRowObjectsJson();
  const columns = described.map(({ column_name, column_type }) => {
    const name = escapeIdentifier(String(column_name));
    return { name, type: typeOf(String(column_type)) };
  });
  await client.query("begin");
  await client.query(
    `create table ${table} (${columns.map(({ name, type }) => `${name} ${type}`).join(", ")})`,
  );
  const into = client.query(from(`copy ${table} from stdin (format csv, freeze)`));
  const writing = connection.run(`copy ${table} to '${pipe}' (format csv, header false)`).catch((error) => {
    // Whoever waits for a writer waits for ever, unless somebody opens the pipe.
    closeSync(openSync(pipe, "w"));
    throw error;
  });
  await Promise.all([writing, pipeline(createReadStream(pipe, { highWaterMark: 1 << 20 }), into)]);
  await client.query("commit");
  return into.rowCount;
}

/** DuckDB's type in PostgreSQL's words, where they differ. */
const typeOf = (type: string): string => ({ VARCHAR: "text", TINYINT: "smallint" })[type] ?? type;
