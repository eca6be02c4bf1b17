import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Control, type Manifest, openControl, publishGeneration, type RunDocument } from "#warehouse";
import { clearDeadRuns } from "./clear-dead-runs.ts";
import { asRefusal, makeDataDir } from "./data-folder.ts";
import { type HeldLease, holdLease, usualLapseMs } from "./hold-lease.ts";
import type { StorePlace } from "./list-runs.ts";
import { isLocked, retrying } from "./retrying.ts";
import { type RecordStep, stepsOf } from "./steps.ts";

/** Where runs happen, and how patient they are. */
export type RunPlace = StorePlace & {
  clock?: (() => Date) | undefined;
  /** Who or what starts the run: an account, "schedule", "upload"; "command line" unless said. */
  startedBy?: string | undefined;
  /** What is waited before each further attempt at what may pass: a source or a store that does not answer. */
  retryDelaysMs?: number[] | undefined;
  /** After this much silence another run may take over; 5 minutes unless said. */
  lapseMs?: number | undefined;
};

/** What a run has at hand while it works. */
export type RunContext = {
  control: Control;
  dataDir: string;
  clock: () => Date;
  run: RunDocument;
  /** Keeps with the run what it is made from and what it refused, before it is known whether it publishes. */
  keep: (kept: Pick<RunDocument, "files" | "findings">) => Promise<void>;
  /** A folder of its own, gone afterwards. */
  workDir: string;
  lease: HeldLease;
  step: RecordStep;
  /** Publishes by one rename, if this run may still. Throws a Refusal when another one has taken over. */
  publish: (unnamed: Omit<Manifest, "generation" | "run" | "published_at">) => Promise<void>;
};

type About = Pick<RunDocument, "command" | "source" | "as_of">;

const usualDelaysMs = [1000, 5000, 20_000];

/**
 * Does one piece of work that publishes, alone in its data folder and recorded in the ledger. Killed at any moment it
 * leaves the published state as it was. Throws what the work throws; the run is recorded as failed.
 */
export async function recordRun(
  place: RunPlace,
  about: About,
  work: (context: RunContext) => Promise<void>,
): Promise<RunDocument> {
  const { dataDir, databaseUrl, clock = () => new Date(), retryDelaysMs = usualDelaysMs } = place;
  makeDataDir(dataDir);
  const control = await retrying({ delaysMs: retryDelaysMs, mayPass: isLocked }, () =>
    openControl({ dataDir, databaseUrl, now: clock().toISOString() }),
  ).catch((error) => Promise.reject(asRefusal(error, dataDir)));
  try {
    const run = newRun(about, place.startedBy ?? "command line", clock());
    const lapseMs = place.lapseMs ?? usualLapseMs;
    const lease = await holdLease({ control, dataDir, run: run.run, clock, lapseMs }).catch((error) =>
      Promise.reject(asRefusal(error, dataDir)),
    );
    const workDir = join(dataDir, "work", run.run);
    const base = { control, dataDir, clock, run, workDir, lease, keep: keeping(control, run) };
    const step = stepsOf({ ...base, delaysMs: retryDelaysMs });
    try {
      return await workOn({ ...base, step, publish: publishing(base) }, work);
    } finally {
      // A lease that cannot be given back is seen as dead: its process is gone.
      await lease.giveBack().catch(() => {});
    }
  } finally {
    await control.close();
  }
}

async function workOn(
  context: RunContext,
  work: (context: RunContext) => Promise<void>,
): Promise<RunDocument> {
  const { control, dataDir, clock, run, workDir, lease } = context;
  try {
    await clearDeadRuns({ control, dataDir, run: run.run, lease });
    mkdirSync(workDir, { recursive: true });
    await control.beginRun(rowOf(run));
    await work(context);
  } catch (error) {
    // What follows the rename can fail, and the generation is there.
    if (run.state === "published") return run;
    const refusal = asRefusal(await lease.refuseIfLost().then(() => error, whyLost(error)), dataDir);
    Object.assign(run, {
      state: "failed",
      message: refusal instanceof Error ? refusal.message : String(refusal),
    });
    throw refusal;
  } finally {
    // First: where the disk is full, this makes the room that the note needs.
    rmSync(workDir, { recursive: true, force: true });
    run.ended_at = clock().toISOString();
    await note(control, run);
  }
  return run;
}

/** Of a run that has lost its lease, everything else that went wrong is a consequence. */
const whyLost = (error: unknown) => (refusal: unknown) =>
  refusal instanceof Error && refusal.name === "Refusal" ? refusal : error;

/**
 * Keeps what became of the run. On a full disk the note may not fit: the reason for the failure matters more, and that a
 * run has published stands in its manifest, from where the next run notes it.
 */
async function note(control: Control, run: RunDocument): Promise<void> {
  const { state, generation, message, ended_at } = run;
  try {
    await control.endRun(run.run, { state, generation, message, ended_at });
    run.steps = (await control.runs({ run: run.run })).at(0)?.steps ?? [];
  } catch {
    return;
  }
}

const keeping =
  (control: Control, run: RunDocument): RunContext["keep"] =>
  async ({ files, findings }) => {
    Object.assign(run, { files, findings });
    await control.keepFiles(run.run, files);
    await control.keepFindings(run.run, findings);
  };

type Publishing = Pick<RunContext, "dataDir" | "clock" | "run" | "lease">;

const publishing =
  ({ dataDir, clock, run, lease }: Publishing): RunContext["publish"] =>
  async (unnamed) => {
    await lease.whileHolding(() => {
      const published_at = clock().toISOString();
      const { generation } = publishGeneration(dataDir, { run: run.run, published_at, ...unnamed });
      Object.assign(run, { state: "published", generation });
    });
  };

function newRun(about: About, started_by: string, now: Date): RunDocument {
  const stamp = now.toISOString().replaceAll(/[-:.]/g, "");
  return {
    run: `r-${stamp}-${randomBytes(3).toString("hex")}`,
    ...about,
    ...{ started_by, pid: process.pid, started_at: now.toISOString(), ended_at: null },
    ...{ state: "running", generation: null, message: null },
    ...{ steps: [], files: [], findings: [] },
  };
}

const rowOf = ({ steps: _, files: __, findings: ___, ...row }: RunDocument) => row;
