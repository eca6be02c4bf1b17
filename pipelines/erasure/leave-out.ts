import type { DuckDBConnection } from "@duckdb/node-api";
import type { Erasure, ManifestSource } from "#warehouse";
import { quoted } from "../feeds/define-feed.ts";
import { packageFeed } from "../runs/plan-load.ts";
import type { StagedFile } from "../runs/stage-files.ts";
import type { ErasureKey } from "./erasure-key.ts";
import { type StudentTable, studentTables } from "./student-tables.ts";

/** The deletion ledger with the key of its hashes; null where nobody was ever erased. */
export type Ledger = { erasures: Erasure[]; key: ErasureKey | null };

/** SQL for the keyed hash of an id that the state gives, or of one that is a source's own. */
const stateHash = "sha256($key || ' state ' || id)";
const ownHash = "sha256($key || ' own ' || source || ' ' || id)";

/**
 * Takes every staged and every refused row about an erased student out again, before anything is built. Such a row is
 * neither loaded nor an error: it counts as set aside. Gives the files with their counts as they are then, and what to tell.
 */
export async function leaveOutErased(
  connection: DuckDBConnection,
  staged: StagedFile[],
  { erasures, key }: Ledger,
): Promise<{ staged: StagedFile[]; told: string | null }> {
  const hashes = erasures.flatMap((erasure) => erasure.hashes);
  if (hashes.length === 0 || key === null) return { staged, told: null };
  await findErased(connection, hashes, key);
  await connection.run(
    "create or replace temp table erased_row (source varchar, feed varchar, file varchar, line bigint, was varchar)",
  );
  await takeOut(connection, sessionsOfErased);
  for (const table of studentTables()) await takeOut(connection, ofErased(table));
  await takeOut(connection, rejectionsOfErased);
  return recount(connection, staged);
}

/** Whether a schema's generation has somebody who was left out just now: she may have been recognized only since. */
export async function holdsErased(connection: DuckDBConnection, schema: string): Promise<boolean> {
  const views = await connection.runAndReadAll(
    "select 1 from duckdb_views() where schema_name = $1 and view_name = 'brg_student_identity'",
    [schema],
  );
  if (views.currentRowCount === 0) return true;
  const found = await connection.runAndReadAll(
    `select 1 from ${schema}.brg_student_identity as i
     join erased_own as e on e.source = i.source and e.id = i.source_student_id limit 1`,
  );
  return found.currentRowCount > 0;
}

/** Whom the ledger means among those who are staged, by every id that the roster knows of them. */
async function findErased(connection: DuckDBConnection, hashes: string[], key: ErasureKey): Promise<void> {
  const tables = studentTables();
  const own = tables.flatMap(({ table, own: columns }) =>
    columns.map((column) => `select source, "${column}" as id from ${table}`),
  );
  const state = tables.flatMap(({ table, state: columns }) =>
    columns.map((column) => `select "${column}" as id from ${table}`),
  );
  const roster = `select source, sourced_id as id, user_master_identifier as state_id from stg_or_user
    union all select source, sped_student_id, state_student_id from stg_sped_student`;
  await connection.run(
    "create or replace temp table erased_hash as select unnest($hashes::varchar[]) as hash",
    {
      hashes: `[${hashes.join(", ")}]`,
    },
  );
  const bound = { key: key.secret };
  await connection.run(
    `create or replace temp table erased_own as
     select source, id from (${[...own, "select source, student_id from stg_rejection"].join(" union ")})
     where id is not null and ${ownHash} in (from erased_hash)`,
    bound,
  );
  await connection.run(
    `create or replace temp table erased_state as
     select id from (${[...state, "select student_id from stg_rejection"].join(" union ")})
     where id is not null and ${stateHash} in (from erased_hash)`,
    bound,
  );
  // Twice: an own id leads to the state's, and that to her ids in other systems.
  await connection.run(`
    insert into erased_state select distinct r.state_id from (${roster}) r join erased_own e on e.source = r.source and e.id = r.id
      where r.state_id is not null and r.state_id not in (from erased_state);
    insert into erased_own select distinct r.source, r.id from (${roster}) r join erased_state s on s.id = r.state_id
      where not exists (from erased_own e where e.source = r.source and e.id = r.id)`);
}

/** A table, its feed, and which of its rows `t` go. */
type Taken = { table: string; feed: string; was: "loaded" | "rejected"; where: string };

const isOwn = (column: string) =>
  `exists (from erased_own e where e.source = t.source and e.id = t."${column}")`;
const isState = (column: string) => `exists (from erased_state s where s.id = t."${column}")`;

const ofErased = ({ table, feed, own, state }: StudentTable): Taken => ({
  ...{ table, feed: quoted(feed), was: "loaded" },
  where: [...own.map(isOwn), ...state.map(isState)].join(" or "),
});

/** Sessions name a service and not whose it is: they go while it is still known. */
const sessionsOfErased: Taken = {
  ...{ table: "stg_service_delivered", feed: "'services_delivered'", was: "loaded" },
  where: `exists (from stg_service_prescribed p join erased_own e on e.source = p.source and e.id = p.sped_student_id
    where p.source = t.source and p.service_id = t.service_id)`,
};

const rejectionsOfErased: Taken = {
  ...{ table: "stg_rejection", feed: "t.feed", was: "rejected" },
  where: `${isOwn("student_id")} or ${isState("student_id")}`,
};

async function takeOut(connection: DuckDBConnection, { table, feed, was, where }: Taken): Promise<void> {
  await connection.run(`
    insert into erased_row select distinct t.source, ${feed}, t.file, t.line, '${was}' from ${table} t where ${where};
    delete from ${table} t where ${where}`);
}

type Count = { source: string; feed: string; file: string; loaded: number; rejected: number };

/**
 * What was left out of a file stays noted with its staged rows, for the next load may take those up. 1.1 has its roles in
 * users.csv, which is one row and counts once.
 */
async function recount(connection: DuckDBConnection, staged: StagedFile[]) {
  await connection.run(`
    create or replace temp table erased_count as
    select source, feed, file, count(*) filter (was = 'loaded')::integer as loaded, count(*) filter (was = 'rejected')::integer as rejected
    from erased_row semi join stg_file using (source, feed, file) group by all;
    update stg_file f set rows_loaded = f.rows_loaded - e.loaded, rows_rejected = f.rows_rejected - e.rejected,
      rows_quarantined = f.rows_quarantined + e.loaded + e.rejected
    from erased_count e where e.source = f.source and e.feed = f.feed and e.file = f.file;
    insert into stg_erased select source, feed, file, loaded + rejected from erased_count`);
  const counts = await connection.runAndReadAll("from erased_count");
  const taken = counts.getRowObjectsJson() as Count[];
  const told = await connection.runAndReadAll(
    "select file, sum(rows)::integer as rows from stg_erased group by source, file order by source, file",
  );
  return {
    staged: staged.map((one) => ({ ...one, file: without(one.file, taken) })),
    told: tellLeftOut(told.getRowObjectsJson() as LeftOut[]),
  };
}

function without(source: ManifestSource, counts: Count[]): ManifestSource {
  const mine = counts.filter(
    ({ file, feed, ...of }) =>
      of.source === source.source &&
      (source.feed === packageFeed
        ? file.startsWith(`${source.file}/`)
        : feed === source.feed && file === source.file),
  );
  const loaded = mine.reduce((sum, count) => sum + count.loaded, 0);
  const rejected = mine.reduce((sum, count) => sum + count.rejected, 0);
  return {
    ...source,
    loaded: source.loaded - loaded,
    rejected: source.rejected - rejected,
    quarantined: source.quarantined + loaded + rejected,
  };
}

type LeftOut = { file: string; rows: number };

function tellLeftOut(files: LeftOut[]): string | null {
  const all = files.reduce((sum, { rows }) => sum + rows, 0);
  if (all === 0) return null;
  const where = files.map(({ file, rows }) => `${file} ${rows}`).join(", ");
  return `${all} rows of students whose records were erased by law were left out (counted as set aside): ${where}.`;
}
