import { isDeepStrictEqual } from "node:util";
import {
  type Answer,
  type District,
  openWarehouse,
  publishToCluster,
  type Reader,
  readCurrentGeneration,
  readerFor,
  type Warehouse,
} from "#warehouse";
import { type RunningCluster, startCluster } from "../../tests/cluster/running-cluster.ts";
import { districtOfSize } from "../district-of-size.ts";
import { movedYears } from "../moved-years.ts";
import { quantile } from "../quantile.ts";
import type { Question } from "../questions/question.ts";
import { questions } from "../questions/questions.ts";

/** A publish to so many shards, and the median of each question; milliseconds, with the plan and all that is Rollbook's. */
type OfShards = {
  shards: number;
  publish_seconds: number;
  rows: number;
  rows_per_second: number;
  p50_ms: Record<string, number>;
};

export type ClusterBench = {
  students: number;
  years: number;
  /** On DuckDB, in the same run. */
  duckdb_p50_ms: Record<string, number>;
  clusters: OfShards[];
};

type Request = {
  students: number;
  /** Of one that is loaded and moved into the others. */
  years: number;
  shards: number[];
  district: District;
  asOf: string;
  cache: string;
  onProgress: (step: string, done: number, total: number) => void;
};

/** Of the forty: one school, one fact, rates of all students, days, names. */
const asked = [
  "school: attendance by week",
  "school: chronic absence by student group",
  "builder: chronic absence, level across groups",
  "builder: attendance by month and level",
  "builder: twelve columns for every school",
  "builder: enrollment by grade and race",
];
const rounds = 7;

/** No sum that was made ahead holds this: every day of every student is read. */
const everyDay: Question = {
  key: "every day of every year, by grade",
  account: "coordinator",
  slice: { measures: ["daily_attendance_rate"], by: ["school_year", "grade"] },
};

/** Publishes one district to so many shards on this machine, and asks each the same: what sharding itself costs. */
export async function benchCluster(request: Request): Promise<ClusterBench> {
  const { students, years, district, asOf, cache, onProgress } = request;
  const { dataDir } =
    years === 1
      ? await districtOfSize({ students, years, district, asOf }, cache)
      : await movedYears({ students, years, district, asOf }, cache);
  const chosen = [...questions.filter(({ key }) => asked.includes(key)), everyDay];
  const readers = await readersOf(chosen, { dataDir, district, asOf });
  const own = await openWarehouse({ dataDir, district, keepsAnswers: false });
  const expected = await answersOf(own, chosen, readers);
  const duckdb_p50_ms = await timed(own, chosen, readers);
  own.close();
  const clusters: OfShards[] = [];
  for (const shards of request.shards) {
    const cluster = await startCluster({ shards });
    try {
      const published = await publish(cluster, dataDir, onProgress);
      const engine = `${cluster.address}&time-limit=600`;
      const served = await openWarehouse({ dataDir, district, engine, keepsAnswers: false });
      refuseOthers(expected, await answersOf(served, chosen, readers), shards);
      clusters.push({ shards, ...published, p50_ms: await timed(served, chosen, readers) });
      served.close();
    } finally {
      await cluster.stop();
    }
  }
  return { students, years, duckdb_p50_ms, clusters };
}

type Readers = ReadonlyMap<string, Reader>;
type Place = { dataDir: string; district: District; asOf: string };

async function readersOf(chosen: readonly Question[], { dataDir, district, asOf }: Place): Promise<Readers> {
  const warehouse = await openWarehouse({ dataDir, district });
  const readers = new Map<string, Reader>();
  for (const { account } of chosen)
    readers.set(account, await readerFor({ district, warehouse }, account, asOf));
  warehouse.close();
  return readers;
}

async function publish(cluster: RunningCluster, dataDir: string, onProgress: Request["onProgress"]) {
  const manifest = readCurrentGeneration(dataDir);
  if (!manifest) throw new Error(`${dataDir} holds no generation.`);
  const startedAt = performance.now();
  const { rows } = await publishToCluster({
    ...{ dataDir, manifest, to: cluster.address, keep: 1 },
    onProgress,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    publish_seconds: Math.round(10 * seconds) / 10,
    rows,
    rows_per_second: Math.round(rows / seconds),
  };
}

async function ask(warehouse: Warehouse, { account, slice }: Question, readers: Readers): Promise<Answer> {
  const reader = readers.get(account);
  if (!reader) throw new Error(`There is no reader ${account}.`);
  const [answer] = (await warehouse.answer([slice], reader)).answers;
  if (!answer) throw new Error("A slice was not answered.");
  return answer;
}

async function answersOf(warehouse: Warehouse, chosen: readonly Question[], readers: Readers) {
  const answers = new Map<string, Answer>();
  for (const question of chosen) answers.set(question.key, await ask(warehouse, question, readers));
  return answers;
}

/** Nothing is timed that is not the same. */
function refuseOthers(expected: Map<string, Answer>, found: Map<string, Answer>, shards: number): void {
  for (const [key, answer] of found)
    if (!isDeepStrictEqual(answer, expected.get(key)))
      throw new Error(`On ${shards} shards the answer to "${key}" is another one than DuckDB's.`);
}

async function timed(warehouse: Warehouse, chosen: readonly Question[], readers: Readers) {
  const medians: Record<string, number> = {};
  for (const question of chosen) {
    const times: number[] = [];
    for (let round = 0; round < (question === everyDay ? 1 : rounds); round++) {
      const startedAt = performance.now();
      await ask(warehouse, question, readers);
      times.push(performance.now() - startedAt);
    }
    medians[question.key] = quantile(times, 0.5);
  }
  return medians;
}

/** The result as Markdown. */
export function tellClusterBench({ students, years, duckdb_p50_ms, clusters }: ClusterBench): string {
  const heads = clusters.map(({ shards }) => `${shards} shard${shards === 1 ? "" : "s"}`);
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    `${students} students, ${years === 1 ? "one year" : `${years} years`}; every answer was DuckDB's before it was timed.`,
    "",
    line(["p50 ms", "DuckDB", ...heads]),
    line(["---", ...["DuckDB", ...heads].map(() => "--:")]),
    ...Object.entries(duckdb_p50_ms).map(([key, own]) =>
      line([key, own, ...clusters.map(({ p50_ms }) => p50_ms[key] ?? "")]),
    ),
    line(["publish, seconds", "", ...clusters.map(({ publish_seconds }) => publish_seconds)]),
    line(["publish, rows/s", "", ...clusters.map(({ rows_per_second }) => rows_per_second)]),
  ].join("\n");
}
