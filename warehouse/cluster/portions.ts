import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { attachGeneration, quoted, schemaOf } from "../generations/attach.ts";
import type { Manifest } from "../generations/manifest.ts";
import { partsFolder } from "../generations/store.ts";
import { clickhouse } from "../semantic/dialects/clickhouse.ts";
import type { ShardBy } from "./address.ts";
import type { ClusterTable, Column } from "./layout.ts";
import { totalsIn } from "./totals.ts";

/** What is sent at once: a month or a school year of a fact, or the whole of a small table. */
export type Portion = { schoolYear: string; portion: string; rows: number; fingerprint: string };

/** A table as the builder has it, with its portions; `columns` are those of the table, without the portion. */
export type BuiltTable = ClusterTable & { columns: Column[]; portions: Portion[] };

/** A file of rows for one shard; `shard` is null where every server takes it. */
export type PortionFile = { shard: number | null; file: string };

/** The builder's side of a publish: the generation's parts, read by an engine that may write files. */
export type Builder = {
  table(table: ClusterTable): Promise<BuiltTable>;
  /** Writes portions of one school year as Parquet, each cut by shard. */
  write(table: BuiltTable, portions: readonly Portion[]): Promise<Map<string, PortionFile[]>>;
  /** The control totals of portions of one school year, by portion. */
  totals(table: BuiltTable, portions: readonly Portion[]): Promise<Map<string, Record<string, unknown>>>;
  close(): void;
};

const LAST_DAY = clickhouse.days.last;

type Cut = { shards: number; shardBy: ShardBy };

/** Opens a generation of a data folder to be sent; files are written under `workDir`. */
export async function openBuilder(
  { dataDir, workDir, manifest }: { dataDir: string; workDir: string; manifest: Manifest },
  cut: Cut,
): Promise<Builder> {
  const instance = await DuckDBInstance.create(":memory:", {
    ...{ autoinstall_known_extensions: "false", autoload_known_extensions: "false" },
    ...{ memory_limit: "3GB", temp_directory: join(workDir, "spill"), preserve_insertion_order: "false" },
  });
  const connection = await instance.connect();
  await attachGeneration(connection, manifest, resolve(partsFolder(dataDir)));
  await connection.run(`use memory.${schemaOf(manifest)}`);
  await assignShards(connection, cut);
  return {
    table: (table) => describe(table, connection),
    write: (table, portions) => write(table, portions, { connection, workDir }),
    totals: (table, portions) => addUp(table, portions, connection),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Which shard a school's or district's rows lie on: always the same one while there are as many shards. */
async function assignShards(connection: DuckDBConnection, { shards, shardBy }: Cut): Promise<void> {
  const id = shardBy === "school" ? "organization_id" : "district_id";
  const found = await connection.runAndReadAll(`select organization_key, ${id} from dim_organization`);
  const places = found
    .getRowsJson()
    .map(([key, name]) => `(${Number(key)}, ${shardOf(String(name), shards)})`);
  await connection.run("create temp table shard_of (organization_key integer, shard integer)");
  if (places.length > 0) await connection.run(`insert into shard_of values ${places.join(", ")}`);
}

const shardOf = (id: string, shards: number) =>
  createHash("sha256").update(id).digest().readUInt32BE(0) % shards;

async function describe(table: ClusterTable, connection: DuckDBConnection): Promise<BuiltTable> {
  const described = await connection.runAndReadAll(`describe ${table.name}`);
  const columns = described.getRowsJson().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const built = { ...table, columns, portions: [] };
  const all = columns.map(({ name }) => `"${name}"`).join(", ");
  const found = await connection.runAndReadAll(
    `select ${yearOf(built)} as year, portion, count(*)::double as rows, sum(hash(${all}))::varchar as fingerprint
    from (${rowsOf(built)}) group by all order by all`,
  );
  const portions = found.getRowsJson().map(([schoolYear, portion, rows, fingerprint]) => ({
    ...{ schoolYear: String(schoolYear), portion: String(portion) },
    ...{ rows: Number(rows), fingerprint: String(fingerprint) },
  }));
  return { ...built, portions };
}

/** All of a year's portions in one pass: they lie beside each other in the same rows. */
async function addUp(table: BuiltTable, portions: readonly Portion[], connection: DuckDBConnection) {
  const found = await connection.runAndReadAll(
    `select portion, ${totalsIn("duckdb", table.columns)} from (${rowsOf(table)}) where ${isOf(portions)} group by portion`,
  );
  return new Map(found.getRowObjectsJson().map(({ portion, ...totals }) => [String(portion), totals]));
}

const yearOf = ({ isSharded }: ClusterTable) => (isSharded ? "school_year" : "''");

/** The rows of a table with the portion that each belongs to; an end for ever is the last day that the cluster can hold. */
function rowsOf({ name, isSharded, monthOf, columns }: BuiltTable): string {
  const cells = columns.map(({ name: column, type }) =>
    type === "DATE" ? `${withinDays(`"${column}"`)} as "${column}"` : `"${column}"`,
  );
  const month = `coalesce(strftime(${monthOf}, '%Y-%m'), 'none')`;
  const portion = isSharded ? (monthOf ? month : "school_year") : "'all'";
  return `select ${cells.join(", ")}, ${portion} as portion from ${name}`;
}

// least() would make a last day of a null.
const withinDays = (column: string) =>
  `case when ${column} > date '${LAST_DAY}' then date '${LAST_DAY}' else ${column} end`;

const isOf = (portions: readonly Portion[]) => {
  const names = portions.map(({ portion }) => quoted(portion)).join(", ");
  const [year = ""] = new Set(portions.map(({ schoolYear }) => schoolYear));
  return `portion in (${names})${year === "" ? "" : ` and school_year = ${quoted(year)}`}`;
};

async function write(
  table: BuiltTable,
  portions: readonly Portion[],
  { connection, workDir }: { connection: DuckDBConnection; workDir: string },
): Promise<Map<string, PortionFile[]>> {
  const folder = join(workDir, table.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const from = table.isSharded
    ? `select built.*, portion as of_portion, shard from (${rowsOf(table)}) as built join shard_of using (organization_key)`
    : `select built.*, portion as of_portion, -1 as shard from (${rowsOf(table)}) as built`;
  await connection.run(
    `copy (from (${from}) where ${isOf(portions)}) to ${quoted(folder)}
    (format parquet, compression zstd, partition_by (of_portion, shard))`,
  );
  return new Map(portions.map(({ portion }) => [portion, filesIn(join(folder, `of_portion=${portion}`))]));
}

function filesIn(folder: string): PortionFile[] {
  return readdirSync(folder).flatMap((cut) => {
    const shard = Number(cut.slice("shard=".length));
    return readdirSync(join(folder, cut)).map((file) => ({
      shard: shard < 0 ? null : shard,
      file: join(folder, cut, file),
    }));
  });
}
