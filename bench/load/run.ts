import type { District } from "#warehouse";
import { benchFromDatabase, type FromDatabase } from "./from-database.ts";
import { benchReaders, type Readers } from "./readers.ts";

export type LoadBenchRequest = {
  district: District;
  cache: string;
  pagesDir: string;
  /** The command line's own file: a load runs in a process of its own. */
  program: string;
};

export type LoadBench = { database: FromDatabase; readers: Readers };

/** 28,000 students of a whole year are 5 M rows of attendance. */
const students = 28_000;
const rows = 3_000_000;

/** How fast a database is read, and what readers notice of a load. */
export async function benchLoad({ district, ...place }: LoadBenchRequest): Promise<LoadBench> {
  const database = await benchFromDatabase(district, rows);
  return { database, readers: await benchReaders({ ...place, district, students }) };
}

/** The result as Markdown. */
export function tellLoadBench({ database, readers }: LoadBench): string {
  const { idle, loading } = readers;
  return [
    `PostgreSQL to stage: ${database.rows} rows of ${database.columns} columns, ${database.copy_seconds} s to copy and keep, ${database.stage_seconds} s to check and stage: ${database.rows_per_second} rows/s, peak ${database.peak_memory_mb} MB (goal 1,000,000 rows/s, 4 GB).`,
    `Readers while ${readers.attendance_days} rows of attendance are loaded (${readers.load_seconds} s): p50 ${loading.p50_ms} ms and p95 ${loading.p95_ms} ms of ${loading.requests} requests, ${loading.errors} errors; idle p50 ${idle.p50_ms} ms, p95 ${idle.p95_ms} ms. ${readers.p95_ratio} times the idle p95 (goal 3).`,
  ].join("\n");
}
