import { join } from "node:path";
import type { Progress } from "../show-progress.ts";
import { packageToLand } from "../sources/oneroster-package/package-to-land.ts";
import { extractFeeds } from "../sources/postgres/extract-feeds.ts";
import { keep, landFile, receive } from "./landing.ts";
import { type Plan, packageFeed } from "./plan-load.ts";
import type { LandedFile } from "./stage-files.ts";

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
  const { planned, dataDir, workDir, clock, onProgress } = request;
  const landed: LandedFile[] = [];
  const total = planned.files.length + Object.keys(planned.database?.database.feeds ?? {}).length;
  for (const [done, { source, feed, file, path }] of planned.files.entries()) {
    onProgress?.({ step: "land", what: file, done, total });
    const toKeep = feed === packageFeed ? await packageToLand(path, file, workDir) : path;
    const kept = await landFile(toKeep, dataDir, workDir);
    landed.push({ source: source.key, feed, file, ...kept, landed_at: clock().toISOString() });
  }
  return [...landed, ...(await landDatabase(request, total))];
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
