import { randomBytes } from "node:crypto";
import { createHolding, dropPartition, heldIn, type Place, partitionOf, replacePartition } from "./ddl.ts";
import type { Node } from "./node.ts";
import type { Builder, BuiltTable, Portion, PortionFile } from "./portions.ts";
import { portionName, recordPortion } from "./publishes.ts";
import { differenceOf, totalsIn } from "./totals.ts";

/** How many portions were sent with how many rows, taken over from the publish before, and found from a broken run. */
export type Sent = { sent: number; taken: number; found: number; rows: number };

type Putting = {
  builder: Builder;
  nodes: { coordinator: Node; shards: Node[]; all: Node[] };
  place: Place;
  /** What a broken run has stored in this database already, by the portion's name. */
  stored: ReadonlyMap<string, string>;
  /** The publish before. */
  earlier: { database: string; portions: ReadonlyMap<string, string> } | null;
  onProgress: (step: string, done: number, total: number) => void;
};

/** Puts every portion of a table in its place: what has not changed is taken over on the servers, the rest is sent. */
export async function putPortions(table: BuiltTable, putting: Putting): Promise<Sent> {
  const { stored, earlier } = putting;
  const shape = fingerprintShape(table, putting);
  const nameOf = (portion: Portion) => portionName({ table: table.name, ...portion });
  const signed = table.portions.map((portion) => ({
    ...portion,
    fingerprint: `${portion.fingerprint} ${portion.rows} ${shape}`,
  }));
  const missing = signed.filter((portion) => stored.get(nameOf(portion)) !== portion.fingerprint);
  const isSame = (portion: Portion) => earlier?.portions.get(nameOf(portion)) === portion.fingerprint;
  const [same, changed] = [missing.filter(isSame), missing.filter((portion) => !isSame(portion))];
  for (const year of new Set(missing.map(({ schoolYear }) => schoolYear))) {
    const isOfYear = ({ schoolYear }: Portion) => schoolYear === year;
    const totals = await putting.builder.totals(table, missing.filter(isOfYear));
    for (const portion of same.filter(isOfYear)) await takeOver(table, portion, { ...putting, totals });
    await send(table, changed.filter(isOfYear), { ...putting, totals });
  }
  return {
    ...{ sent: changed.length, taken: same.length, found: signed.length - missing.length },
    rows: changed.reduce((sum, { rows }) => sum + rows, 0),
  };
}

/** What the builder's portions of the year add up to, by portion. */
type Totals = { totals: ReadonlyMap<string, Record<string, unknown>> };

/** Equal rows in other columns, or cut over other shards, are sent again. */
const fingerprintShape = ({ columns, key }: BuiltTable, { nodes }: Putting) =>
  [
    nodes.shards.map(({ url }) => url).join(" "),
    ...columns.map(({ name, type }) => `${name} ${type}`),
    ...key,
  ].join(", ");

const holdersOf = ({ isSharded }: BuiltTable, { nodes }: Putting) => (isSharded ? nodes.shards : nodes.all);

/** The servers link the files of the publish before; no row is moved. */
async function takeOver(table: BuiltTable, portion: Portion, putting: Putting & Totals): Promise<void> {
  const { place, earlier } = putting;
  if (!earlier) return;
  const from = heldIn({ ...place, database: earlier.database }, table);
  for (const node of holdersOf(table, putting))
    await replace(node, { into: heldIn(place, table), table, portion, from });
  await confirm(table, portion, putting);
}

async function send(table: BuiltTable, portions: Portion[], putting: Putting & Totals): Promise<void> {
  if (portions.length === 0) return;
  const holders = holdersOf(table, putting);
  const stage = `${heldIn(putting.place, table)}_stage_${randomBytes(4).toString("hex")}`;
  const files = await putting.builder.write(table, portions);
  try {
    for (const node of holders) await node.command(createHolding(stage, table));
    for (const [done, portion] of portions.entries()) {
      putting.onProgress(`send ${table.name} ${portion.portion}`, done, portions.length);
      const rows = files.get(portion.portion) ?? [];
      await Promise.all(
        holders.map((node, shard) => fill(node, { table, portion, stage, rows, shard, putting })),
      );
      await confirm(table, portion, putting);
    }
  } finally {
    for (const node of holders) await node.command(`drop table if exists ${stage} sync`);
  }
}

type Filling = {
  table: BuiltTable;
  portion: Portion;
  stage: string;
  rows: PortionFile[];
  shard: number;
  putting: Putting;
};

/** A server's rows are gathered in a table of their own and put in place at once, in the stead of what is there. */
async function fill(node: Node, { table, portion, stage, rows, shard, putting }: Filling): Promise<void> {
  const mine = rows.filter((one) => one.shard === null || one.shard === shard);
  for (const { file } of mine) await node.appendParquet(stage, file);
  await replace(node, { into: heldIn(putting.place, table), table, portion, from: stage });
  await node.command(dropPartition(stage, partitionOf(table, portion)));
}

type Replacing = { into: string; table: BuiltTable; portion: Portion; from: string };

/** A server refuses to replace by nothing, which is what a shard may have of a small month. */
async function replace(node: Node, { into, table, portion, from }: Replacing): Promise<void> {
  const partition = partitionOf(table, portion);
  const [found] = await node.rows(`select count(*) as n from ${from} where ${isOf(table, portion)}`);
  const isEmpty = Number(found?.n) === 0;
  await node.command(isEmpty ? dropPartition(into, partition) : replacePartition(into, partition, from));
}

const isOf = ({ isSharded }: BuiltTable, { schoolYear, portion }: Portion) =>
  `portion = '${portion}'${isSharded ? ` and school_year = '${schoolYear}'` : ""}`;

/** Compares what arrived with what was built, as readers will see it, and only then remembers it as stored. */
async function confirm(table: BuiltTable, portion: Portion, putting: Putting & Totals): Promise<void> {
  const { totals, nodes, place } = putting;
  const { schoolYear, portion: name } = portion;
  const [arrived = {}] = await nodes.coordinator.rows(
    `select ${totalsIn("clickhouse", table.columns)} from ${place.database}.${table.name} where ${isOf(table, portion)}`,
  );
  const difference = differenceOf(totals.get(name) ?? {}, arrived, table.columns);
  if (difference !== null)
    throw new Error(
      `${table.name} of ${`${schoolYear} ${name}`.trim()} did not arrive as it was built: ${difference}. Nothing was published; publish again.`,
    );
  await recordPortion(nodes.coordinator, {
    ...{ database: place.database, table: table.name, schoolYear, portion: name },
    fingerprint: portion.fingerprint,
  });
}
