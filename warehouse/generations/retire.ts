import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { District } from "../district.ts";
import type { Manifest } from "./manifest.ts";
import { generationsFolder, listGenerations, readGeneration, retiredFolder, sweepParts } from "./store.ts";

type Policy = Pick<District, "retention" | "boardMeetings"> & {
  /** Generations that are kept for ever, whatever the policy says. */
  held: ReadonlySet<string>;
};

/**
 * The generations that are kept, of all oldest first: the recent ones, the last as of each month where the policy says
 * so, the last as of each board meeting, those that are held, and the current one. Without a policy, all.
 */
export function keptGenerations(
  manifests: Pick<Manifest, "generation" | "as_of">[],
  { retention, boardMeetings, held }: Policy,
): Set<string> {
  const all = manifests.map(({ generation }) => generation);
  if (!retention) return new Set(all);
  const lastBy = (keyOf: (asOf: string) => string | undefined) =>
    new Map(manifests.map(({ generation, as_of }) => [keyOf(as_of), generation]));
  const months = retention.monthEnds ? [...lastBy((asOf) => asOf.slice(0, "2026-11".length)).values()] : [];
  const meetings = boardMeetings.map(
    (meeting) => manifests.findLast(({ as_of }) => as_of <= meeting)?.generation ?? "",
  );
  const recent = all.slice(-Math.max(1, retention.generations));
  return new Set([...recent, ...months, ...meetings, ...all.filter((one) => held.has(one))]);
}

const graceMs = 24 * 3_600_000;

/**
 * Retires every generation that is not kept: nobody finds it any more, and who has found it has a day to finish before
 * its parts go. Gives the retired ones. Call while nobody else publishes.
 */
export function retireGenerations(dataDir: string, kept: ReadonlySet<string>, now: Date): string[] {
  const retired = retiredFolder(dataDir);
  const expired = existsSync(retired)
    ? readdirSync(retired).filter((file) => now.getTime() - statSync(join(retired, file)).mtimeMs > graceMs)
    : [];
  for (const file of expired) rmSync(join(retired, file));
  if (expired.length > 0) sweepParts(dataDir);
  const gone = listGenerations(dataDir).filter((generation) => !kept.has(generation));
  if (gone.length > 0) mkdirSync(retired, { recursive: true });
  for (const generation of gone) {
    const file = join(generationsFolder(dataDir), `${generation}.json`);
    utimesSync(file, now, now);
    renameSync(file, join(retired, `${generation}.json`));
  }
  return gone;
}

/** All manifests of a data folder, oldest first. */
export const readGenerations = (dataDir: string): Manifest[] =>
  listGenerations(dataDir).map((generation) => readGeneration(dataDir, generation));
