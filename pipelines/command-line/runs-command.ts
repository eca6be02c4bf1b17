import type { RunDocument } from "#warehouse";
import { listRuns, type StorePlace } from "../ledger/list-runs.ts";
import { tellRejections, tellRun, tellRuns, tellSteps } from "../runs/tell-run.ts";
import type { Told } from "./told.ts";

/** `rollbook runs [RUN]`: what was loaded when, or one run step by step. Throws an Error when there is no such run. */
export async function runsCommand(place: StorePlace, run?: string): Promise<Told> {
  if (run !== undefined) {
    const found = await findRun(place, run);
    return { found, text: `${tellSteps(found)}\n\n${tellRun(found)}`, isSound: true };
  }
  const found = await listRuns(place);
  return { found, text: tellRuns(found), isSound: true };
}

/** `rollbook rejections [RUN]`: the refused rows of a run, or of the latest. Throws an Error when there is no such run. */
export async function rejectionsCommand(place: StorePlace, run?: string): Promise<Told> {
  const found = run === undefined ? (await listRuns(place, { limit: 1 }))[0] : await findRun(place, run);
  return { found: found?.findings ?? [], text: tellRejections(found), isSound: true };
}

/** Throws an Error with a sentence when there is no such run. */
async function findRun(place: StorePlace, run: string): Promise<RunDocument> {
  const [found] = await listRuns(place, { run });
  if (!found) throw new Error(`There is no run ${run}. "rollbook runs" lists them.`);
  return found;
}
