import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { District, Source } from "#warehouse";
import { editDistance } from "../edit-distance.ts";
import { feeds } from "../feeds/index.ts";
import { Refusal } from "../refusal.ts";

/** A file to land: which feed of which source it is, where it is now, and the name to show for it. */
export type PlannedFile = { source: Source; feed: string; file: string; path: string };

/** The feed name of a OneRoster package, which holds many kinds of record. */
export const packageFeed = "oneroster";

/** The files that a load of `path` reads. Throws a Refusal for an unknown source or a missing file. */
export function planLoad(district: District, path: string, sourceKey: string | undefined): PlannedFile[] {
  if (!existsSync(path)) {
    throw new Refusal("file.missing", `There is no file or folder ${path}. Check the path and load again.`);
  }
  const isFolder = statSync(path).isDirectory();
  if (sourceKey !== undefined) {
    const source = findSource(district, sourceKey);
    return isFolder ? filesOf(source, path, true) : [singleFile(source, path)];
  }
  if (!isFolder) {
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
  const planned = district.sources.flatMap((source) => filesOf(source, path, false));
  if (planned.length === 0) {
    throw new Refusal(
      "file.empty_folder",
      `The folder ${path} has no file of a configured source (${sourceKeys(district)}). Check the folder, or name the source with --source KEY.`,
    );
  }
  return planned;
}

/** A source without any of its files is left out; one with some of them is incomplete, which is an error. */
function filesOf(source: Source, folder: string, isAsked: boolean): PlannedFile[] {
  const files = Object.entries(source.files);
  const missing = files.filter(([, file]) => !existsSync(join(folder, file)));
  if (missing.length === files.length && !isAsked) return [];
  const [first] = missing;
  if (first) {
    throw new Refusal(
      "file.missing",
      `The source "${source.key}" needs ${join(folder, first[1])} (${first[0]}), which is not there. Add the file, or take it out of the district's configuration.`,
    );
  }
  return files.map(([feed, file]) => ({ source, feed, file, path: join(folder, file) }));
}

function singleFile(source: Source, path: string): PlannedFile {
  const entries = Object.entries(source.files);
  const named = entries.filter(([, file]) => basename(file) === basename(path));
  const [only] = entries.length === 1 ? entries : named;
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

/** The position of a feed in the order of staging: packages first, then those that others refer to. */
export function stagingOrder(feed: string): number {
  return feed === packageFeed ? -1 : feeds.findIndex((candidate) => candidate.feed === feed);
}

function nearest(word: string, candidates: string[]): string | undefined {
  const scored = candidates.map((candidate) => ({ candidate, distance: editDistance(word, candidate) }));
  const [best] = scored.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, word.length / 3) ? best.candidate : undefined;
}
