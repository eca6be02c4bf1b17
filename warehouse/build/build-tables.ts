import type { DuckDBConnection } from "@duckdb/node-api";
import type { District } from "../district.ts";
import { relationIn } from "../generations/attach.ts";
import type { Manifest } from "../generations/manifest.ts";
import { buildCuts } from "./build-cuts.ts";
import {
  type Building,
  type Built,
  type BuiltCut,
  builtContent,
  contentsOf,
  createView,
  keptAs,
  madeFrom,
} from "./building.ts";
import { configure } from "./configure.ts";
import { afterInputs, builderVersion, digest, inputContent, type Made, variablesIn } from "./made-from.ts";
import { raiseAlerts } from "./raise-alerts.ts";
import { type Filled, type PublishedTable, type TableFile, tableFiles, tableNamesIn } from "./table-list.ts";

/** What a build depends on besides the staged rows. */
export type BuildOptions = {
  district: District;
  /** The day that counts as today, ISO date. */
  asOf: string;
  /** The generation before, whose parts are attached: what would be built of the same inputs is taken from there. */
  previous?: Manifest | null | undefined;
  /** The contents of staged tables where they are known: those that are as they were for the generation before. */
  contents?: ReadonlyMap<string, string> | undefined;
  /** What else decides whether anything may be taken from there. */
  keptUnder?: string | undefined;
  /** How many enrolments' days of a school year are built at once; the tables are the same however many. */
  enrollmentsAtOnce?: number | undefined;
  onProgress?: (progress: BuildProgress) => void;
};

/** `built` of `tables` are done; `table` is the one that was just built. */
export type BuildProgress = { table: string; built: number; tables: number; seconds: number };

/**
 * Builds every table of the star schema from the stg_ tables of the connection. The same staging rows, district and day
 * give the same tables, surrogate keys included, whether or not some are taken from the generation before.
 */
export async function buildTables(connection: DuckDBConnection, options: BuildOptions): Promise<Built> {
  await configure(connection, options.district, options.asOf);
  const building: Building = {
    ...{
      connection,
      previous: options.previous ?? null,
      version: digest(builderVersion(), options.keptUnder ?? ""),
    },
    ...{ made: knownContents(options), kept: [], cuts: [] },
    schoolYears: new Set(options.district.schoolYears.map(({ schoolYear }) => schoolYear)),
    enrollmentsAtOnce: options.enrollmentsAtOnce ?? usuallyAtOnce,
  };
  const files = tableFiles();
  for (const [index, file] of files.entries()) {
    const startedAt = performance.now();
    await buildTable(file, building);
    const seconds = (performance.now() - startedAt) / 1000;
    options.onProgress?.({ table: file.name, built: index + 1, tables: files.length, seconds });
  }
  await raiseAlerts(connection);
  return building;
}

const knownContents = ({ contents = new Map() }: BuildOptions): Building["made"] =>
  new Map([...contents].map(([name, content]) => [name, { from: "", content }]));

/**
 * Of about 180 days each, so many enrolments are nine million rows, which are sorted in memory; those of the largest
 * district at once spill.
 */
const usuallyAtOnce = 50_000;

async function buildTable(file: TableFile, building: Building): Promise<void> {
  try {
    if (file.cutBy) await buildCuts(file, file.cutBy, building);
    else await buildWhole(file, building);
  } catch (error) {
    throw new Error(`The table ${file.name} could not be built (warehouse/tables/${file.name}.sql).`, {
      cause: error,
    });
  }
}

async function buildWhole(file: TableFile, building: Building): Promise<void> {
  const { connection, made } = building;
  const from =
    file.madeFrom.length > 0
      ? await namedInputs(file, building)
      : await madeFrom(file.sql, file.needs, building);
  const keptIf = (is: Partial<Made>) =>
    file.part === "work" || file.isFilledLater ? null : keptAs(file.name, is, building);
  const kept = keptIf({ from });
  if (kept === null) await connection.run(file.sql);
  else await createView(connection, file.name, kept.parts.map(relationIn));
  const content = kept?.content ?? (await builtContent(file.name, file.sql, building));
  made.set(file.name, { from, content });
  // Another day can give the same rows: they stand where they are.
  building.kept.push(...((kept ?? keptIf({ content }))?.parts ?? []));
}

/** What decides a table whose header names it. */
async function namedInputs(file: TableFile, building: Building): Promise<string> {
  const tables = file.madeFrom.filter((name) => tableNamesIn(name).length > 0);
  const content = await inputContent(building.connection, file);
  const variables = await variablesIn(building.connection, afterInputs(file));
  return digest(building.version, file.sql, await contentsOf(tables, building), content, variables);
}

/** Rows that were filled in later are not sorted yet (`orderBy`). */
type TableToWrite = PublishedTable & { cuts?: BuiltCut[]; orderBy?: string };

/**
 * What of a build is to be written: the tables and cuts that were not taken from the generation before; `which` of them, where
 * it is not all.
 */
export function tablesToWrite({ kept, cuts }: Built, which?: Filled): TableToWrite[] {
  const isKept = new Set(kept.map(({ table }) => table));
  return tableFiles().flatMap(({ name, part, grain, cutBy, isFilledLater, isReleased, orderBy }) => {
    if (part === "work" || (!cutBy && isKept.has(name))) return [];
    if (which && isReleased !== (which === "by the release")) return [];
    const table = { name, part, grain, ...(isFilledLater && orderBy ? { orderBy } : {}) };
    return cutBy ? [{ ...table, cuts: cuts.filter((cut) => cut.table === name && !cut.isKept) }] : [table];
  });
}
