import type { DuckDBConnection } from "@duckdb/node-api";
import { type Feed, from, oneOf, quoted, required } from "../../feeds/define-feed.ts";
import { keySql, type Origin } from "./rejections.ts";

/** A file of changes stands beside the whole file and is called like it: `absences.csv`, `absences.delta.csv`. */
export const deltaName = (file: string): string => file.replace(/(\.[^./]+)?$/, ".delta$1");

/** Whether a landed file holds changes; the number behind its name says which of its feed's it is. */
export const isDelta = ({ file }: { file: string }): boolean => /\.delta(\.[^./#]+)?(#\d+)?$/.test(file);

/** Where the rows of a delta are held against each other and against what they refer to. */
const arriving = "arriving_row";

/**
 * The contract of a feed's changes: its columns, and whether a record is as the row says or has been deleted (OneRoster's
 * words). They are staged in a table of their own, so that no rule looks through what stands already, unless the feed refers
 * to itself.
 */
export function deltaFeed(feed: Feed): Feed {
  const known = `(from ${feed.table} union all from ${arriving})`;
  const refersToItself = new RegExp(`\\b${feed.table}\\b`, "g");
  const { references = [], rules = [], scratch = [] } = feed;
  return {
    ...feed,
    table: arriving,
    columns: { delta_status: from("status", required(oneOf(["active", "tobedeleted"]))), ...feed.columns },
    scratch: [...scratch, "delta_status"],
    references: references.map((one) => (one.table === feed.table ? { ...one, table: known } : one)),
    rules: rules.map((rule) => ({ ...rule, breaks: rule.breaks.replace(refersToItself, known) })),
  };
}

/** An empty table for the changes of a feed, like the one that has its rows. */
export const createArriving = (connection: DuckDBConnection, { table }: Feed) =>
  connection.run(`create or replace temp table ${arriving} as from ${table} limit 0`);

/**
 * Puts the rows of a delta into the feed's table, those of deleted records left out, in the place of what earlier files say
 * of the same records; what was taken stands by file and school in stg_replaced. `deleted` is SQL that selects `line` of
 * deleted records.
 */
export async function replaceOlder(
  connection: DuckDBConnection,
  { feed, source, file }: Origin,
  deleted: string,
): Promise<void> {
  const key = feed.key.map((name) => keySql(feed, name));
  await connection.run(`
    create or replace temp table newer as select ${key.map((sql, at) => `${sql} as k${at}`).join(", ")} from ${arriving} t`);
  const same = key.map((sql, at) => `newer.k${at} is not distinct from ${sql}`).join(" and ");
  const school = "organization_id" in feed.columns ? "t.organization_id" : "null";
  await connection.run(`
    create or replace temp table taken as
    select t.file, t.line, ${school} as organization_id
    from ${feed.table} t semi join newer on ${same}
    where t.source = ${quoted(source)}
    union all
    select t.file, t.line, ${school} from ${arriving} t where t.line in (${deleted})`);
  await connection.run(`
    insert into stg_replaced
    select ${quoted(source)}, ${quoted(feed.feed)}, file, ${quoted(file)}, organization_id, count(*)
    from taken group by all`);
  await connection.run(`
    delete from ${feed.table} t using taken
    where t.source = ${quoted(source)} and t.file = taken.file and t.line = taken.line`);
  await connection.run(`insert into ${feed.table} from ${arriving} where line not in (${deleted})`);
  await connection.run(`drop table newer; drop table taken; drop table ${arriving}`);
}
