import { mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type District, type ManifestSource, readCurrentGeneration, sha256Of } from "#warehouse";
import { feeds } from "../feeds/index.ts";
import { operatorsOf } from "../feeds/owned-feeds.ts";
import { Refusal } from "../refusal.ts";
import { packageFeed, planLoad } from "../runs/plan-load.ts";
import { type LandedFile, refuseTooMany, stageFiles } from "../runs/stage-files.ts";
import { isDelta } from "../sources/delimited/delta.ts";
import type { FileCounts } from "../sources/delimited/stage-delimited.ts";
import { isDeltaPackage } from "../sources/oneroster-package/is-delta-package.ts";
import { packageToLand } from "../sources/oneroster-package/package-to-land.ts";
import { landingFor, needsRoster, publishedBeside } from "./check-files.ts";
import { readNoRows, readPackageRows, readUploadRows } from "./read-rows.ts";
import { type ErrorKind, errorKinds, rowsBySchool, type SchoolRows } from "./report-rows.ts";
import { scanUpload, wantedFor } from "./scan-upload.ts";

export type CheckRequest = { district: District; dataDir: string; path: string; source: string };

/** What a load of a file would do; nothing of it has been done. */
export type UploadCheck = {
  /** Whether a load would take it; `refusal` says why not. */
  accepted: boolean;
  refusal: { code: string; message: string } | null;
  source: string;
  feed: string;
  file: string;
  sha256: string;
  bytes: number;
  rows: FileCounts;
  schools: SchoolRows[];
  kinds: ErrorKind[];
  /** Files of the same source whose rows would be refused because of this one: rows refused now and then. */
  knock_on: { file: string; rejected_now: number; rejected_then: number }[];
  /** The published file that it would replace as a whole. */
  replaces: { file: string; landed_at: string; rows: number } | null;
};

/**
 * Scans one file of a source and holds it against the contracts as a load would, beside what is published. A package that
 * carries passwords is replaced by one without, in its place. Never throws a Refusal: it is in the answer.
 */
export async function checkUpload(request: CheckRequest): Promise<UploadCheck> {
  const workDir = mkdtempSync(join(request.dataDir, "check-"));
  const place = {
    source: request.source,
    feed: "",
    file: basename(request.path),
    ...(await fingerprint(request.path)),
  };
  try {
    return await checked(request, workDir, place);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refusal = { code: error.code, message: error.message };
    return { ...emptyCheck, ...place, refusal };
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

type Place = Pick<UploadCheck, "source" | "feed" | "file" | "sha256" | "bytes">;

const noRows: FileCounts = { read: 0, loaded: 0, rejected: 0, quarantined: 0, repaired: 0 };
const emptyCheck = { accepted: false, rows: noRows, schools: [], kinds: [], knock_on: [], replaces: null };

async function checked(request: CheckRequest, workDir: string, place: Place): Promise<UploadCheck> {
  const { district, dataDir, path, source } = request;
  const [planned] = planLoad(district, { path, source }).files;
  if (!planned) throw new Refusal("source.unknown", `The source "${source}" takes no files.`);
  place.feed = planned.feed;
  await scanUpload(path, place.file, wantedFor(feeds.find(({ feed }) => feed === planned.feed)));
  if (planned.feed === packageFeed) {
    const kept = await packageToLand(path, place.file, workDir);
    if (kept !== path) renameSync(kept, path);
    Object.assign(place, await fingerprint(path));
  }
  if (isDelta(planned) || (planned.feed === packageFeed && (await isDeltaPackage(path, place.file))))
    throw new Refusal(
      "upload.refused",
      `${place.file} holds changes only. Upload the whole file: what it replaces is shown by school before anything is loaded.`,
    );
  const beside = publishedBeside({ dataDir, source, feed: planned.feed });
  if (needsRoster(planned.feed) && !beside.some((one) => one.source === source && one.feed === packageFeed))
    throw new Refusal(
      "upload.refused",
      `${place.file} names students, and no roster (OneRoster) of "${source}" has been loaded yet. Upload the roster first.`,
    );
  return inDatabase(workDir, (connection) => staged(connection, { request, workDir, place, beside }));
}

type Staging = { request: CheckRequest; workDir: string; place: Place; beside: ManifestSource[] };

async function staged(
  connection: DuckDBConnection,
  { request: { district, dataDir, path }, workDir, place, beside }: Staging,
): Promise<UploadCheck> {
  const mine: LandedFile = { ...place, landed_at: new Date(0).toISOString() };
  landingFor([mine, ...beside], { dataDir, workDir, path });
  const operators = operatorsOf(district);
  const tolerant = new Set(district.sources.filter(({ isTolerant }) => isTolerant).map(({ key }) => key));
  const request = { files: [mine, ...beside], dataDir: workDir, workDir, tolerant, operators };
  const staged = await stageFiles(connection, request);
  const sources = staged.map(({ file }) => file);
  const rows = sources.find(({ source, feed }) => source === place.source && feed === place.feed);
  if (!rows) throw new Error(`${place.file} was not staged.`);
  const asked = { source: place.source, file: place.file, operator: operators.get(place.source) };
  await readRows(connection, { place, path, workDir }, rows.rejected > 0);
  const refusal = await refusalOf(connection, rows, sources);
  return {
    ...place,
    accepted: refusal === null,
    refusal,
    rows: countsOf(rows),
    schools: await rowsBySchool(connection, asked, rows),
    kinds: await errorKinds(connection, asked),
    knock_on: knockOn(beside, sources),
    replaces: replacedBy(dataDir, place),
  };
}

async function readRows(
  connection: DuckDBConnection,
  { place, path, workDir }: { place: Place; path: string; workDir: string },
  isRefused: boolean,
): Promise<void> {
  const feed = feeds.find((one) => one.feed === place.feed);
  if (feed)
    return readUploadRows(connection, { ...place, feed, path, workPath: join(workDir, "numbered.csv") });
  return isRefused ? readNoRows(connection) : readPackageRows(connection, place);
}

/** The file's own rows first: what it does to other files of the source comes after. */
async function refusalOf(
  connection: DuckDBConnection,
  rows: ManifestSource,
  all: ManifestSource[],
): Promise<UploadCheck["refusal"]> {
  try {
    await refuseTooMany(connection, [rows, ...all.filter(({ source }) => source === rows.source)]);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, message: error.message };
  }
}

const countsOf = ({ read, loaded, rejected, quarantined, repaired }: FileCounts): FileCounts => ({
  read,
  loaded,
  rejected,
  quarantined,
  repaired,
});

function knockOn(before: ManifestSource[], after: ManifestSource[]): UploadCheck["knock_on"] {
  return before.flatMap(({ source, feed, file, rejected }) => {
    const then = after.find((one) => one.source === source && one.feed === feed);
    if (!then || then.rejected <= rejected) return [];
    return [{ file, rejected_now: rejected, rejected_then: then.rejected }];
  });
}

function replacedBy(dataDir: string, { source, feed }: Place): UploadCheck["replaces"] {
  const published = readCurrentGeneration(dataDir)?.sources ?? [];
  const found = published.find((one) => one.source === source && one.feed === feed);
  return found ? { file: found.file, landed_at: found.landed_at, rows: found.read } : null;
}

const fingerprint = async (path: string) => ({ sha256: await sha256Of(path), bytes: statSync(path).size });

async function inDatabase<T>(workDir: string, use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    temp_directory: join(workDir, "spill"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
