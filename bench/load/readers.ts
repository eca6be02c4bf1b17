import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { serve } from "#api";
import { runInChild, writeDistrict } from "#pipelines";
import { type District, readCurrentGeneration } from "#warehouse";
import { asking } from "../asking.ts";
import { quantile } from "../quantile.ts";
import { questions } from "../questions/questions.ts";

export type ReadersRequest = {
  district: District;
  /** 28,000 students of one whole year are 5 M rows of attendance. */
  students: number;
  cache: string;
  pagesDir: string;
  program: string;
};

/** Milliseconds of all requests of readers, one after the other, while nothing else runs and while a load does. */
export type Readers = {
  attendance_days: number;
  load_seconds: number;
  idle: { requests: number; p50_ms: number; p95_ms: number };
  loading: { requests: number; p50_ms: number; p95_ms: number; errors: number };
  p95_ratio: number;
};

const idleRounds = 12;

/**
 * Asks the pages' questions of a served district that keeps no answers, first by itself, then while other students' year takes
 * its place: of what was published nothing stays, and every row is staged and built.
 */
export async function benchReaders(request: ReadersRequest): Promise<Readers> {
  const { district, pagesDir, cache, program } = request;
  const folder = join(cache, `readers-${request.students}`);
  const dataDir = join(folder, "data");
  const lastDay = district.schoolYears.at(-1)?.endsOn ?? "";
  const others = await sourcesOf(request, { out: join(folder, "others"), seed: 2, asOf: lastDay });
  const sources = await sourcesOf(request, { out: join(folder, "sources"), seed: 1, asOf: lastDay });
  const loadFrom = (path: string) =>
    runInChild(program, ["load", path, "--as-of", lastDay, "--data", dataDir]);
  rmSync(dataDir, { recursive: true, force: true });
  await loadFrom(others);
  const server = await serve({
    ...{ dataDir, district, pagesDir, host: "127.0.0.1", port: 0, logLevel: "error", keepsAnswers: false },
    schedule: async () => [],
  });
  try {
    const askers = await Promise.all(questions.map((question) => asking(server.url, question)));
    for (const ask of askers) await ask();
    let rounds = 0;
    const idle = await askUntil(askers, () => ++rounds > idleRounds);
    const startedAt = performance.now();
    let isLoaded = false;
    const loading = loadFrom(sources).finally(() => {
      isLoaded = true;
    });
    const busy = await askUntil(askers, () => isLoaded);
    await loading;
    const load_seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    const [told, toldBusy] = [tell(idle), tell(busy)];
    return {
      ...{ attendance_days: attendanceDays(dataDir), load_seconds, idle: told },
      loading: { ...toldBusy, errors: busy.errors },
      p95_ratio: Math.round((100 * toldBusy.p95_ms) / told.p95_ms) / 100,
    };
  } finally {
    await server.close();
  }
}

type Asked = { times: number[]; errors: number };

async function askUntil(askers: (() => Promise<number>)[], isOver: () => boolean): Promise<Asked> {
  const asked: Asked = { times: [], errors: 0 };
  while (!isOver()) {
    for (const ask of askers) {
      try {
        asked.times.push(await ask());
      } catch {
        asked.errors++;
      }
    }
  }
  return asked;
}

const tell = ({ times }: Asked) => ({
  requests: times.length,
  p50_ms: quantile(times, 0.5),
  p95_ms: quantile(times, 0.95),
});

/** The sources' files, which are written once and kept. */
async function sourcesOf(
  { students }: ReadersRequest,
  { out, seed, asOf }: { out: string; seed: number; asOf: string },
): Promise<string> {
  if (existsSync(out)) return out;
  const unfinished = `${out}.tmp`;
  await writeDistrict({ students, years: 1, seed, out: unfinished, asOf });
  renameSync(unfinished, out);
  return out;
}

function attendanceDays(dataDir: string): number {
  const parts = readCurrentGeneration(dataDir)?.parts ?? [];
  return parts.filter(({ table }) => table === "fct_attendance_day").reduce((sum, { rows }) => sum + rows, 0);
}
