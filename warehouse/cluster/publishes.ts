import { createHash } from "node:crypto";
import type { Manifest } from "../generations/manifest.ts";
import type { ClusterAddress } from "./address.ts";
import type { Node } from "./node.ts";

/** A generation on the cluster, whole: its row is written last. */
export type Publish = { generation: string; identity: string; database: string; published_at: string };

/** The same for the same parts in any data folder: what a copy is a copy of. */
export const identityOf = ({ parts }: Manifest): string =>
  digest(parts.map(({ table, part, sha256 }) => `${table} ${part} ${sha256}`).sort()).slice(0, 12);

/** Where a generation lies; cut another way it would lie elsewhere. */
export function databaseOf(manifest: Manifest, { prefix, shards, shardBy }: ClusterAddress): string {
  const cut = digest([identityOf(manifest), String(shards.length), shardBy]).slice(0, 8);
  return `${prefix}_${manifest.generation.replace("-", "_")}_${cut}`;
}

const digest = (lines: string[]) => createHash("sha256").update(lines.join("\n")).digest("hex");

/** Makes the tables that remember what was published; nothing where they are. */
export async function createRecord(coordinator: Node, prefix: string): Promise<void> {
  await coordinator.command(`create database if not exists ${prefix}`);
  await coordinator.command(
    `create table if not exists ${prefix}.publish
    (generation String, identity String, database String, published_at DateTime64(3, 'UTC'))
    engine = MergeTree order by published_at`,
  );
}

/** Makes the table that remembers what of a database is stored; it goes with the database. */
export async function createPortionRecord(coordinator: Node, database: string): Promise<void> {
  await coordinator.command(
    `create table if not exists ${database}.portion
    (table String, school_year String, portion String, fingerprint String)
    engine = MergeTree order by (table, school_year, portion)`,
  );
}

/** Takes a publish from readers, and forgets what was stored of it, before its rows go. */
export async function forgetPublish(coordinator: Node, database: string): Promise<void> {
  for (const table of ["whole", "portion"])
    await coordinator.command(`drop table if exists ${database}.${table} sync`);
}

/** The publishes that readers may be answered from, oldest first; none before the first. */
export async function readPublishes(coordinator: Node, prefix: string): Promise<Publish[]> {
  const known = await coordinator.rows(
    `select name from system.tables where database = '${prefix}' and name = 'publish'`,
  );
  if (known.length === 0) return [];
  const rows = await coordinator.rows(
    `select generation, identity, database, toString(published_at) as published_at from ${prefix}.publish
    where database in (select database from system.tables where name = 'whole') order by publish.published_at`,
  );
  return rows.map((row) => ({
    ...{ generation: String(row.generation), identity: String(row.identity) },
    ...{ database: String(row.database), published_at: String(row.published_at) },
  }));
}

/** The line that makes a publish: until it stands, readers see the one before. */
export async function recordPublish(
  coordinator: Node,
  prefix: string,
  { generation, identity, database }: Omit<Publish, "published_at">,
): Promise<void> {
  // A line of an earlier publish must not make a database whole that was dropped and is being filled again.
  await coordinator.command(
    `create table if not exists ${database}.whole (is_whole Bool) engine = MergeTree order by tuple()`,
  );
  await coordinator.command(
    `insert into ${prefix}.publish values ('${generation}', '${identity}', '${database}', now64(3))`,
  );
}

export type StoredPortion = { table: string; schoolYear: string; portion: string; fingerprint: string };

/** A name for a portion of a table, whatever generation it is of. */
export const portionName = ({ table, schoolYear, portion }: Omit<StoredPortion, "fingerprint">): string =>
  `${table} ${schoolYear} ${portion}`;

/** The fingerprints of what is stored whole in a database, by the portion's name. */
export async function readPortions(coordinator: Node, database: string): Promise<Map<string, string>> {
  const rows = await coordinator.rows(
    `select table, school_year, portion, fingerprint from ${database}.portion`,
  );
  return new Map(
    rows.map(({ table, school_year, portion, fingerprint }) => [
      portionName({ table: String(table), schoolYear: String(school_year), portion: String(portion) }),
      String(fingerprint),
    ]),
  );
}

export async function recordPortion(
  coordinator: Node,
  { database, table, schoolYear, portion, fingerprint }: StoredPortion & { database: string },
): Promise<void> {
  await coordinator.command(
    `insert into ${database}.portion values ('${table}', '${schoolYear}', '${portion}', '${fingerprint}')`,
  );
}
