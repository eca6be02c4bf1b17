import type { DuckDBConnection } from "@duckdb/node-api";
import type { Feed } from "../../feeds/define-feed.ts";

/** Creates the empty stg_ tables of the feeds, and those that say what became of every row. */
export async function createStagingTables(connection: DuckDBConnection, feeds: Feed[]): Promise<void> {
  refuseShared(feeds);
  for (const feed of feeds) {
    const scratch = new Set(feed.scratch ?? []);
    const stored = Object.entries(feed.columns).filter(([name]) => !scratch.has(name));
    const columns = [...stored, ...Object.entries(feed.derived ?? {})];
    const typed = columns.map(([name, { sqlType }]) => `"${name}" ${sqlType}`);
    await connection.run(
      `create table ${feed.table} (${typed.join(", ")}, source varchar, file varchar, line bigint)`,
    );
  }
  await connection.run(`
    create table stg_rejection (source varchar, feed varchar, file varchar, line bigint, field varchar, code varchar,
      value varchar, reason varchar, mend varchar, organization_id varchar, student_id varchar);
    create table stg_repair (source varchar, feed varchar, file varchar, field varchar, repair varchar, rows bigint);
    create table stg_replaced (source varchar, feed varchar, file varchar, by_file varchar, organization_id varchar, rows bigint);
    create table stg_erased (source varchar, feed varchar, file varchar, rows integer);
    create table stg_file (source varchar, feed varchar, file varchar, sha256 varchar, bytes bigint, rows_read bigint,
      rows_loaded bigint, rows_rejected bigint, rows_quarantined bigint, rows_repaired bigint, landed_at timestamp)`);
}

/** Throws an Error where two feeds name one table: what became of a row is told by its table's feed. */
function refuseShared(feeds: Feed[]): void {
  for (const [index, { feed, table }] of feeds.entries()) {
    const other = feeds.slice(index + 1).find((one) => one.table === table);
    if (other)
      throw new Error(
        `The feeds ${feed} and ${other.feed} both name ${table}. A table has one feed, and the feed one form, for every source: change the columns and the format of ${feed} itself.`,
      );
  }
}
