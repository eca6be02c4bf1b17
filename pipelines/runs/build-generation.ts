import { totalmem } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import {
  type Built,
  buildTables,
  type CheckResult,
  type Counted,
  countRelease,
  type District,
  keepRefusedSince,
  type Manifest,
  noRelease,
  partsFolder,
  type Rejection,
  readPreviousRelease,
  runChecks,
  tableList,
  tablesToWrite,
  verifyParts,
  viewStatements,
  type WriteParts,
  writeParts,
  writeRelease,
} from "#warehouse";
import { holdsErased, type Ledger, leaveOutErased } from "../erasure/leave-out.ts";
import { operatorsOf } from "../feeds/owned-feeds.ts";
import type { RunContext } from "../ledger/record-run.ts";
import { Refusal } from "../refusal.ts";
import type { Progress } from "../show-progress.ts";
import { tolerantSources } from "./fingerprint.ts";
import { forgetStaging, keepStaging, openStaging, readCounted, readStaging } from "./kept-staging.ts";
import { type LandedFile, refuseTooMany, type StagedFile, stageFiles } from "./stage-files.ts";
import { stagingVersion } from "./staging-version.ts";
import { MOST_FINDINGS } from "./tell-run.ts";

/** What is built, on top of which generation. */
export type Building = RunContext & {
  district: District;
  asOf: string;
  current: Manifest | null;
  /** Whose records were erased by law: nothing about them is built. */
  erased: Ledger;
  onProgress?: ((progress: Progress) => void) | undefined;
};

/**
 * Stages landed files, builds and checks the tables, and publishes them. Throws a Refusal when a file or a check does
 * not allow to publish.
 */
export async function buildGeneration(
  building: Building,
  files: LandedFile[],
  named: Pick<Manifest, "as_of" | "definitions_version" | "fingerprint" | "at_once">,
): Promise<void> {
  const instance = await openWork(building.workDir);
  const connection = await instance.connect();
  const beside = await instance.connect();
  try {
    const { step, publish, current, dataDir } = building;
    // A gigabyte is hashed while files are staged; a fault is told where it is waited for.
    const unsound = current ? verifyParts(dataDir, current) : Promise.resolve([]);
    unsound.catch(() => undefined);
    const version = stagingVersion(building.district, building.erased.erasures);
    const { staged, contents } = await step(
      "stage",
      () => stage(connection, building, { files, version }),
      ({ staged }) => staged.reduce((sum, { file }) => sum + file.read, 0),
    );
    const counted = await readCounted(connection);
    await readStaging(connection);
    await readStaging(beside);
    if (current) await attachPrevious(connection, current, dataDir);
    const { built, ahead, previous } = await step(
      "build",
      async () =>
        build({ connection, beside }, building, {
          ...{ counted, contents },
          mayKeep: (await unsound).length === 0 && (await mayKeep(connection, building)),
        }),
      () => tableList().length,
    );
    const checks = await step(
      "check",
      () => check(connection, building, { staged, built, ahead, previous }),
      ({ length }) => length,
    );
    await step("publish", async () => {
      const released = await write(connection, building, tablesToWrite(built, "by the release"));
      const parts = [...built.kept, ...ahead.parts, ...released];
      const made = Object.fromEntries([...built.made].filter(([, { from }]) => from !== ""));
      await publish({ ...named, parts, sources: staged.map(({ file }) => file), checks, made });
      const hasErased = building.erased.erasures.length > 0;
      await keepStaging(connection, building, { version, files: staged, hasErased, counted, built });
    });
  } catch (error) {
    // It may be what was taken up that is broken.
    if (!(error instanceof Refusal)) forgetStaging(building.dataDir);
    throw error;
  } finally {
    connection.closeSync();
    beside.closeSync();
    instance.closeSync();
  }
}

/** What was staged, and the contents of staged tables that are as they were. */
type Staged = { staged: StagedFile[]; contents: ReadonlyMap<string, string> | undefined };

async function stage(
  connection: DuckDBConnection,
  { dataDir, workDir, district, keep, erased, run, onProgress }: Building,
  { files, version }: { files: LandedFile[]; version: string },
): Promise<Staged> {
  const taken = await openStaging(connection, { dataDir, workDir }, { files, version });
  const all = await stageFiles(connection, {
    ...{ files, dataDir, workDir, kept: taken?.kept },
    tolerant: new Set(tolerantSources(district)),
    operators: operatorsOf(district),
    onFile: ({ file }, done, total) => onProgress?.({ step: "stage", what: file, done, total }),
  });
  const { staged, told } = await leaveOutErased(connection, all, erased);
  run.message = told;
  const sources = staged.map(({ file }) => file);
  await keep({ files: sources, findings: await firstRejections(connection) });
  await refuseTooMany(connection, sources);
  // An erasure takes rows from any table: no content is known.
  return { staged, contents: erased.erasures.length > 0 ? undefined : taken?.contents };
}

/**
 * Whether sound parts of the generation before may be listed again: not where one holds somebody who is erased by now, since
 * a file would stay for the sake of its other tables.
 */
async function mayKeep(connection: DuckDBConnection, { current, erased }: Building): Promise<boolean> {
  if (!current) return false;
  return erased.erasures.length === 0 || !(await holdsErased(connection, previousSchema));
}

/** The release is read, counted and written on the one `beside`. */
type Connections = { connection: DuckDBConnection; beside: DuckDBConnection };

/**
 * What is checked while its release is counted, and written of a generation while it is looked for the numbers to hide. Where
 * the rest does not hold, nothing lists these parts, and the next run sweeps them.
 */
type Ahead = { checks: CheckResult[]; parts: Manifest["parts"] };

/** `previous` is the generation before, where anything may be taken from it. */
type Checked = { built: Built; ahead: Ahead; previous: Manifest | null };

async function build(
  { connection, beside }: Connections,
  building: Building,
  { counted, contents, mayKeep }: Pick<Staged, "contents"> & { counted: Counted; mayKeep: boolean },
): Promise<Checked> {
  const { district, asOf, current, erased, onProgress } = building;
  const previous = mayKeep ? current : null;
  const [before, built] = await both(
    current ? readPreviousRelease(beside, previousSchema) : Promise.resolve(noRelease),
    buildTables(connection, {
      ...{ district, asOf, previous, contents },
      // Whoever was erased since then is in no file that is listed again.
      keptUnder: erased.erasures
        .flatMap(({ hashes }) => hashes)
        .sort()
        .join(),
      onProgress: ({ table, built, tables }) =>
        onProgress?.({ step: "build", what: table, done: built, total: tables }),
    }),
  );
  if (current) await keepRefusedSince(connection, previousSchema);
  onProgress?.({ step: "build", what: "published tables", done: 0, total: 1 });
  // The checks beside it note in `made` what they read.
  const counting = { made: new Map(built.made), counted };
  const [release, checks] = await both(
    countRelease(beside, { district, asOf, before, counting }),
    runChecks(connection, { built, previous }, "before the release"),
  );
  if (failedIn(checks).length > 0) return { built, previous, ahead: { checks, parts: [] } };
  const [, parts] = await both(
    writeRelease(beside, release),
    write(connection, building, tablesToWrite(built, "before the release")),
  );
  return { built, previous, ahead: { checks, parts } };
}

/** Waits for both, also where one fails: the connections of both are closed then. */
async function both<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

async function check(
  connection: DuckDBConnection,
  { onProgress }: Building,
  { staged, built, ahead, previous }: Pick<Staged, "staged"> & Checked,
): Promise<CheckResult[]> {
  onProgress?.({ step: "check", what: "all promises", done: 0, total: 1 });
  const checks = [
    ...staged.flatMap((one) => one.checks),
    ...ahead.checks,
    ...(await runChecks(connection, { built, previous }, "by the release")),
  ];
  refuseFailed(checks);
  return checks;
}

const write = (
  connection: DuckDBConnection,
  { dataDir, workDir, district, onProgress }: Building,
  tables: WriteParts["tables"],
): Promise<Manifest["parts"]> =>
  writeParts(connection, {
    ...{ dataDir, workDir, tables },
    schoolYears: district.schoolYears.map((year) => year.schoolYear),
    onProgress: (done, total) => onProgress?.({ step: "publish", what: "parts", done, total }),
  });

const previousSchema = "previous";

/** The generation before: what has not changed is taken from it, and what is published now is protected together with it. */
async function attachPrevious(
  connection: DuckDBConnection,
  current: Manifest,
  dataDir: string,
): Promise<void> {
  for (const statement of viewStatements(current, partsFolder(dataDir), previousSchema))
    await connection.run(statement);
}

const gigabyte = 1024 ** 3;
/** The largest district sorts and joins in so much; what protects its release needs as much again. */
const MOST_GIGABYTES = 5;

async function openWork(workDir: string): Promise<DuckDBInstance> {
  const memory = Math.max(1, Math.min(MOST_GIGABYTES, Math.floor((totalmem() / gigabyte) * 0.6)));
  return DuckDBInstance.create(join(workDir, "build.duckdb"), {
    memory_limit: `${memory}GB`,
    temp_directory: join(workDir, "spill"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
}

async function firstRejections(connection: DuckDBConnection): Promise<Rejection[]> {
  const reader = await connection.runAndReadAll(
    `select * exclude (organization_id, student_id) replace (line::integer as line) from stg_rejection
     order by source, feed, file, line, field limit ${MOST_FINDINGS}`,
  );
  return reader.getRowObjectsJson() as Rejection[];
}

const failedIn = (checks: CheckResult[]) => checks.filter(({ kind, passed }) => kind === "stop" && !passed);

function refuseFailed(checks: CheckResult[]): void {
  const failed = failedIn(checks);
  const [first] = failed;
  if (!first) return;
  const more = failed.length > 1 ? ` and ${failed.length - 1} more checks failed` : "";
  throw new Refusal(
    "run.check_failed",
    `Nothing was published: "${first.promise}" does not hold for ${first.rows} rows (check ${first.check}; ${first.examples[0] ?? "no example"})${more}. Correct the source and load again; if the source is right there, it is Rollbook that is wrong: tell whoever maintains it, with this sentence.`,
  );
}
