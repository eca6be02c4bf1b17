import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type District,
  keptGenerations,
  manifestsInUse,
  readGenerations,
  retireGenerations,
} from "#warehouse";
import { retireErased } from "../erasure/retire-erased.ts";
import type { RunContext } from "../ledger/record-run.ts";

const dayMs = 24 * 3_600_000;

type Retaining = Pick<RunContext, "control" | "dataDir" | "clock" | "lease" | "run">;

/**
 * Removes what the district's retention does not keep: generations first, their parts a day later, received files when
 * no generation that is left was made from them. What fails here is told with the run, which has published.
 */
export async function retain(
  { control, dataDir, clock, lease, run }: Retaining,
  { retention, boardMeetings }: Pick<District, "retention" | "boardMeetings">,
): Promise<void> {
  try {
    await retireErased({ control, dataDir, clock, lease });
    if (!retention) return;
    const held = new Set((await control.heldGenerations()).map(({ generation }) => generation));
    const now = clock();
    await lease.whileHolding(() => {
      const kept = keptGenerations(readGenerations(dataDir), { retention, boardMeetings, held });
      retireGenerations(dataDir, kept, now);
      sweepLanding(dataDir, new Date(now.getTime() - retention.landedDays * dayMs));
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    run.message = `It was published; what is no longer to be kept could not be removed: ${why}`;
  }
}

/** Removes received files from before a moment that no generation was made from. */
function sweepLanding(dataDir: string, before: Date): void {
  const folder = join(dataDir, "landing");
  if (!existsSync(folder)) return;
  const named = new Set(
    manifestsInUse(dataDir).flatMap(({ sources }) => sources.map(({ sha256 }) => sha256)),
  );
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    if (!named.has(file) && statSync(path).mtime < before) rmSync(path);
  }
}
