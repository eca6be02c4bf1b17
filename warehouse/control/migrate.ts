import { readdir, readFile } from "node:fs/promises";
import { type Kysely, sql } from "kysely";
import type { ControlTables } from "./tables.ts";

const FOLDER = new URL("./migrations/", import.meta.url);

/**
 * Applies the numbered files that this store has not seen, or of `only` these. Each runs in a transaction whose first statement is a
 * write: SQLite refuses a transaction that reads and then writes while another process writes.
 */
export async function migrate(db: Kysely<ControlTables>, now: string, only?: string[]): Promise<void> {
  const make = sql`create table if not exists applied_migration (name text primary key, applied_at text not null)`;
  // Of two processes that make it at once PostgreSQL refuses one, whatever "if not exists" says; then it is there.
  await make.execute(db).catch(() => make.execute(db));
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).sort();
  const names = files.filter((name) => only?.includes(name) ?? true);
  for (const name of names) {
    const statements = (await readFile(new URL(name, FOLDER), "utf8"))
      .split(/;\s*\n/)
      .filter((one) => one.trim());
    await db.transaction().execute(async (transaction) => {
      const claimed = await sql`insert into applied_migration (name, applied_at) values (${name}, ${now})
        on conflict (name) do nothing returning name`.execute(transaction);
      if (claimed.rows.length === 0) return;
      for (const statement of statements) await sql.raw(statement).execute(transaction);
    });
  }
}

/** The numbered files that a store has seen. */
export async function appliedMigrations(db: Kysely<ControlTables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from applied_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
