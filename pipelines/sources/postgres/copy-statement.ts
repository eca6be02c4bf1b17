import { escapeIdentifier } from "pg";
import type { DatabaseFeed } from "#warehouse";

/** A column of a query as PostgreSQL describes it; `dataTypeID` is the type's oid. */
type Field = { name: string; dataTypeID: number };

/** The rows of a feed. A line break ends a comment that a query may end in. */
export function rowsOf(feed: DatabaseFeed): string {
  if ("query" in feed) return `(${feed.query}\n) as feed`;
  const columns = Object.entries(feed.columns).map(
    ([name, column]) => `${escapeIdentifier(column)} as ${escapeIdentifier(name)}`,
  );
  const table = feed.table.split(".").map(escapeIdentifier).join(".");
  return `(select ${columns.join(", ")} from ${table}) as feed`;
}

/** Sends the rows as a file with a header, each cell written as the contracts read it. */
export const copyStatement = (feed: DatabaseFeed, fields: Field[]): string =>
  `copy (select ${fields.map(cellOf).join(", ")} from ${rowsOf(feed)}) to stdout (format csv, header)`;

const booleanOid = 16;
const paddedTextOid = 1042;

function cellOf({ name, dataTypeID }: Field): string {
  const column = escapeIdentifier(name);
  if (dataTypeID === booleanOid)
    return `case ${column} when true then 'Y' when false then 'N' end as ${column}`;
  return dataTypeID === paddedTextOid ? `${column}::text as ${column}` : column;
}
