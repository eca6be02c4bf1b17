import { existsSync } from "node:fs";
import { type District, type RunDocument, readCurrentGeneration, sha256Of } from "#warehouse";
import { listRuns } from "../ledger/list-runs.ts";
import { type RunPlace, recordRun } from "../ledger/record-run.ts";
import { Refusal } from "../refusal.ts";
import { publishFiles } from "../run.ts";
import { landedPath } from "../runs/landing.ts";
import { type LandedFile, landedFile } from "../runs/stage-files.ts";
import type { Progress } from "../show-progress.ts";

type ReplayRequest = RunPlace & {
  district: District;
  /** The run to load again. */
  run: string;
  onProgress?: ((progress: Progress) => void) | undefined;
};

/**
 * Loads again what a run was made from, all sources as they were then and as of its day, by the definitions of today;
 * the sources need not have their files any more. Throws a Refusal for an unknown run and where a file is not kept.
 */
export async function replay(request: ReplayRequest): Promise<RunDocument> {
  const { dataDir, district, run, onProgress } = request;
  const [old] = await listRuns(request, { run });
  if (!old) throw new Refusal("run.unknown", `There is no run ${run}. "rollbook runs" lists them.`);
  const { as_of, source } = old;
  const files = old.files.map(landedFile);
  if (files.length === 0)
    throw new Refusal(
      "run.not_kept",
      `The run ${run} ended before a file of it was kept. Load its files again.`,
    );
  const about = { command: `replay ${run}`, source, as_of };
  return recordRun({ ...request, startedBy: `replay of ${run}` }, about, async (context) => {
    await context.step(
      "land",
      () => refuseLost(dataDir, files),
      () => files.length,
    );
    const current = readCurrentGeneration(dataDir);
    await publishFiles({ district, asOf: as_of, onProgress }, { ...context, current }, files);
  });
}

/** A file that is gone or is not what was received would give other figures. */
async function refuseLost(dataDir: string, files: LandedFile[]): Promise<void> {
  for (const { source, file, sha256 } of files) {
    const path = landedPath(dataDir, sha256);
    const fault = !existsSync(path)
      ? "is no longer kept"
      : (await sha256Of(path)) !== sha256 && "was changed";
    if (fault)
      throw new Refusal(
        "run.not_kept",
        `The file ${file} of "${source}" ${fault} (${path}). Put it back from a backup, or load the source's file again.`,
      );
  }
}
