import type { Kysely, Selectable } from "kysely";
import type { ManifestSource } from "../../generations/manifest.ts";
import type { ControlTables } from "../tables.ts";
import type { RunRow, RunTables } from "./rows.ts";

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

/** One attempt at one step of a run; `done_count` are files landed, rows read, tables built, checks made, parts written. */
export type RunStep = {
  step: "land" | "stage" | "build" | "check" | "publish";
  attempt: number;
  state: "running" | "done" | "failed";
  started_at: string;
  ended_at: string | null;
  done_count: number | null;
  message: string | null;
};

/** What one run did: kept for people, whether it published or not. */
export type RunDocument = Omit<RunRow, "run_id"> & {
  run: string;
  steps: RunStep[];
  /** Every file that the run was made from, with what became of its rows. */
  files: ManifestSource[];
  /** The first 1,000 rejections. */
  findings: Rejection[];
};

type Asked = { run?: string; generation?: string; limit?: number };

/** Runs with all that is known of them, the latest first; 200 unless said. */
export async function readRuns(
  db: Kysely<ControlTables>,
  { run, generation, limit = 200 }: Asked,
): Promise<RunDocument[]> {
  const newest = db
    .selectFrom("load_run")
    .selectAll()
    .orderBy("started_at", "desc")
    .orderBy("run_id", "desc");
  const named = run === undefined ? newest : newest.where("run_id", "=", run);
  const wanted = generation === undefined ? named : named.where("generation", "=", generation);
  const runs = await wanted.limit(limit).execute();
  const ids = runs.map(({ run_id }) => run_id);
  if (ids.length === 0) return [];
  const [steps, files, findings] = [
    await db.selectFrom("run_step").selectAll().where("run_id", "in", ids).orderBy("step_number").execute(),
    await db.selectFrom("run_file").selectAll().where("run_id", "in", ids).orderBy("file_number").execute(),
    await db
      .selectFrom("run_finding")
      .selectAll()
      .where("run_id", "in", ids)
      .orderBy("finding_number")
      .execute(),
  ];
  const of = <T extends { run_id: string }>(rows: T[], id: string) =>
    rows.filter(({ run_id }) => run_id === id);
  return runs.map(({ run_id, ...row }) => ({
    run: run_id,
    ...row,
    steps: of(steps, run_id).map(({ run_id: _, step_number: __, ...step }) => step),
    files: of(files, run_id).map(fileOf),
    findings: of(findings, run_id).map(({ run_id: _, finding_number: __, ...finding }) => finding),
  }));
}

type FileRow = RunTables["run_file"];

export function fileRow(run_id: string, file_number: number, file: ManifestSource): FileRow {
  const { read, loaded, rejected, quarantined, repaired, extracted = null, ...named } = file;
  return {
    ...{ run_id, file_number, ...named, extracted },
    read_count: read,
    loaded_count: loaded,
    rejected_count: rejected,
    quarantined_count: quarantined,
    repaired_count: repaired,
  };
}

/** PostgreSQL's bigint comes as text. */
function fileOf(row: Selectable<FileRow>): ManifestSource {
  const { source, feed, file, sha256, landed_at, watermark } = row;
  return {
    ...{ source, feed, file, sha256, landed_at, watermark },
    bytes: Number(row.bytes),
    ...(row.extracted === null ? {} : { extracted: Number(row.extracted) }),
    read: Number(row.read_count),
    loaded: Number(row.loaded_count),
    rejected: Number(row.rejected_count),
    quarantined: Number(row.quarantined_count),
    repaired: Number(row.repaired_count),
  };
}
