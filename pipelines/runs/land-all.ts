import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "../show-progress.ts";
import { deltaName } from "../sources/delimited/delta.ts";
import { isDeltaPackage } from "../sources/oneroster-package/is-delta-package.ts";
import { packageToLand } from "../sources/oneroster-package/package-to-land.ts";
import { extractFeeds } from "../sources/postgres/extract-feeds.ts";
import { fetchDrop, noteLanded } from "../sources/sftp/fetch-drop.ts";
import { keep, landFile, receive } from "./landing.ts";
import { type Plan, packageFeed } from "./plan-load.ts";
import type { LandedFile } from "./stage-files.ts";
import { whileUnchanged } from "./unchanged.ts";

type LandRequest = {
  planned: Plan;
  dataDir: string;
  workDir: string;
  environment?: Record<string, string | undefined>;
  clock: () => Date;
  onProgress?: ((progress: Progress) => void) | undefined;
};

/** Keeps everything that a load reads as it was received. Throws a Refusal when something cannot be read. */
export async function landAll(request: LandRequest): Promise<LandedFile[]> {
  const { planned, clock, onProgress } = request;
  const landed: LandedFile[] = [];
  const total = planned.files.length + Object.keys(planned.database?.database.feeds ?? {}).length;
  for (const [done, { source, feed, file, path }] of planned.files.entries()) {
    onProgress?.({ step: "land", what: file, done, total });
    const kept = await landOne({ feed, file, path }, request);
    landed.push({ source: source.key, feed, ...kept, landed_at: clock().toISOString() });
  }
  return [...landed, ...(await landDatabase(request, total)), ...(await landDrop(request))];
}

type ToLand = { feed: string; file: string; path: string };

const landOne = (file: ToLand, request: LandRequest) =>
  whileUnchanged(file.path, file.file, () => landNow(file, request));

async function landNow({ feed, file, path }: ToLand, { dataDir, workDir }: LandRequest) {
  if (feed !== packageFeed) return { file, ...(await landFile(path, dataDir, workDir)) };
  const toKeep = await packageToLand(path, file, workDir);
  const named = (await isDeltaPackage(toKeep, file)) ? deltaName(file) : file;
  return { file: named, ...(await landFile(toKeep, dataDir, workDir)) };
}

/** What was fetched now is landed like any file and forgotten where it was fetched to. */
async function landDrop(request: LandRequest): Promise<LandedFile[]> {
  const { planned, dataDir, environment = {}, clock, onProgress } = request;
  if (!planned.sftp) return [];
  const { source, drop } = planned.sftp;
  const total = Object.keys(drop.files).length;
  let done = 0;
  const fetched = await fetchDrop({ source, drop, environment, dataDir }, (what) =>
    onProgress?.({ step: "land", what, done: done++, total }),
  );
  const landed: LandedFile[] = [];
  for (const { feed, remote, path, isKnown } of fetched) {
    // What has come before lies in the landing, where nobody writes but we.
    const land = isKnown ? landNow : landOne;
    const kept = await land({ feed, file: `sftp/${remote.name}`, path }, request);
    noteLanded({ dataDir, source }, { feed, remote }, kept.sha256);
    if (!isKnown) rmSync(path, { force: true });
    landed.push({ source, feed, ...kept, landed_at: clock().toISOString() });
  }
  return landed;
}

/** Nothing is kept of a database before every feed has been read whole. */
async function landDatabase(
  { planned, dataDir, workDir, environment = {}, clock, onProgress }: LandRequest,
  total: number,
): Promise<LandedFile[]> {
  if (!planned.database) return [];
  const { source, database } = planned.database;
  let done = planned.files.length;
  const extracts = await extractFeeds({ source, database, environment }, async (feed, rows) => {
    onProgress?.({ step: "land", what: feed, done, total });
    const copy = join(workDir, `extract-${feed}.csv`);
    const received = await receive(rows, copy);
    done++;
    return { copy, received };
  });
  return extracts.map(({ feed, rows, written: { copy, received } }) => {
    keep(copy, received, dataDir);
    const landed_at = clock().toISOString();
    return { source, feed, file: `database/${feed}.csv`, ...received, landed_at, extracted: rows };
  });
}
