import { createHash } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import {
  buildTables,
  type CheckResult,
  type District,
  definitionsVersion,
  type Manifest,
  partsFolder,
  publishGeneration,
  readCurrentGeneration,
  releaseTables,
  runChecks,
  tableList,
  writeParts,
} from "#warehouse";
import { feeds } from "./feeds/index.ts";
import { operatorsOf } from "./feeds/owned-feeds.ts";
import { Refusal } from "./refusal.ts";
import { landAll } from "./runs/land-all.ts";
import { takeLease } from "./runs/lease.ts";
import { type Plan, planLoad } from "./runs/plan-load.ts";
import {
  clearDeadRuns,
  endRun,
  listRuns,
  type Rejection,
  type RunDocument,
  recordFailure,
  startRun,
  writeRun,
} from "./runs/run-document.ts";
import { type LandedFile, refuseTooMany, stageFiles } from "./runs/stage-files.ts";
import { packageFiles } from "./sources/oneroster-binding/binding.ts";
import { settleDrop } from "./sources/sftp/fetch-drop.ts";

export type LoadRequest = {
  district: District;
  dataDir: string;
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
  clock?: () => Date;
  onProgress?: (progress: Progress) => void;
};

/** `done` of `total` things of this step are finished; `what` is the one that goes on. */
export type Progress = {
  step: "land" | "stage" | "build" | "check" | "publish";
  what: string;
  done: number;
  total: number;
};

/**
 * One run: land, stage, build, check, publish. Killed at any moment it leaves the published state as it was, and the
 * next run works. Throws a Refusal when the input or a check does not allow to publish; the run is recorded as failed.
 */
export async function load(request: LoadRequest): Promise<RunDocument> {
  const clock = request.clock ?? (() => new Date());
  const planned = planLoad(request.district, request);
  const giveBack = takeLease(request.dataDir, clock());
  const run = startRun(request, clock());
  const workDir = join(request.dataDir, "work", run.run);
  try {
    clearDeadRuns(request.dataDir);
    mkdirSync(workDir, { recursive: true });
    writeRun(request.dataDir, run);
    const manifest = await publishRun({ ...request, clock, run, workDir, planned });
    const message = await settleSource(planned, request);
    const done = { state: "published" as const, generation: manifest.generation, message };
    return endRun(request.dataDir, { ...run, ...done, files: run.files }, clock());
  } catch (error) {
    const refusal = asRefusal(error, request.dataDir);
    const message = refusal instanceof Error ? refusal.message : String(refusal);
    // Where the disk is full, this makes the room that the note needs.
    rmSync(workDir, { recursive: true, force: true });
    recordFailure(request.dataDir, { ...run, state: "failed", message }, clock());
    throw refusal;
  } finally {
    rmSync(workDir, { recursive: true, force: true });
    giveBack();
  }
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

type RunContext = LoadRequest & {
  clock: () => Date;
  run: RunDocument;
  workDir: string;
  planned: Plan;
};

async function publishRun(context: RunContext): Promise<Manifest> {
  const { dataDir, district, asOf, clock, run } = context;
  const current = readCurrentGeneration(dataDir);
  const landed = await landAll(context);
  const files = [...landed, ...keptFiles(current, landed)];
  const definitions_version = definitionsVersion();
  const fingerprint = fingerprintOf(files, district, asOf, definitions_version);
  const published = { as_of: asOf, definitions_version, fingerprint };
  if (current?.fingerprint === fingerprint) {
    run.files = current.sources.map(({ landed_at: _, watermark: __, ...file }) => file);
    run.findings =
      listRuns(dataDir).find(({ generation }) => generation === current.generation)?.findings ?? [];
    const { parts, checks, sources } = current;
    return publishGeneration(dataDir, {
      ...published,
      published_at: clock().toISOString(),
      parts,
      sources,
      checks,
    });
  }
  const instance = await openWork(context.workDir);
  const connection = await instance.connect();
  try {
    const built = await buildParts(connection, { ...context, current }, files);
    return publishGeneration(dataDir, { ...published, published_at: clock().toISOString(), ...built });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function buildParts(
  connection: DuckDBConnection,
  { dataDir, workDir, district, asOf, run, current, onProgress }: RunContext & { current: Manifest | null },
  files: LandedFile[],
): Promise<Pick<Manifest, "parts" | "sources" | "checks">> {
  const staged = await stageFiles(connection, {
    files,
    dataDir,
    workDir,
    tolerant: new Set(tolerantSources(district)),
    operators: operatorsOf(district),
    onFile: ({ file }, done, total) => onProgress?.({ step: "stage", what: file, done, total }),
  });
  run.files = staged.sources.map(({ landed_at: _, watermark: __, ...file }) => file);
  run.findings = await firstRejections(connection);
  await refuseTooMany(connection, staged.sources);
  await buildTables(connection, {
    district,
    asOf,
    onProgress: ({ table, built, tables }) =>
      onProgress?.({ step: "build", what: table, done: built, total: tables }),
  });
  onProgress?.({ step: "build", what: "published tables", done: 0, total: 1 });
  await releaseTables(connection, {
    district,
    asOf,
    previous: await attachParts(connection, current, dataDir),
  });
  onProgress?.({ step: "check", what: "all promises", done: 0, total: 1 });
  const checks = [...staged.controls, ...(await runChecks(connection))];
  refuseFailed(checks);
  const parts = await writeParts(connection, {
    dataDir,
    workDir,
    tables: tableList(),
    schoolYears: district.schoolYears.map((year) => year.schoolYear),
    onProgress: (done, total) => onProgress?.({ step: "publish", what: "parts", done, total }),
  });
  return { parts, sources: staged.sources, checks };
}

/** The parts of the generation before, under names of their own: what is published now is protected together with it. */
async function attachParts(
  connection: DuckDBConnection,
  current: Manifest | null,
  dataDir: string,
): Promise<string[]> {
  const files = [...new Set(current?.parts.map(({ file }) => file))];
  const names = files.map((_, index) => `previous_${index}`);
  for (const [index, file] of files.entries()) {
    const path = join(partsFolder(dataDir), file).replaceAll("'", "''");
    await connection.run(`attach '${path}' as ${names[index]} (read_only)`);
  }
  return names;
}

/** Files of the published generation that this load brings nothing newer for. */
function keptFiles(current: Manifest | null, landed: LandedFile[]): LandedFile[] {
  const replaced = new Set(landed.map(({ source, feed }) => `${source}/${feed}`));
  return (current?.sources ?? [])
    .filter(({ source, feed }) => !replaced.has(`${source}/${feed}`))
    .map(({ source, feed, file, sha256, bytes, landed_at, extracted }) => ({
      source,
      feed,
      file,
      sha256,
      bytes,
      landed_at,
      ...(extracted === undefined ? {} : { extracted }),
    }));
}

/** Everything that decides the figures: files, contracts, definitions, the district's decisions and the day. */
function fingerprintOf(files: LandedFile[], district: District, asOf: string, definitions: string): string {
  const inputs = files.map(({ source, feed, file, sha256 }) => `${source} ${feed} ${file} ${sha256}`).sort();
  const { name, districtId, schoolYears, boardMeetings, partsPerDay } = district;
  const tolerant = tolerantSources(district);
  const operators = [...operatorsOf(district)];
  const decisions = { name, districtId, schoolYears, boardMeetings, partsPerDay, tolerant, operators };
  return createHash("sha256")
    .update(JSON.stringify([inputs, decisions, feeds, packageFiles, definitions, asOf]))
    .digest("hex");
}

const tolerantSources = ({ sources }: District): string[] =>
  sources.filter(({ isTolerant }) => isTolerant).map(({ key }) => key);

const gigabyte = 1024 ** 3;

async function openWork(workDir: string): Promise<DuckDBInstance> {
  const memory = Math.max(1, Math.min(8, Math.floor((totalmem() / gigabyte) * 0.6)));
  return DuckDBInstance.create(join(workDir, "build.duckdb"), {
    memory_limit: `${memory}GB`,
    temp_directory: join(workDir, "spill"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
}

async function firstRejections(connection: DuckDBConnection): Promise<Rejection[]> {
  const reader = await connection.runAndReadAll(
    "select * replace (line::integer as line) from stg_rejection order by source, feed, file, line, field limit 1000",
  );
  return reader.getRowObjectsJson() as Rejection[];
}

function refuseFailed(checks: CheckResult[]): void {
  const failed = checks.filter((check) => check.kind === "stop" && !check.passed);
  const [first] = failed;
  if (!first) return;
  const more = failed.length > 1 ? ` and ${failed.length - 1} more checks failed` : "";
  throw new Refusal(
    "run.check_failed",
    `Nothing was published: "${first.promise}" does not hold for ${first.rows} rows (check ${first.check}; ${first.examples[0] ?? "no example"})${more}. Correct the source and load again.`,
  );
}

/** Node and DuckDB each say in their own words that a disk is full, sometimes as the cause of another error. */
export function asRefusal(error: unknown, dataDir: string): unknown {
  if (/ENOSPC|EDQUOT|No space left|Could not write|disk quota/i.test(chainOf(error))) {
    return new Refusal(
      "run.disk_full",
      `The disk that holds ${dataDir} is full. Free some space and load again; the published figures are untouched.`,
    );
  }
  return error;
}

function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.message} ${"code" in error ? error.code : ""} ${chainOf(error.cause)}`;
}
