import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { CheckResult, ManifestSource } from "#warehouse";
import { feeds } from "../feeds/index.ts";
import { Refusal } from "../refusal.ts";
import { type ControlResult, type FileCounts, stageDelimited } from "../sources/delimited/stage-delimited.ts";
import { createStagingTables } from "../sources/delimited/staging-tables.ts";
import { createPackageTables } from "../sources/oneroster-binding/binding.ts";
import { stagePackage } from "../sources/oneroster-csv/stage-package.ts";
import { type Kept, nameOf } from "./kept-staging.ts";
import { landedPath } from "./landing.ts";
import { packageFeed, stagingOrder } from "./plan-load.ts";

/** A landed file with its place among the sources. */
export type LandedFile = Pick<
  ManifestSource,
  "source" | "feed" | "file" | "sha256" | "bytes" | "landed_at" | "extracted"
>;

/** A file of a generation or run as it was landed, without what became of its rows. */
export const landedFile = (kept: ManifestSource): LandedFile => {
  const { source, feed, file, sha256, bytes, landed_at, extracted } = kept;
  return { source, feed, file, sha256, bytes, landed_at, ...(extracted === undefined ? {} : { extracted }) };
};

export type StageRequest = {
  files: LandedFile[];
  dataDir: string;
  workDir: string;
  /** The keys of the sources whose packages are repaired. */
  tolerant: Set<string>;
  /** Whose file a source's is, by the source's key; sources that are no operator's are not in it. */
  operators?: ReadonlyMap<string, string>;
  /** What is staged already; without it the tables are made first. */
  kept?: Kept | null | undefined;
  onFile?: (file: LandedFile, done: number, files: number) => void;
};

/** A file with what became of its rows; `checks` are the totals that it states itself against them, and its new columns. */
export type StagedFile = { file: ManifestSource; checks: CheckResult[] };

/** Stages every file into its stg_ table. Throws a Refusal when a file is not what its contract says. */
export async function stageFiles(connection: DuckDBConnection, request: StageRequest): Promise<StagedFile[]> {
  const { kept } = request;
  if (!kept) {
    await createStagingTables(connection, feeds);
    await createPackageTables(connection);
  }
  const files = [...request.files].sort((a, b) => stagingOrder(a.feed) - stagingOrder(b.feed));
  const staged: StagedFile[] = [];
  for (const [index, file] of files.entries()) {
    const before = kept?.get(nameOf(file));
    if (!before) request.onFile?.(file, index, files.length);
    const one = before
      ? await landedAnew(connection, before, file)
      : await stageFile(connection, request, file);
    staged.push(one);
    // What refers to a refused package would be refused for nothing.
    if (file.feed === packageFeed && one.file.rejected > 0) break;
  }
  return staged;
}

/** The same bytes may have come once more: of what is staged, only the time is another. */
async function landedAnew(
  connection: DuckDBConnection,
  { file, checks }: StagedFile,
  { landed_at, extracted }: LandedFile,
): Promise<StagedFile> {
  await connection.run(
    `update stg_file set landed_at = $1::timestamptz at time zone 'UTC'
     where source = $2 and (file = $3 or starts_with(file, $3 || '/'))`,
    [landed_at, file.source, file.file],
  );
  return { file: { ...file, landed_at, ...(extracted === undefined ? {} : { extracted }) }, checks };
}

async function stageFile(
  connection: DuckDBConnection,
  { dataDir, workDir, tolerant, operators }: StageRequest,
  file: LandedFile,
): Promise<StagedFile> {
  const path = landedPath(dataDir, file.sha256);
  const operator = operators?.get(file.source);
  if (file.feed === packageFeed) {
    const isTolerant = tolerant.has(file.source);
    const counts = await stagePackage(connection, { ...file, path, workDir, isTolerant, operator });
    return { file: { ...file, watermark: null, ...counts }, checks: [] };
  }
  const feed = feeds.find((candidate) => candidate.feed === file.feed);
  if (!feed) {
    const known = feeds.map((candidate) => candidate.feed).join(", ");
    throw new Refusal(
      "source.unknown",
      `The source "${file.source}" names the feed "${file.feed}", which is not one. Correct it in the district's configuration; the feeds are: ${packageFeed}, ${known}.`,
    );
  }
  const workPath = join(workDir, "numbered.csv");
  const staged = await stageDelimited(connection, { ...file, feed, path, workPath, operator });
  refuseDifference(file, staged.counts.read);
  await recordFile(connection, file, staged.counts);
  const checks = [
    ...(staged.controls.length > 0 ? [controlCheck(file, staged.controls)] : []),
    ...(staged.added.length > 0 ? [addedCheck(file, staged.added)] : []),
  ];
  return { file: { ...file, watermark: staged.watermark, ...staged.counts }, checks };
}

/** Throws a Refusal where the database says that it has sent another number of rows than are in the file. */
function refuseDifference({ source, feed, extracted }: LandedFile, read: number): void {
  if (extracted === undefined || extracted === read) return;
  throw new Refusal(
    "database.row_count",
    `The database of "${source}" says that it sent ${extracted} rows of ${feed}, and ${read} are in the file that was kept of them. Load again; the published figures stay as they were. If it stays so, tell us.`,
  );
}

async function recordFile(
  connection: DuckDBConnection,
  { source, feed, file, sha256, bytes, landed_at }: LandedFile,
  { read, loaded, rejected, quarantined, repaired }: FileCounts,
): Promise<void> {
  await connection.run(
    "insert into stg_file values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz at time zone 'UTC')",
    [source, feed, file, sha256, bytes, read, loaded, rejected, quarantined, repaired, landed_at],
  );
}

/** A source that adds columns goes on being loaded, and somebody is told: they may be what a new contract needs. */
const addedCheck = ({ source, feed, file }: LandedFile, added: string[]): CheckResult => ({
  check: `${source}_${feed}_columns`.replaceAll("-", "_"),
  kind: "report",
  promise: `${file} has the agreed columns and no others; what stands in others is not loaded.`,
  passed: false,
  rows: added.length,
  examples: added.map((title) => `the column "${title}" is new`),
});

function controlCheck({ source, feed, file }: LandedFile, controls: ControlResult[]): CheckResult {
  const broken = controls.filter(({ published, loaded }) => published !== loaded);
  return {
    check: `${source}_${feed}_control_total`.replaceAll("-", "_"),
    kind: "report",
    promise: `The totals that ${file} states itself equal the sums of its loaded rows.`,
    passed: broken.length === 0,
    rows: broken.length,
    examples: broken.map(
      ({ column, line, published, loaded }) =>
        `${column}: line ${line} says ${published}, the rows give ${loaded}`,
    ),
  };
}

/** In a small file a share would be less than a few ordinary mistakes. */
const alwaysTolerated = 10;

/** Throws a Refusal when a file has more refused rows than its feed allows; a package allows none. */
export async function refuseTooMany(connection: DuckDBConnection, sources: ManifestSource[]): Promise<void> {
  for (const { feed, source, file, read, rejected, loaded } of sources) {
    const share = feeds.find((candidate) => candidate.feed === feed)?.refusedShare ?? 0;
    const first = await firstRejection(connection, source, file);
    if (feed === packageFeed && first) {
      throw new Refusal(
        "package.refused",
        `The package ${file} was refused whole: ${first}. Every finding stands in "rollbook rejections". Export it again; the published figures stay as they were.`,
      );
    }
    if (rejected > 0 && loaded === 0) {
      throw new Refusal(
        "run.too_many_refused",
        `${file}: not one of its ${read} rows can be loaded; most often ${first}. Correct the file and load it again; the published figures stay as they were.`,
      );
    }
    const most = share === 0 ? 0 : Math.max(share * read, alwaysTolerated);
    if (rejected > most) {
      throw new Refusal(
        "run.too_many_refused",
        `${file}: ${rejected} of ${read} rows were refused, more than the agreed ${share * 100} %; most often ${first}. Correct the file and load it again; the published figures stay as they were.`,
      );
    }
  }
}

async function firstRejection(
  connection: DuckDBConnection,
  source: string,
  file: string,
): Promise<string | null> {
  const reader = await connection.runAndReadAll(
    `select code || coalesce(' in ' || field, '') || ' (' || file || coalesce(', line ' || min(line), '') || ')'
     from stg_rejection where source = $1 and starts_with(file, $2)
     group by code, field, file order by count(*) desc, code limit 1`,
    [source, file],
  );
  const found = reader.getRows()[0]?.[0];
  return typeof found === "string" ? found : null;
}
