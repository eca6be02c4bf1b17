import { setTimeout } from "node:timers/promises";
import { serve } from "#api";
import { type District, GoneError, openWarehouse, readerFor } from "#warehouse";
import { asking } from "./asking.ts";
import { type Built, districtOfSize } from "./district-of-size.ts";
import { type Moved, movedYears } from "./moved-years.ts";
import { quantile } from "./quantile.ts";
import type { Question } from "./questions/question.ts";
import { questions } from "./questions/questions.ts";

/** Milliseconds of one way to an answer. */
type Times = { p50_ms: number; p95_ms: number; p99_ms: number };
/**
 * `ratio` is the API's median over the engine's where both compute. The goal: API p50 ≤ max(1.2 × engine, engine + 5 ms).
 * `kept` is the API's where it has answered the same before; `cold_ms` the first time that anybody asks.
 */
type Timed = {
  key: string;
  cold_ms: number;
  engine: Times;
  api: Times;
  kept: Times;
  ratio: number;
  within_goal: boolean;
};

export type BenchResult = {
  students: number;
  years: number;
  built: Built | Moved;
  start_ms: number;
  memory_mb: number;
  questions: Timed[];
  /** From the moment at which a reader goes until nothing is computed for her any more, in the slowest question. */
  broken_off: Times;
};

export type BenchRequest = {
  students: number;
  years: number;
  /** Whether one year is loaded, and moved into the years before it. */
  isMoved: boolean;
  district: District;
  asOf: string;
  cache: string;
  pagesDir: string;
};

const warmUps = 2;
const rounds = 20;

/** Builds a district of the size (cached) and times the questions through HTTP and on the bare engine, in turn. */
export async function bench(request: BenchRequest): Promise<BenchResult> {
  const { students, years, district, asOf, pagesDir, cache } = request;
  const made = request.isMoved ? movedYears : districtOfSize;
  const { dataDir, built } = await made({ students, years, district, asOf }, cache);
  const warehouse = await openWarehouse({ dataDir, district, keepsAnswers: false });
  const served = (keepsAnswers: boolean) =>
    serve({
      ...{ dataDir, district, host: "127.0.0.1", port: 0, pagesDir, logLevel: "error", keepsAnswers },
      schedule: async () => [],
    });
  const startedAt = performance.now();
  const computing = await served(false);
  const start_ms = Math.round(performance.now() - startedAt);
  const keeping = await served(true);
  try {
    const timed: Timed[] = [];
    for (const question of questions) {
      const reader = await readerFor({ district, warehouse }, question.account, asOf);
      timed.push(
        await time(question.key, {
          engine: () => warehouse.timeEngine(question.slice, reader),
          api: await asking(computing.url, question),
          kept: await asking(keeping.url, question),
        }),
      );
    }
    const broken_off = await timeGoing(timed, async ({ account, slice }) => {
      const reader = await readerFor({ district, warehouse }, account, asOf);
      return (gone) => warehouse.answer([slice], { ...reader, gone });
    });
    const memory_mb = Math.round(process.memoryUsage.rss() / 2 ** 20);
    return { students, years, built, start_ms, memory_mb, questions: timed, broken_off };
  } finally {
    await computing.close();
    await keeping.close();
    warehouse.close();
  }
}

/** The result as Markdown: what was built, then a line a question. */
export function tellBench({ students, years, built, ...found }: BenchResult): string {
  const loaded = `loaded in ${built.load_seconds} s, ${built.load_rows_per_second} rows/s, peak ${built.peak_memory_mb} MB`;
  const moved =
    "moved_seconds" in built ? ` of one year, moved in ${built.moved_seconds} s into the others` : "";
  return [
    `${students} students, ${years} years${moved}: ${built.rows} rows written in ${built.synth_seconds} s, ${loaded}, ${built.attendance_days} attendance days; served after ${found.start_ms} ms, two servers and a bare engine in ${found.memory_mb} MB`,
    "",
    "| question | first time ms | engine p50 ms | p95 | p99 | API p50 ms | p95 | p99 | again p50 ms | p95 | ratio | within goal |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ...found.questions.map(
      ({ key, cold_ms, engine, api, kept, ratio, within_goal }) =>
        `| ${[key, cold_ms, ...threeOf(engine), ...threeOf(api), kept.p50_ms, kept.p95_ms, ratio, within_goal ? "yes" : "no"].join(" | ")} |`,
    ),
    "",
    `A reader who goes away leaves the engine free after ${found.broken_off.p95_ms} ms (p95).`,
  ].join("\n");
}

const threeOf = ({ p50_ms, p95_ms, p99_ms }: Times) => [p50_ms, p95_ms, p99_ms];

type Ways = Record<"engine" | "api" | "kept", () => Promise<number>>;

async function time(key: string, { engine, api, kept }: Ways): Promise<Timed> {
  const times = { engine: [] as number[], api: [] as number[], kept: [] as number[] };
  const cold = await kept();
  for (let round = -warmUps; round < rounds; round++) {
    const [ofEngine, ofApi, ofKept] = [await engine(), await api(), await kept()];
    if (round < 0) continue;
    times.engine.push(ofEngine);
    times.api.push(ofApi);
    times.kept.push(ofKept);
  }
  const [onEngine, onApi] = [timesOf(times.engine), timesOf(times.api)];
  return {
    ...{
      key,
      cold_ms: Math.round(100 * cold) / 100,
      engine: onEngine,
      api: onApi,
      kept: timesOf(times.kept),
    },
    ratio: Math.round((100 * onApi.p50_ms) / onEngine.p50_ms) / 100,
    within_goal: onApi.p50_ms <= Math.max(1.2 * onEngine.p50_ms, onEngine.p50_ms + 5),
  };
}

type Asked = (gone: AbortSignal) => Promise<unknown>;

/** Asks the slowest question and goes away at moments spread over the time that it takes. */
async function timeGoing(timed: Timed[], asker: (question: Question) => Promise<Asked>): Promise<Times> {
  const slowest = timed.reduce((one, other) => (other.engine.p50_ms > one.engine.p50_ms ? other : one));
  const question = questions.find(({ key }) => key === slowest.key);
  if (!question) throw new Error(`There is no question "${slowest.key}".`);
  const ask = await asker(question);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const gone = new AbortController();
    const ended = ask(gone.signal).catch((error: unknown) => error);
    await setTimeout((slowest.engine.p50_ms * round) / rounds);
    const leftAt = performance.now();
    gone.abort();
    if ((await ended) instanceof GoneError) times.push(performance.now() - leftAt);
  }
  return timesOf(times);
}

const timesOf = (times: number[]): Times => ({
  p50_ms: quantile(times, 0.5),
  p95_ms: quantile(times, 0.95),
  p99_ms: quantile(times, 0.99),
});
