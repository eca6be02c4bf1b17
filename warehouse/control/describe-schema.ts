import { Kysely, SqliteDialect, sql } from "kysely";
import Libsql from "libsql";
import { migrate } from "./migrate.ts";
import type { ControlTables } from "./tables.ts";

/** The control store's schema as the migrations make it together, in SQLite's words. */
export async function describeControl(): Promise<string> {
  const db = new Kysely<ControlTables>({ dialect: new SqliteDialect({ database: new Libsql(":memory:") }) });
  try {
    await migrate(db, "");
    const made = await sql<{ sql: string }>`select sql from sqlite_master where sql is not null
      order by tbl_name, type = 'index', name`.execute(db);
    const statements = made.rows.map((row) => `${row.sql.trim()};`);
    return ["-- What migrations/ make together; written by npm run docs.", ...statements, ""].join("\n");
  } finally {
    await db.destroy();
  }
}
