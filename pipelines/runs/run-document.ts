import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listGenerations, type ManifestSource, readGeneration, sweepParts } from "#warehouse";

/** A refused cell or row, as it stands in stg_rejection; `line` 1 is the header. */
export type Rejection = {
  source: string;
  feed: string;
  file: string;
  line: number | null;
  field: string | null;
  code: string;
  value: string | null;
  reason: string;
  mend: string;
};

/** What one run did: kept for people, whether it published or not. */
export type RunDocument = {
  run: string;
  command: string;
  source: string | null;
  pid: number;
  started_at: string;
  ended_at: string | null;
  state: "running" | "published" | "failed";
  generation: string | null;
  as_of: string;
  files: Omit<ManifestSource, "landed_at" | "watermark">[];
  /** The first 1,000 rejections. */
  findings: Rejection[];
  message: string | null;
};

const runsFolder = (dataDir: string) => join(dataDir, "runs");

export function writeRun(dataDir: string, document: RunDocument): void {
  mkdirSync(runsFolder(dataDir), { recursive: true });
  const file = join(runsFolder(dataDir), `${document.run}.json`);
  writeFileSync(`${file}.tmp`, `${JSON.stringify(document, null, 1)}\n`, { flush: true });
  renameSync(`${file}.tmp`, file);
}

/** All runs of a data folder, the latest first. */
export function listRuns(dataDir: string): RunDocument[] {
  const folder = runsFolder(dataDir);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .reverse()
    .map((file): RunDocument => JSON.parse(readFileSync(join(folder, file), "utf8")));
}

export function startRun(
  { path, source, asOf }: { path?: string | undefined; source?: string | undefined; asOf: string },
  now: Date,
): RunDocument {
  const stamp = now.toISOString().replaceAll(/[-:.]/g, "");
  return {
    run: `r-${stamp}-${randomBytes(3).toString("hex")}`,
    command: `load ${path ?? `--source ${source}`}`,
    source: source ?? null,
    pid: process.pid,
    started_at: now.toISOString(),
    ended_at: null,
    state: "running",
    generation: null,
    as_of: asOf,
    files: [],
    findings: [],
    message: null,
  };
}

export function endRun(dataDir: string, run: RunDocument, now: Date): RunDocument {
  const ended = { ...run, ended_at: now.toISOString() };
  writeRun(dataDir, ended);
  return ended;
}

/** On a full disk even the note about the failure may not fit; the reason for the failure matters more. */
export function recordFailure(dataDir: string, run: RunDocument, now: Date): void {
  try {
    endRun(dataDir, run, now);
  } catch {
    return;
  }
}

/** Call with the lease: then a run that says it is running was killed, and no scratch folder is in use. */
export function clearDeadRuns(dataDir: string): void {
  const work = join(dataDir, "work");
  for (const folder of existsSync(work) ? readdirSync(work) : []) {
    rmSync(join(work, folder), { recursive: true, force: true });
  }
  sweepParts(dataDir);
  const runs = listRuns(dataDir);
  const claimed = new Set(runs.map(({ generation }) => generation));
  for (const run of runs.filter(({ state }) => state === "running")) {
    const generation = publishedBy(dataDir, run, claimed);
    const message = "The process ended before the run did; nothing of it was published.";
    writeRun(dataDir, {
      ...run,
      ...(generation ? { state: "published", generation } : { state: "failed", message }),
    });
  }
}

/** A run may be killed between the rename that publishes and the note that it did. */
function publishedBy(
  dataDir: string,
  { started_at }: RunDocument,
  claimed: Set<string | null>,
): string | undefined {
  const latest = listGenerations(dataDir).at(-1);
  if (latest === undefined || claimed.has(latest)) return undefined;
  return readGeneration(dataDir, latest).published_at >= started_at ? latest : undefined;
}
