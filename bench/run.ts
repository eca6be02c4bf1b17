import { serve } from "#api";
import { type District, openWarehouse, readerFor } from "#warehouse";
import { asking } from "./asking.ts";
import { type Built, districtOfSize } from "./district-of-size.ts";
import { quantile } from "./quantile.ts";
import { questions } from "./questions.ts";

/** Milliseconds; `ratio` is the API's median over the engine's. The goal: API p50 ≤ max(1.2 × engine, engine + 5 ms). */
type Timed = {
  key: string;
  engine_ms: number;
  engine_p95_ms: number;
  api_ms: number;
  api_p95_ms: number;
  ratio: number;
  within_goal: boolean;
};

export type BenchResult = { students: number; years: number; built: Built; questions: Timed[] };

export type BenchRequest = {
  students: number;
  years: number;
  district: District;
  asOf: string;
  cache: string;
  pagesDir: string;
};

const warmUps = 3;
const rounds = 20;

/** Builds a district of the size (cached) and times the questions through HTTP and on the bare engine, in turn. */
export async function bench(request: BenchRequest): Promise<BenchResult> {
  const { students, years, district, asOf } = request;
  const { dataDir, built } = await districtOfSize({ students, years, district, asOf }, request.cache);
  const warehouse = await openWarehouse({ dataDir, district });
  const server = await serve({
    dataDir,
    district,
    host: "127.0.0.1",
    port: 0,
    pagesDir: request.pagesDir,
    schedule: async () => [],
    logLevel: "error",
  });
  const timed: Timed[] = [];
  for (const question of questions) {
    const reader = await readerFor({ district, warehouse }, question.account, asOf);
    const ask = await asking(server.url, question);
    timed.push(await time(question.key, () => warehouse.timeEngine(question.slice, reader), ask));
  }
  await server.close();
  warehouse.close();
  return { students, years, built, questions: timed };
}

/** The result as Markdown: what was built, then a line a question. */
export function tellBench({ students, years, built, questions: timed }: BenchResult): string {
  const loaded = `loaded in ${built.load_seconds} s, ${built.load_rows_per_second} rows/s, peak ${built.peak_memory_mb} MB`;
  return [
    `${students} students, ${years} years: ${built.rows} rows written in ${built.synth_seconds} s, ${loaded}, ${built.attendance_days} attendance days`,
    "",
    "| question | engine p50 ms | engine p95 | API p50 ms | API p95 | ratio | within goal |",
    "|---|--:|--:|--:|--:|--:|---|",
    ...timed.map(
      (row) =>
        `| ${[row.key, row.engine_ms, row.engine_p95_ms, row.api_ms, row.api_p95_ms, row.ratio, row.within_goal ? "yes" : "no"].join(" | ")} |`,
    ),
  ].join("\n");
}

async function time(key: string, engine: () => Promise<number>, api: () => Promise<number>): Promise<Timed> {
  const engineTimes: number[] = [];
  const apiTimes: number[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    const [ofEngine, ofApi] = [await engine(), await api()];
    if (round < 0) continue;
    engineTimes.push(ofEngine);
    apiTimes.push(ofApi);
  }
  const engineMedian = quantile(engineTimes, 0.5);
  const apiMedian = quantile(apiTimes, 0.5);
  return {
    key,
    engine_ms: engineMedian,
    engine_p95_ms: quantile(engineTimes, 0.95),
    api_ms: apiMedian,
    api_p95_ms: quantile(apiTimes, 0.95),
    ratio: Math.round((100 * apiMedian) / engineMedian) / 100,
    within_goal: apiMedian <= Math.max(1.2 * engineMedian, engineMedian + 5),
  };
}
