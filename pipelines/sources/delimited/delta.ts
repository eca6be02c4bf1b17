import type { DuckDBConnection } from "@duckdb/node-api";
import { type Feed, from, oneOf, quoted, required } from "../../feeds/define-feed.ts";
import { keySql, mine, type Origin } from "./rejections.ts";

/** A file of changes stands beside the whole file and is called like it: `absences.csv`, `absences.delta.csv`. */
export const deltaName = (file: string): string => file.replace(/(\.[^./]+)?$/, ".delta$1");

/** Whether a landed file holds changes; the number behind its name says which of its feed's it is. */
export const isDelta = ({ file }: { file: string }): boolean => /\.delta(\.[^./#]+)?(#\d+)?$/.test(file);

/** The contract of a feed's changes: its columns, and whether a record is as the row says or has been deleted (OneRoster's words). */
export const deltaFeed = (feed: Feed): Feed => ({
  ...feed,
  columns: { delta_status: from("status", required(oneOf(["active", "tobedeleted"]))), ...feed.columns },
  scratch: [...(feed.scratch ?? []), "delta_status"],
});

/**
 * Takes the rows of earlier files away that a delta has newer ones for, and its own rows of deleted records; what was
 * taken stands by file and school in stg_replaced. `deleted` is SQL that selects `line` of the latter.
 */
export async function replaceOlder(
  connection: DuckDBConnection,
  origin: Origin,
  deleted: string,
): Promise<void> {
  const { feed, source, file } = origin;
  const key = feed.key.map((name) => keySql(feed, name));
  await connection.run(`
    create or replace temp table newer as select ${key.map((sql, at) => `${sql} as k${at}`).join(", ")} from ${feed.table} t where ${mine(origin)}`);
  const same = key.map((sql, at) => `newer.k${at} is not distinct from ${sql}`).join(" and ");
  const school = "organization_id" in feed.columns ? "t.organization_id" : "null";
  await connection.run(`
    create or replace temp table taken as
    select t.file, t.line, ${school} as organization_id
    from ${feed.table} t semi join newer on ${same}
    where t.source = ${quoted(source)} and t.file <> ${quoted(file)}
    union all
    select t.file, t.line, ${school} from ${feed.table} t where ${mine(origin)} and t.line in (${deleted})`);
  await connection.run(`
    insert into stg_replaced
    select ${quoted(source)}, ${quoted(feed.feed)}, file, ${quoted(file)}, organization_id, count(*)
    from taken group by all`);
  await connection.run(`
    delete from ${feed.table} t using taken
    where t.source = ${quoted(source)} and t.file = taken.file and t.line = taken.line`);
  await connection.run("drop table newer; drop table taken");
}
