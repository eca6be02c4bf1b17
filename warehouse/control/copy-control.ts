import { type Kysely, sql } from "kysely";
import { appliedMigrations, migrate } from "./migrate.ts";
import type { ControlTables } from "./tables.ts";

/** One line of a control store's copy: first the migrations that its tables had seen, then every row. */
export type CopiedLine = { migrations: string[] } | { table: string; row: Record<string, unknown> };

/** What is only true of the moment: nobody is signed in, or signing in, once a backup was restored, and no file waits. */
const ofTheMoment = ["session", "sign_in_attempt", "view_as", "purpose", "export_job"];

/** Every row of a control store, as of one moment. */
export async function copyOut(
  db: Kysely<ControlTables>,
  write: (line: CopiedLine) => Promise<void>,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (transaction) => {
      await write({ migrations: await appliedMigrations(transaction) });
      for (const table of await tablesOf(transaction)) {
        if (ofTheMoment.includes(table)) continue;
        const all = sql<Record<string, unknown>>`select * from ${sql.table(table)}`;
        for (const row of (await all.execute(transaction)).rows) await write({ table, row });
      }
    });
}

/**
 * Fills a store that nobody has used yet with a copy, and brings it to today's tables. Throws an Error where the copy is
 * of a later Rollbook than this one, or the store has been used; then nothing of it is there.
 */
export async function copyIn(
  db: Kysely<ControlTables>,
  lines: AsyncIterable<CopiedLine>,
  now: string,
): Promise<void> {
  const rows = lines[Symbol.asyncIterator]();
  const first = await rows.next();
  const migrations = !first.done && "migrations" in first.value ? first.value.migrations : [];
  await migrate(db, now, migrations);
  const seen = await appliedMigrations(db);
  const later = migrations.find((name) => !seen.includes(name));
  if (later)
    throw new Error(`The backup is of a later Rollbook (${later}). Install that one and restore again.`);
  await db.transaction().execute(async (transaction) => {
    for (const table of await tablesOf(transaction)) await clear(transaction, table);
    for (let next = await rows.next(); !next.done; next = await rows.next())
      if ("table" in next.value) await insert(transaction, next.value);
  });
  await migrate(db, now);
}

/** A new store has one row in these: the free lease, and the head of the access log. */
const oneRowWhenNew = ["run_lease", "access_head"];

async function clear(db: Kysely<ControlTables>, table: string): Promise<void> {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  if (rows.length > 0 && !oneRowWhenNew.includes(table))
    throw new Error(`The control store is in use (${table}). Restore into an empty one.`);
  await sql`delete from ${sql.table(table)}`.execute(db);
}

type Row = Extract<CopiedLine, { table: string }>;

async function insert(db: Kysely<ControlTables>, { table, row }: Row): Promise<void> {
  // Of whoever was running when the copy was made nobody runs here.
  const kept = table === "run_lease" ? { ...row, run_id: null } : row;
  const columns = sql.join(Object.keys(kept).map((name) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(kept))})`.execute(
    db,
  );
}

/** A row can only be there after the one that it refers to. */
const parents = [
  "load_run",
  "dispute",
  "erasure",
  "hand_grant",
  "invitation",
  "report",
  "report_schedule",
  "figure_alert",
];

async function tablesOf(db: Kysely<ControlTables>): Promise<string[]> {
  const names = (await db.introspection.getTables()).map(({ name }) => name);
  const ours = names.filter((name) => name !== "applied_migration" && !name.startsWith("sqlite_")).sort();
  return [
    ...parents.filter((name) => ours.includes(name)),
    ...ours.filter((name) => !parents.includes(name)),
  ];
}
