import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Manifest } from "../generations/manifest.ts";
import { type ClusterAddress, nodesOf, parseClusterAddress } from "./address.ts";
import { createGathering, createHolding, heldIn, type Place } from "./ddl.ts";
import { clusterTables } from "./layout.ts";
import { type Node, openNode } from "./node.ts";
import { type BuiltTable, openBuilder } from "./portions.ts";
import {
  createPortionRecord,
  createRecord,
  databaseOf,
  forgetPublish,
  identityOf,
  type Publish,
  readPortions,
  readPublishes,
  recordPublish,
} from "./publishes.ts";
import { putPortions, type Sent } from "./put-portions.ts";

/** What a publish to a cluster did: portions sent, taken over from the publish before, and found there from a broken run. */
export type Published = Sent & { generation: string; database: string; dropped: string[] };

export type PublishRequest = {
  dataDir: string;
  manifest: Manifest;
  /** The address of the cluster. */
  to: string;
  /** How many publishes stay, this one included. */
  keep: number;
  onProgress: (step: string, done: number, total: number) => void;
};

/** The open servers of a cluster. */
type Nodes = { coordinator: Node; shards: Node[]; all: Node[] };

/**
 * Copies a generation to a cluster. Readers see it from its last line on, and the one before until then: a run that is
 * broken off anywhere changes nothing for them, and the next one goes on where it stopped. Done twice it is done once.
 */
export async function publishToCluster(request: PublishRequest): Promise<Published> {
  const { manifest } = request;
  const address = parseClusterAddress(request.to);
  const nodes = openNodes(address);
  const workDir = mkdtempSync(join(tmpdir(), "rollbook-publish-"));
  try {
    await refuseOtherCluster(nodes, address);
    await createRecord(nodes.coordinator, address.prefix);
    const known = await readPublishes(nodes.coordinator, address.prefix);
    const database = databaseOf(manifest, address);
    const current = known.at(-1);
    const isThere = current?.database === database;
    const sent = isThere ? nothingSent : await copy(request, { address, nodes, workDir, known, database });
    if (!isThere) {
      const { generation } = manifest;
      await recordPublish(nodes.coordinator, address.prefix, {
        ...{ generation, identity: identityOf(manifest), database },
      });
    }
    const dropped = await dropOld(nodes, address.prefix, request.keep);
    return { generation: manifest.generation, database, ...sent, dropped };
  } finally {
    rmSync(workDir, { recursive: true, force: true });
    await Promise.all(nodes.all.map((node) => node.close()));
  }
}

const nothingSent: Sent = { sent: 0, taken: 0, found: 0, rows: 0 };

function openNodes(address: ClusterAddress): Nodes {
  const all = nodesOf(address).map((node) => openNode(node));
  const at = ({ url }: { url: string }) => {
    const found = all.find((node) => node.url === url);
    if (!found) throw new Error(`No server of the cluster is at ${url}.`);
    return found;
  };
  return { all, coordinator: at(address.coordinator), shards: address.shards.map(at) };
}

/** Facts would be asked of other servers than those they were sent to. */
async function refuseOtherCluster(
  { coordinator }: Nodes,
  { cluster, shards }: ClusterAddress,
): Promise<void> {
  if (cluster === null) return;
  const found = await coordinator.rows(
    `select uniqExact(shard_num) as shards from system.clusters where cluster = '${cluster}'`,
  );
  const known = Number(found[0]?.shards ?? 0);
  if (known !== shards.length)
    throw new Error(
      `The address names ${shards.length} shards, and the cluster "${cluster}" of ${coordinator.url} has ${known}: name each shard once in "shards", or another cluster in "cluster".`,
    );
}

type Copying = { address: ClusterAddress; nodes: Nodes; workDir: string; known: Publish[]; database: string };

async function copy(
  request: PublishRequest,
  { address, nodes, workDir, known, database }: Copying,
): Promise<Sent> {
  const { manifest, dataDir, onProgress } = request;
  const { cluster, shards, shardBy } = address;
  const place: Place = { database, cluster };
  const read = (name: string) => readPortions(nodes.coordinator, name);
  await onEach(nodes.all, `create database if not exists ${database}`);
  await createPortionRecord(nodes.coordinator, database);
  const stored = await read(database);
  const before = known.findLast((one) => one.database !== database)?.database ?? null;
  const earlier = before === null ? null : { database: before, portions: await read(before) };
  const builder = await openBuilder({ dataDir, workDir, manifest }, { shards: shards.length, shardBy });
  try {
    const total = { ...nothingSent };
    const tables = clusterTables();
    for (const [done, table] of tables.entries()) {
      onProgress(`send ${table.name}`, done, tables.length);
      const built = await builder.table(table);
      await createTables(nodes, place, built);
      const sent = await putPortions(built, { builder, nodes, place, stored, earlier, onProgress });
      for (const key of ["sent", "taken", "found", "rows"] as const) total[key] += sent[key];
      await compareRows(nodes.coordinator, place, built);
    }
    onProgress("publish", tables.length, tables.length);
    return total;
  } finally {
    builder.close();
  }
}

async function createTables(nodes: Nodes, place: Place, table: BuiltTable): Promise<void> {
  const gathering = createGathering(place, table);
  await onEach(table.isSharded ? nodes.shards : nodes.all, createHolding(heldIn(place, table), table));
  if (gathering) await onEach(nodes.all, gathering);
}

/** What readers will ask holds just what was built: each portion's rows, gathered from wherever they lie. */
async function compareRows(coordinator: Node, { database }: Place, table: BuiltTable): Promise<void> {
  const year = table.isSharded ? "school_year" : "''";
  const found = await coordinator.rows(
    `select ${year} as year, portion, count(*) as n from ${database}.${table.name} group by year, portion`,
  );
  const arrived = found.map(({ year: of, portion, n }) => `${of} ${portion}: ${n}`).sort();
  const built = table.portions
    .map(({ schoolYear, portion, rows }) => `${schoolYear} ${portion}: ${rows}`)
    .sort();
  if (arrived.join() !== built.join())
    throw new Error(
      `${table.name} on the cluster is not what was built, and was not published. It has ${arrived.join(", ") || "no rows"}; built were ${built.join(", ") || "none"}. Publish again; where that does not help, drop the database ${database} and do.`,
    );
}

/** Readers of a dropped publish are told first: it is gone from the server that they ask before its rows are. */
async function dropOld(nodes: Nodes, prefix: string, keep: number): Promise<string[]> {
  const known = await readPublishes(nodes.coordinator, prefix);
  const kept = new Set(known.slice(-Math.max(1, keep)).map(({ database }) => database));
  const gone = [...new Set(known.map(({ database }) => database))].filter((database) => !kept.has(database));
  for (const database of gone) {
    await forgetPublish(nodes.coordinator, database);
    await onEach(nodes.all, `drop database if exists ${database} sync`);
  }
  return gone;
}

async function onEach(nodes: readonly Node[], sql: string): Promise<void> {
  for (const node of nodes) await node.command(sql);
}
