import { type Manifest, mayReadAllStudents, mayReadStudents, type Reader } from "#warehouse";
import { type DataPage, rejectionKindSchema, rejectionSchema, schoolRejectionSchema } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { readRows } from "../rows.ts";

/** One reader's view of where the data stands, in one generation. */
export type Standing = Pick<Deps, "district" | "warehouse"> & { reader: Reader; manifest: Manifest };

type Received = Pick<Standing, "manifest" | "district"> & Pick<Deps, "schedule">;

export async function sourcesOf({ manifest, district, schedule }: Received): Promise<DataPage["sources"]> {
  const next = new Map((await schedule()).map(({ source, next_at }) => [source, next_at]));
  const labels = new Map(district.sources.map(({ key, label }) => [key, label]));
  return manifest.sources.map(({ source, feed, file, sha256, landed_at, ...rows }) => ({
    source,
    label: labels.get(source) ?? source,
    feed,
    file,
    sha256,
    rows_read: rows.read,
    rows_loaded: rows.loaded,
    rows_rejected: rows.rejected,
    rows_quarantined: rows.quarantined,
    rows_repaired: rows.repaired,
    landed_at,
    next_run: next.get(source) ?? null,
  }));
}

const RUNS_TOLD = 50;

/** The latest load runs, the newest first. */
export async function runsOf({ control }: Pick<Deps, "control">): Promise<DataPage["runs"]> {
  const runs = await control.runHeads({ limit: RUNS_TOLD });
  return runs.map(({ run_id, state, started_by, started_at, ended_at, command, generation, message }) => ({
    ...{ run: run_id, state, started_by, started_at, ended_at, command, generation },
    message: message ?? "",
  }));
}

/** The scheduled loads that are missing. */
export async function loadAlarmsOf({ schedule }: Pick<Deps, "schedule">): Promise<DataPage["load_alarms"]> {
  const scheduled = await schedule();
  return scheduled.flatMap(({ source, label, alarm }) => (alarm ? [{ source, label, ...alarm }] : []));
}

/** Refused rows, and their number by kind. What stood in a row may be about a child, and a school's row may be one: only readers of students see either. */
export async function rejectionsOf({
  district,
  warehouse,
  reader,
  manifest,
}: Standing): Promise<Pick<DataPage, "rejections" | "rejection_kinds" | "school_rejections">> {
  const view = (name: string) => warehouse.view(name, {}, reader, manifest.generation);
  const maySee = mayReadStudents(reader, "operations");
  const maySeeAll = mayReadAllStudents(reader, "operations");
  const { threshold } = district.suppression;
  const shown = <Row extends { students: number | null }>(row: Row): Row =>
    maySeeAll || row.students === null || row.students === 0 || row.students > threshold
      ? row
      : { ...row, students: null };
  return {
    rejections: maySee ? readRows(rejectionSchema, await view("rejections")) : [],
    rejection_kinds: readRows(rejectionKindSchema, await view("rejection_kinds")).map(shown),
    school_rejections: maySee ? readRows(schoolRejectionSchema, await view("school_rejections")) : [],
  };
}

export function generationsOf({ warehouse }: Pick<Deps, "warehouse">): DataPage["generations"] {
  return warehouse
    .manifests()
    .map(({ generation, as_of, published_at, checks, parts }) => ({
      generation,
      as_of,
      published_at,
      checks_failed: checks.filter(({ passed }) => !passed).length,
      rows: parts.reduce((total, { rows }) => total + rows, 0),
    }))
    .reverse();
}
