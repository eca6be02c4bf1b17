import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Manifest } from "#warehouse";
import { startPostgres } from "../../load/postgres.ts";
import type { PeerQuestion } from "../peer-question.ts";
import type { Asked, Given, Way } from "../way.ts";
import { copyTables } from "./copy-tables.ts";

/** What it took to fill PostgreSQL with tables that Rollbook had built, and what lies on its disk. */
export type PostgresBuilt = {
  version: string;
  rows: number;
  copy_seconds: number;
  /** Keys, indexes, vacuum and statistics. */
  index_seconds: number;
  table_bytes: number;
  index_bytes: number;
};

/** For two cores, and at most 4 GB of a machine that is shared: what the documentation of PostgreSQL advises for reports. */
const settings = {
  ...{ shared_buffers: "2GB", effective_cache_size: "6GB", work_mem: "256MB", maintenance_work_mem: "1GB" },
  ...{ max_parallel_workers_per_gather: "2", max_parallel_maintenance_workers: "2", random_page_cost: "1.1" },
  // Nothing is written while anybody asks, and nobody copies this server.
  ...{ wal_level: "minimal", max_wal_senders: "0", max_wal_size: "8GB", autovacuum: "off", jit: "off" },
  // An hour is too long for any of its statements.
  statement_timeout: "1h",
};

/** A PostgreSQL with the generation's tables, indexed; `client` is its owner's. */
export async function openPostgres(place: { dataDir: string; manifest: Manifest; given: Given }) {
  const server = await startPostgres("select 1", settings);
  const client = new Client({ connectionString: server.address });
  const close = async () => {
    await client.end();
    await server.stop();
  };
  try {
    await client.connect();
    const built = await fill(client, place);
    const ways: Way[] = [
      { key: "postgres_facts", ask: asker("on-facts", client, place.given) },
      { key: "postgres_aggregates", ask: asker("on-aggregates", client, place.given) },
    ];
    return { ways, built, client, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fill(client: Client, place: { dataDir: string; manifest: Manifest }): Promise<PostgresBuilt> {
  const startedAt = performance.now();
  const rows = await copyTables({ ...place, client });
  const copiedAt = performance.now();
  await client.query(readFileSync(join(import.meta.dirname, "keys.sql"), "utf8"));
  await client.query("vacuum (analyze)");
  const indexedAt = performance.now();
  const { rows: sizes } = await client.query<{ version: string; tables: string; indexes: string }>(
    `select current_setting('server_version') as version, sum(pg_table_size(oid)) as tables, sum(pg_indexes_size(oid)) as indexes
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  return {
    ...{ version: sizes[0]?.version ?? "", rows },
    copy_seconds: Math.round((copiedAt - startedAt) / 100) / 10,
    index_seconds: Math.round((indexedAt - copiedAt) / 100) / 10,
    ...{ table_bytes: Number(sizes[0]?.tables), index_bytes: Number(sizes[0]?.indexes) },
  };
}

/** Asks with the statement of the question in a folder, where there is one. */
function asker(folder: string, client: Client, { year, school }: Given): Way["ask"] {
  const values = [year, school];
  const ask = async (sql: string): Promise<Asked> => {
    const given = values.filter((_value, at) => sql.includes(`$${at + 1}`));
    const startedAt = performance.now();
    const { rows } = await client.query(sql, given);
    return { ms: performance.now() - startedAt, rows };
  };
  return ({ name }: PeerQuestion) => {
    const file = join(import.meta.dirname, "..", folder, `${name}.sql`);
    return existsSync(file) ? ask(readFileSync(file, "utf8")) : null;
  };
}
