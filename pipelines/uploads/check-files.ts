import { linkSync, mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ManifestSource, readCurrentGeneration } from "#warehouse";
import type { Feed, Reference } from "../feeds/define-feed.ts";
import { feeds } from "../feeds/index.ts";
import { studentColumns } from "../feeds/owned-feeds.ts";
import { landedPath } from "../runs/landing.ts";
import { packageFeed } from "../runs/plan-load.ts";
import type { LandedFile } from "../runs/stage-files.ts";

type Place = { dataDir: string; source: string; feed: string };

/**
 * The published files that a check needs beside the new one: those of the same source, and what their rows refer to in
 * others' files: who runs which school, and the calendars. The file that the new one replaces is not among them.
 */
export function publishedBeside({ dataDir, source, feed }: Place): ManifestSource[] {
  const published = readCurrentGeneration(dataDir)?.sources ?? [];
  const own = feeds.filter((one) =>
    published.some((file) => file.source === source && file.feed === one.feed),
  );
  const wanted = new Set(["organizations", ...[...own, ...named(feed)].flatMap(referredTo)]);
  return published.filter(
    (file) =>
      (file.source === source || wanted.has(file.feed)) && !(file.source === source && file.feed === feed),
  );
}

const named = (feed: string): Feed[] => feeds.filter((one) => one.feed === feed);

/** The feeds of any source that rows refer to; references within a source are among its own files. */
function referredTo({ references = [], rules = [] }: Feed): string[] {
  const tables = [
    ...references.filter(({ anySource }: Reference) => anySource).map(({ table }) => table),
    ...rules.flatMap(({ breaks }) => breaks.match(/stg_\w+/g) ?? []),
  ];
  return feeds.filter(({ table }) => tables.includes(table)).map(({ feed }) => feed);
}

/** Whether rows of the feed mean nothing before the source's roster is there. */
export const needsRoster = (feed: string): boolean =>
  feed !== packageFeed && named(feed).some((one) => studentColumns(one).length > 0);

/** A landing of its own for a check, in which the published files and the new one stand under their hashes. */
export function landingFor(
  files: LandedFile[],
  from: { dataDir: string; workDir: string; path: string },
): void {
  mkdirSync(join(from.workDir, "landing"), { recursive: true });
  for (const [index, { sha256 }] of files.entries()) {
    const place = landedPath(from.workDir, sha256);
    const kept = index === 0 ? from.path : landedPath(from.dataDir, sha256);
    linkOrPoint(resolve(kept), place);
  }
}

function linkOrPoint(kept: string, place: string): void {
  try {
    linkSync(kept, place);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    // The same bytes twice have one place; another disk cannot share a file.
    if (code === "EXDEV" || code === "EPERM") symlinkSync(kept, place);
    else if (code !== "EEXIST") throw error;
  }
}
