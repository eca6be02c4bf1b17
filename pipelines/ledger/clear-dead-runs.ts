import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Control, listGenerations, readGeneration, sweepParts } from "#warehouse";
import type { HeldLease } from "./hold-lease.ts";

type Dead = { control: Control; dataDir: string; run: string; lease: HeldLease };

/** Call with the lease: then every other run that says it is running was killed, and no scratch folder is in use. */
export async function clearDeadRuns({ control, dataDir, run, lease }: Dead): Promise<void> {
  await lease.whileHolding(() => {
    const work = join(dataDir, "work");
    for (const folder of existsSync(work) ? readdirSync(work) : [])
      rmSync(join(work, folder), { recursive: true, force: true });
    sweepParts(dataDir);
  });
  const dead = (await control.runHeads({ state: "running" })).filter(({ run_id }) => run_id !== run);
  if (dead.length === 0) return;
  const published = new Map(
    listGenerations(dataDir).map((generation) => [readGeneration(dataDir, generation).run, generation]),
  );
  for (const { run_id } of dead) {
    // A run may be killed between the rename that publishes and the note that it did: the manifest is the truth.
    const generation = published.get(run_id);
    const message = "The process ended before the run did; nothing of it was published.";
    await control.endRun(run_id, {
      ...(generation
        ? { state: "published", generation, message: null }
        : { state: "failed", generation: null, message }),
      ended_at: null,
    });
  }
}
