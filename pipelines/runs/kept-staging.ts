import { constants, copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Built, Counted } from "#warehouse";
import { quoted } from "../feeds/define-feed.ts";
import { feeds } from "../feeds/index.ts";
import { isDelta } from "../sources/delimited/delta.ts";
import { packageFeed } from "./plan-load.ts";
import type { LandedFile, StagedFile } from "./stage-files.ts";

/**
 * The staged rows of the last published load and what was counted of them, kept to be taken up by the next one. Nothing depends on them: without them,
 * or when anything that decides them has changed, everything is staged again.
 */
const keptFile = "staged.duckdb";

type Place = { dataDir: string; workDir: string };
/** `contents` are those of the tables of feeds, as the builder sums them up. */
type Note = { version: string; files: StagedFile[]; contents?: Record<string, string> };

/** Tables with a row about a file, or about one of its rows: each load may change them. */
const ofFiles: ReadonlySet<string> = new Set(
  ["file", "rejection", "repair", "replaced", "erased"].map((name) => `stg_${name}`),
);

/** Files that are staged already, by `nameOf`. */
export type Kept = ReadonlyMap<string, StagedFile>;

/** What tells a staged file from others. */
export const nameOf = ({ source, feed, file, sha256 }: LandedFile): string =>
  `${source} ${feed} ${file} ${sha256}`;

/** The files that stay as they are staged, and the contents of tables that stay as they are. */
export type TakenUp = { kept: Kept; contents: ReadonlyMap<string, string> };

/**
 * Attaches the database `staged` of a run and makes it the one that is written to, with what can be taken up of the last
 * load's; null where that is nothing.
 */
export async function openStaging(
  connection: DuckDBConnection,
  place: Place,
  { files, version }: { files: LandedFile[]; version: string },
): Promise<TakenUp | null> {
  const taken = await whatToTakeUp(connection, place, { files, version });
  const copy = join(place.workDir, keptFile);
  if (taken) copyFileSync(join(place.dataDir, keptFile), copy, constants.COPYFILE_FICLONE);
  await connection.run(`attach ${quoted(copy)} as staged`);
  await connection.run("use staged");
  for (const { source, feed } of taken?.again ?? []) await forgetRows(connection, source, feed);
  return taken;
}

/** Makes the run's own tables the ones that are written to, with the staged ones beside them. */
export const readStaging = (connection: DuckDBConnection) =>
  connection.run("set search_path = 'build.main,staged.main'");

/**
 * Keeps what a run has staged, once it has published. Rows that were taken out leave their bytes in the file: where that
 * was done by law (`hasErased`), what is left is copied into a new one.
 */
export async function keepStaging(
  connection: DuckDBConnection,
  { dataDir, workDir }: Place,
  { hasErased, counted, built, ...named }: Note & { hasErased: boolean; counted: Counted; built: Built },
): Promise<void> {
  await keepCounted(connection, counted);
  const note: Note = { ...named, contents: contentsOfFeeds(built) };
  await connection.run("create or replace table staged.staged_note as select $1::varchar as note", [
    JSON.stringify(note),
  ]);
  await connection.run("use build");
  const name = hasErased ? "copied" : "staged";
  if (hasErased) {
    await connection.run(`attach ${quoted(join(workDir, `copied-${keptFile}`))} as copied`);
    await connection.run("copy from database staged to copied");
  }
  await connection.run(`checkpoint ${name}`);
  await connection.run(`detach ${name}`);
  renameSync(join(workDir, hasErased ? `copied-${keptFile}` : keptFile), join(dataDir, keptFile));
}

/** What the last load has counted, and room for what this one will; nothing where its staged rows were not taken up. */
export async function readCounted(connection: DuckDBConnection): Promise<Counted> {
  await connection.run("create table if not exists staged.counted (key varchar, rows varchar)");
  const found = await connection.runAndReadAll("from staged.counted");
  const rows = found.getRows().map(([key, text]) => [String(key), JSON.parse(String(text))] as const);
  return { before: new Map(rows), now: new Map() };
}

const contentsOfFeeds = ({ made }: Built): Record<string, string> =>
  Object.fromEntries(
    [...made].flatMap(([name, { content }]) =>
      name.startsWith("stg_") && !ofFiles.has(name) ? [[name, content]] : [],
    ),
  );

async function keepCounted(connection: DuckDBConnection, { now }: Counted): Promise<void> {
  await connection.run("delete from staged.counted");
  const appender = await connection.createAppender("counted", "main", "staged");
  for (const [key, rows] of now) {
    appender.appendVarchar(key);
    appender.appendVarchar(JSON.stringify(rows));
    appender.endRow();
  }
  appender.closeSync();
}

/** Removes what is kept: the next load stages everything. */
export const forgetStaging = (dataDir: string) => rmSync(join(dataDir, keptFile), { force: true });

/** What is taken up, and the feeds whose rows are staged again. */
type Taken = TakenUp & { again: Group[] };

async function whatToTakeUp(
  connection: DuckDBConnection,
  { dataDir }: Place,
  { files, version }: { files: LandedFile[]; version: string },
): Promise<Taken | null> {
  const note = await readNote(connection, join(dataDir, keptFile));
  if (note?.version !== version) return null;
  const changed = changedGroups(note.files, files);
  if (!changed.every(({ feed }) => isReferredToByNone(feed))) return null;
  const again = changed.filter(({ isLonger }) => !isLonger);
  const gone = new Set(again.map(({ key }) => key));
  const stay = note.files.filter(({ file }) => !gone.has(keyOf(file)));
  const touched = new Set(changed.map(({ feed }) => tableOf(feed)));
  const contents = Object.entries(note.contents ?? {}).filter(([table]) => !touched.has(table));
  return { kept: new Map(stay.map((one) => [nameOf(one.file), one])), contents: new Map(contents), again };
}

/** Null where there is none, or the file is not one that was kept whole. */
async function readNote(connection: DuckDBConnection, path: string): Promise<Note | null> {
  if (!existsSync(path)) return null;
  try {
    await connection.run(`attach ${quoted(path)} as staged_before (read_only)`);
    const found = await connection.runAndReadAll("select note from staged_before.staged_note");
    return JSON.parse(String(found.getRows()[0]?.[0]));
  } catch {
    return null;
  } finally {
    await connection.run("detach database if exists staged_before");
  }
}

const tableOf = (feed: string) => feeds.find((one) => one.feed === feed)?.table;

type Group = { source: string; feed: string; key: string; isLonger: boolean };

const keyOf = ({ source, feed }: LandedFile) => `${source} ${feed}`;

/** Each source's feed whose files are not the same ones in the same order; `isLonger` where only deltas have come. */
function changedGroups(staged: StagedFile[], files: LandedFile[]): Group[] {
  const before = staged.map(({ file }) => file);
  const groups = new Map([...before, ...files].map((file) => [keyOf(file), file]));
  return [...groups].flatMap(([key, { source, feed }]) => {
    const [old, now] = [before, files].map((all) => all.filter((file) => keyOf(file) === key));
    const isPrefix = old?.every((file, at) => now?.[at] && nameOf(file) === nameOf(now[at])) ?? false;
    if (isPrefix && old?.length === now?.length) return [];
    const isLonger = isPrefix && (now?.slice(old?.length).every(isDelta) ?? false);
    return [{ source, feed, key, isLonger }];
  });
}

/** Rows of other feeds were refused or not by what the feed's rows said: where there are any, all are staged again. */
function isReferredToByNone(feed: string): boolean {
  const table = tableOf(feed);
  if (table === undefined || feed === packageFeed) return false;
  const named = feeds.flatMap(({ references = [], rules = [] }) => [
    ...references.map((reference) => reference.table),
    ...rules.flatMap(({ breaks }) => breaks.match(/stg_\w+/g) ?? []),
  ]);
  return !named.includes(table);
}

async function forgetRows(connection: DuckDBConnection, source: string, feed: string): Promise<void> {
  await connection.run(`delete from ${tableOf(feed)} where source = $1`, [source]);
  for (const told of ofFiles)
    await connection.run(`delete from ${told} where source = $1 and feed = $2`, [source, feed]);
}
