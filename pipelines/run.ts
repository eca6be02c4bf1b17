import {
  type District,
  definitionsVersion,
  type Manifest,
  type RunDocument,
  readCurrentGeneration,
} from "#warehouse";
import { keyFor } from "./erasure/erasure-key.ts";
import { isBefore } from "./erasure/retire-erased.ts";
import { retain } from "./history/retain.ts";
import { type RunContext, type RunPlace, recordRun } from "./ledger/record-run.ts";
import { Refusal } from "./refusal.ts";
import { buildGeneration } from "./runs/build-generation.ts";
import { filesToStage } from "./runs/files-to-stage.ts";
import { fingerprintOf } from "./runs/fingerprint.ts";
import { landAll } from "./runs/land-all.ts";
import { type Plan, planLoad } from "./runs/plan-load.ts";
import type { LandedFile } from "./runs/stage-files.ts";
import type { Progress } from "./show-progress.ts";
import { settleDrop } from "./sources/sftp/fetch-drop.ts";

export type LoadRequest = RunPlace & {
  district: District;
  /**
   * A folder with the files of the configured sources, or with `source` a single file or that source's folder; left out
   * for a source that is a database or an SFTP drop.
   */
  path?: string | undefined;
  source?: string | undefined;
  /** The day that counts as today, ISO date. */
  asOf: string;
  /** Where the addresses of databases and SFTP servers stand, and their keys. */
  environment?: Record<string, string | undefined>;
  onProgress?: ((progress: Progress) => void) | undefined;
};

/**
 * One run: land, stage, build, check, publish. Killed at any moment it leaves the published state as it was, and the
 * next run works. Throws a Refusal when the input or a check does not allow to publish; the run is recorded as failed.
 */
export async function load(request: LoadRequest): Promise<RunDocument> {
  const { district, path, source, asOf } = request;
  const planned = planLoad(district, request);
  const about = { command: `load ${path ?? `--source ${source}`}`, source: source ?? null, as_of: asOf };
  return recordRun(request, about, (context) => loadPlanned(request, context, planned));
}

async function loadPlanned(request: LoadRequest, context: RunContext, planned: Plan): Promise<void> {
  const current = readCurrentGeneration(context.dataDir);
  const landed = await context.step("land", () => landAll({ ...request, ...context, planned }), countOf);
  await publishFiles(request, { ...context, current }, filesToStage(current, landed));
  await retain(context, request.district);
  context.run.message = (await settleSource(planned, request)) ?? context.run.message;
}

/** What is published stays so, also where its source cannot be tidied: then the run says that. */
async function settleSource(
  { sftp }: Plan,
  { dataDir, environment = {} }: LoadRequest,
): Promise<string | null> {
  if (!sftp) return null;
  try {
    await settleDrop({ ...sftp, dataDir, environment });
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `Published, but its files were left at the source: ${error.message}`;
  }
}

const countOf = (files: LandedFile[]) => files.length;

type Publishing = Pick<LoadRequest, "district" | "asOf" | "onProgress">;

/** Publishes what landed files say, whether they have just arrived or were kept. */
export async function publishFiles(
  { district, asOf, onProgress }: Publishing,
  context: RunContext & { current: Manifest | null },
  files: LandedFile[],
): Promise<void> {
  const { control, current, keep, step, publish } = context;
  await keep({ files: files.map((file) => ({ ...file, ...notYetRead })), findings: [] });
  const definitions_version = definitionsVersion();
  const erasures = await control.erasures();
  const erased = { erasures, key: erasures.length > 0 ? keyFor(context.dataDir, erasures) : null };
  const fingerprint = fingerprintOf({ files, district, asOf, definitions: definitions_version, erasures });
  const leavesOut = current !== null && isBefore(erasures, current);
  const named = { as_of: asOf, definitions_version, fingerprint, ...(leavesOut ? { at_once: true } : {}) };
  if (current?.fingerprint !== fingerprint) {
    return buildGeneration({ ...context, district, asOf, erased, onProgress }, files, named);
  }
  const { parts, checks, sources, generation, made } = current;
  const [published] = await control.runs({ generation, limit: 1 });
  await keep({ files: sources, findings: published?.findings ?? [] });
  await step("publish", () => publish({ ...named, parts, sources, checks, ...(made ? { made } : {}) }));
}

const notYetRead = { watermark: null, read: 0, loaded: 0, rejected: 0, quarantined: 0, repaired: 0 };
