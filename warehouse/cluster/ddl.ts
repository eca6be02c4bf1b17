import { type ClusterTable, type Column, clusterType } from "./layout.ts";
import type { Portion } from "./portions.ts";

/** A database of the cluster; `cluster` is null on one server. */
export type Place = { database: string; cluster: string | null };

/** The table that holds rows. Readers ask a cut fact by its plain name, which gathers it from all shards. */
export const heldIn = ({ database, cluster }: Place, { name, isSharded }: ClusterTable): string =>
  `${database}.${isSharded && cluster !== null ? `${name}_shard` : name}`;

type Described = ClusterTable & { columns: Column[] };

/** A table that holds rows, under any name. */
export function createHolding(name: string, table: Described): string {
  const partition = table.isSharded ? "(school_year, portion)" : "portion";
  return `create table if not exists ${name} (${columnsOf(table)})
    engine = MergeTree partition by ${partition} order by (${table.key.join(", ")})
    settings allow_nullable_key = 1`;
}

/** What gathers a cut fact from all shards; null where nothing is cut. */
export function createGathering({ database, cluster }: Place, table: Described): string | null {
  if (!table.isSharded || cluster === null) return null;
  return `create table if not exists ${database}.${table.name} (${columnsOf(table)})
    engine = Distributed(${cluster}, ${database}, ${table.name}_shard)`;
}

const columnsOf = ({ columns }: Described) =>
  [...columns, { name: "portion", type: "VARCHAR" }]
    .map((column) => `"${column.name}" ${clusterType(column)}`)
    .join(", ");

/** A partition as an expression. */
export const partitionOf = (
  { isSharded }: ClusterTable,
  { schoolYear, portion }: Pick<Portion, "schoolYear" | "portion">,
): string => (isSharded ? `('${schoolYear}', '${portion}')` : `'${portion}'`);

/** Puts a portion in place at once, from a table of the same shape. */
export const replacePartition = (into: string, partition: string, from: string): string =>
  `alter table ${into} replace partition ${partition} from ${from}`;

/** Takes a portion out; nothing where there is none. */
export const dropPartition = (from: string, partition: string): string =>
  `alter table ${from} drop partition ${partition}`;
