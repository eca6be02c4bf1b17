import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Database, District, SftpDrop, Source } from "#warehouse";
import { editDistance } from "../edit-distance.ts";
import { feeds } from "../feeds/index.ts";
import { isOwned } from "../feeds/owned-feeds.ts";
import { Refusal } from "../refusal.ts";
import { deltaName } from "../sources/delimited/delta.ts";

/** What a load reads: files, and the database and SFTP drop of the source that was named. */
export type Plan = { files: PlannedFile[]; database: PlannedDatabase | null; sftp?: PlannedDrop | null };

type PlannedDrop = { source: string; drop: SftpDrop };

type PlannedDatabase = { source: string; database: Database };

/** A file to land: which feed of which source it is, where it is now, and the name to show for it. */
type PlannedFile = { source: Source; feed: string; file: string; path: string };

/** The feed name of a OneRoster package, which holds many kinds of record. */
export const packageFeed = "oneroster";

type Asked = { path?: string | undefined; source?: string | undefined };

/**
 * What a load of `path` or of a source reads: a database only where its source is named. Throws a Refusal for an unknown
 * source or a missing file.
 */
export function planLoad(district: District, { path, source: key }: Asked): Plan {
  if (path !== undefined && !existsSync(path)) {
    throw new Refusal("file.missing", `There is no file or folder ${path}. Check the path and load again.`);
  }
  if (key !== undefined) return planSource(findSource(district, key), path);
  if (path === undefined) {
    throw new Refusal(
      "source.unknown",
      `Name a folder to load, or a source that is a database or an SFTP drop with --source KEY, one of: ${sourceKeys(district)}.`,
    );
  }
  return { files: filesOfAll(district, path), database: null };
}

function planSource(source: Source, path: string | undefined): Plan {
  const { key, database, sftp } = source;
  refuseUnowned(source);
  const planned = database ? { source: key, database } : null;
  const drop = sftp ? { source: key, drop: sftp } : null;
  if (database) checkDatabase(source, database);
  if (sftp) checkDrop(source, sftp);
  if (path === undefined) {
    if (planned || drop) return { files: [], database: planned, sftp: drop };
    throw new Refusal(
      "source.unknown",
      `The source "${key}" is neither a database nor an SFTP drop. Name its file or folder: rollbook load PATH --source ${key}.`,
    );
  }
  if (!source.files) {
    throw new Refusal(
      "source.unknown",
      `The source "${key}" is ${database ? "a database" : "an SFTP drop"} and has no file to load from ${path}. Leave the path out: rollbook load --source ${key}.`,
    );
  }
  if (!statSync(path).isDirectory()) return { files: [singleFile(source, path)], database: null };
  return { files: filesOf(source, path, true), database: planned, sftp: drop };
}

/** Of an operator's source every row must say whose it is. */
function refuseUnowned({ key, operator, files, database, sftp }: Source): void {
  if (operator === undefined) return;
  const named = [files, database?.feeds, sftp?.files].flatMap((one) => Object.keys(one ?? {}));
  const unowned = named.find((name) => feeds.some((feed) => feed.feed === name && !isOwned(feed)));
  if (unowned === undefined) return;
  throw new Refusal(
    "source.unknown",
    `The source "${key}" belongs to the operator "${operator}" and has the feed "${unowned}", whose rows do not say whose they are. Give that feed to a source without an operator in the district's configuration.`,
  );
}

/** What a database sends is comma-separated UTF-8 of one kind of record. */
function checkDatabase({ key, files = {} }: Source, database: Database): void {
  const able = feeds.filter(({ format }) => format === undefined).map(({ feed }) => feed);
  for (const feed of Object.keys(database.feeds)) {
    const where = `The source "${key}" reads the feed "${feed}" from its database`;
    if (!able.includes(feed)) {
      const mend = `Correct it in the district's configuration; a database can have: ${able.join(", ")}`;
      throw new Refusal("source.unknown", `${where}, which is no feed of a database. ${mend}.`);
    }
    if (feed in files) {
      throw new Refusal(
        "source.unknown",
        `${where} and from the file ${files[feed]}. Take one of them out of the district's configuration.`,
      );
    }
  }
}

/** A feed comes from one place. */
function checkDrop({ key, files = {}, database }: Source, drop: SftpDrop): void {
  const known = [packageFeed, ...feeds.map(({ feed }) => feed)];
  for (const feed of Object.keys(drop.files)) {
    const where = `The source "${key}" fetches the feed "${feed}" by SFTP`;
    if (!known.includes(feed))
      throw new Refusal("source.unknown", `${where}, which is no feed. The feeds are: ${known.join(", ")}.`);
    if (feed in files || feed in (database?.feeds ?? {}))
      throw new Refusal(
        "source.unknown",
        `${where} and reads it elsewhere too. Take one of them out of the district's configuration.`,
      );
  }
}

function filesOfAll(district: District, path: string): PlannedFile[] {
  if (!statSync(path).isDirectory()) {
    throw new Refusal(
      "source.unknown",
      `${path} is a single file, so its source must be named. Add --source KEY, one of: ${sourceKeys(district)}.`,
    );
  }
  if (readdirSync(path).length === 0) {
    throw new Refusal(
      "file.empty_folder",
      `The folder ${path} is empty. Put the sources' files into it, or name another folder.`,
    );
  }
  district.sources.forEach(refuseUnowned);
  const planned = district.sources.flatMap((source) => filesOf(source, path, false));
  if (planned.length === 0) {
    throw new Refusal(
      "file.empty_folder",
      `The folder ${path} has no file of a configured source (${sourceKeys(district)}). Check the folder, or name the source with --source KEY.`,
    );
  }
  return planned;
}

/**
 * A source without any of its files is left out, or has only its deltas loaded; one with some of them is incomplete, which
 * is an error.
 */
function filesOf(source: Source, folder: string, isAsked: boolean): PlannedFile[] {
  const files = Object.entries(source.files ?? {});
  const planned = ([feed, file]: [string, string]) => ({ source, feed, file, path: join(folder, file) });
  const deltas = deltasOf(source)
    .map(planned)
    .filter(({ path }) => existsSync(path));
  const missing = files.filter(([, file]) => !existsSync(join(folder, file)));
  if (missing.length === files.length && (deltas.length > 0 || !isAsked)) return deltas;
  const [first] = missing;
  if (first) {
    throw new Refusal(
      "file.missing",
      `The source "${source.key}" needs ${join(folder, first[1])} (${first[0]}), which is not there. Add the file, or take it out of the district's configuration.`,
    );
  }
  return [...files.map(planned), ...deltas];
}

/** What the changes of each feed's file would be called; a OneRoster package says itself which of its files are changes. */
const deltasOf = ({ files = {} }: Source): [string, string][] =>
  Object.entries(files).flatMap(([feed, file]) => (feed === packageFeed ? [] : [[feed, deltaName(file)]]));

function singleFile(source: Source, path: string): PlannedFile {
  const entries = Object.entries(source.files ?? {});
  const isNamed = ([, file]: [string, string]) => basename(file) === basename(path);
  const named = [...entries, ...deltasOf(source)].find(isNamed);
  const only = named ?? (entries.length === 1 ? entries[0] : undefined);
  if (!only) {
    throw new Refusal(
      "source.unknown",
      `${path} is none of the files of the source "${source.key}". Name it like one of: ${entries.map(([, file]) => basename(file)).join(", ")}.`,
    );
  }
  return { source, feed: only[0], file: basename(path), path };
}

function findSource(district: District, key: string): Source {
  const source = district.sources.find((candidate) => candidate.key === key);
  if (source) return source;
  const keys = district.sources.map((candidate) => candidate.key);
  const near = nearest(key, keys);
  throw new Refusal(
    "source.unknown",
    `There is no source "${key}". ${near ? `Did you mean "${near}"? ` : ""}The sources are: ${keys.join(", ")}.`,
  );
}

const sourceKeys = (district: District) => district.sources.map((source) => source.key).join(", ");

/**
 * The position of a feed in the order of staging: who runs which school, then packages, then the feeds that others refer
 * to.
 */
export function stagingOrder(feed: string): number {
  if (feed === "organizations") return -2;
  return feed === packageFeed ? -1 : feeds.findIndex((candidate) => candidate.feed === feed);
}

function nearest(word: string, candidates: string[]): string | undefined {
  const scored = candidates.map((candidate) => ({ candidate, distance: editDistance(word, candidate) }));
  const [best] = scored.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, word.length / 3) ? best.candidate : undefined;
}
