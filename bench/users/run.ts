import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  type District,
  openWarehouse,
  publishGeneration,
  readCurrentGeneration,
  readerFor,
} from "#warehouse";
import { districtOfSize } from "../district-of-size.ts";
import { quantile } from "../quantile.ts";
import { peopleOf } from "./people.ts";
import type { Told } from "./server.ts";
import { type Ended, type Signed, signIn, traffic } from "./traffic.ts";

/** What came of some minutes of requests; milliseconds are of those that were answered. */
type Phase = {
  requests: number;
  errors: number;
  refused: number;
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
};

export type UsersBench = {
  students: number;
  users: number;
  minutes: number;
  alone: Phase;
  /** Everybody comes for the first time to a server of which nobody has asked anything. */
  first_day: Phase;
  /** From the publish in the night until the server has asked ahead what was asked the day before, and rests. */
  night_seconds: number;
  together: Phase;
  /** A minute in the middle of which a generation is published: no answer is kept of it yet. */
  publishing: Phase;
  /** Of the p95 of one person alone. */
  p95_ratio: number;
  overload: Phase & { refused_p95_ms: number; refused_without_retry_after: number };
  /** Until ten answers on end came within a second again. */
  recovered_seconds: number;
  peak_memory_mb: number;
  /** Requests that were accepted before the server was told to stop, and got no answer. */
  lost_at_stop: number;
};

export type UsersRequest = {
  users: number;
  minutes: number;
  students: number;
  district: District;
  asOf: string;
  cache: string;
  pagesDir: string;
};

/** A person looks at what she asked for this long, in the mean. */
const THINK_MS = 10_000;
const FIRST_DAY_MS = 120_000;
const OVERLOAD = 10;

/**
 * A first day, a night in which a generation is published, and opening day: everybody comes at once, then ten times as
 * many, then the server is stopped while they ask.
 */
export async function benchUsers(request: UsersRequest): Promise<UsersBench> {
  const { users, minutes, students, district, asOf } = request;
  const { dataDir } = await districtOfSize({ students, years: 1, district, asOf }, request.cache);
  const { people, accounts } = peopleOf(users, await schoolsOf(dataDir, district, asOf), district);
  const server = fork(join(import.meta.dirname, "server.ts"), { execArgv: ["--import", "tsx"] });
  try {
    const url = await started(server, { dataDir, pagesDir: request.pagesDir, accounts });
    const all = await signIn(url, people);
    const one = all.slice(1, 2);
    const during = (asked: readonly Signed[], ms: number, thinkMs: number) =>
      phase({ url, people: asked, thinkMs }, ms);
    await during(one, 5_000, 100);
    const alone = summed(await during(one, 20_000, 100));
    const first_day = summed(await during(all, FIRST_DAY_MS, THINK_MS / 2));
    publishAgain(dataDir);
    const night_seconds = await untilItRests(server);
    const together = summed(await during(all, minutes * 60_000, THINK_MS));
    const publishing = summed(await whilePublishing(dataDir, during(all, 60_000, THINK_MS)));
    const crowd = await during(all, 60_000, THINK_MS / OVERLOAD);
    const endedAt = performance.now();
    const recovered = await during(all, 20_000, THINK_MS);
    const peak = memoryOf(server);
    return {
      ...{ students, users, minutes, alone, first_day, night_seconds, together, publishing },
      peak_memory_mb: peak,
      p95_ratio: Math.round((100 * together.p95_ms) / alone.p95_ms) / 100,
      overload: { ...summed(crowd), ...refusals(crowd) },
      recovered_seconds: recoveredAfter(recovered, endedAt),
      lost_at_stop: await stopping(server, { url, people: all, thinkMs: THINK_MS / OVERLOAD }),
    };
  } finally {
    server.kill("SIGKILL");
  }
}

async function whilePublishing(dataDir: string, asked: Promise<Ended[]>): Promise<Ended[]> {
  await setTimeout(30_000);
  publishAgain(dataDir);
  return asked;
}

/** Publishes what is current once more, as a load does: under another name, with its parts to be opened anew. */
function publishAgain(dataDir: string): void {
  const current = readCurrentGeneration(dataDir);
  if (!current) throw new Error(`${dataDir} holds no generation.`);
  const { generation: _, ...unnamed } = current;
  publishGeneration(dataDir, unnamed);
}

/** Seconds until a server has had next to nothing to do for ten, without those. */
async function untilItRests(server: ChildProcess): Promise<number> {
  const beganAt = performance.now();
  let busyAt = beganAt;
  let before = secondsOfWork(server);
  while (performance.now() - busyAt < REST_MS) {
    await setTimeout(1000);
    const now = secondsOfWork(server);
    if (now - before > 0.1) busyAt = performance.now();
    before = now;
  }
  return Math.round((busyAt - beganAt) / 100) / 10;
}
const REST_MS = 10_000;

/** Of all cores, as Linux counts it: hundredths of a second in the 14th and 15th place, after a name that may have spaces. */
function secondsOfWork({ pid }: ChildProcess): number {
  const places = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(places[11]) + Number(places[12])) / 100;
}

async function schoolsOf(dataDir: string, district: District, asOf: string): Promise<string[]> {
  const warehouse = await openWarehouse({ dataDir, district });
  try {
    const rows = await warehouse.view("schools", {}, await readerFor({ district }, "admin", asOf));
    return rows.map(({ organization_id }) => String(organization_id));
  } finally {
    warehouse.close();
  }
}

function started(server: ChildProcess, place: object): Promise<string> {
  server.send(place);
  return new Promise((resolve, reject) => {
    server.once("message", ({ url }: Told) => resolve(url));
    server.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}

type Asking = { url: string; people: readonly Signed[]; thinkMs: number };

async function phase(asking: Asking, ms: number): Promise<Ended[]> {
  const ended: Ended[] = [];
  const until = performance.now() + ms;
  await traffic({ ...asking, isOver: () => performance.now() > until }, (one) => ended.push(one));
  return ended;
}

/** Tells the server to stop while everybody asks; whoever was let in gets her answer. */
async function stopping(server: ChildProcess, asking: Asking): Promise<number> {
  const exited = new Promise((done) => server.once("exit", done));
  const asked = phase(asking, 6_000);
  await setTimeout(3_000);
  server.kill("SIGTERM");
  await exited;
  return (await asked).filter(({ status }) => status === 0).length;
}

/** Told to come back, and when; any other 503 is an error. */
const isRefusal = ({ status, hasRetryAfter }: Ended) => status === 503 && hasRetryAfter;
const isAnswer = ({ status }: Ended) => status >= 200 && status < 300;

function summed(ended: readonly Ended[]): Phase {
  const times = ended.filter(isAnswer).map(({ ms }) => ms);
  return {
    requests: ended.length,
    errors: ended.filter((one) => !isAnswer(one) && !isRefusal(one)).length,
    refused: ended.filter(isRefusal).length,
    ...{ p50_ms: quantile(times, 0.5), p95_ms: quantile(times, 0.95), p99_ms: quantile(times, 0.99) },
  };
}

function refusals(ended: readonly Ended[]) {
  const refused = ended.filter(({ status }) => status === 503);
  return {
    refused_p95_ms:
      refused.length === 0
        ? 0
        : quantile(
            refused.map(({ ms }) => ms),
            0.95,
          ),
    refused_without_retry_after: refused.filter(({ hasRetryAfter }) => !hasRetryAfter).length,
  };
}

function recoveredAfter(ended: readonly Ended[], since: number): number {
  const inOrder = [...ended].sort((a, b) => a.endedAt - b.endedAt);
  const isGood = (one: Ended) => isAnswer(one) && one.ms < 1000;
  const first = inOrder.findIndex((_, at) => {
    const next = inOrder.slice(at, at + 10);
    return next.length === 10 && next.every(isGood);
  });
  const found = inOrder[first];
  return found ? Math.round((found.endedAt - since) / 100) / 10 : Number.POSITIVE_INFINITY;
}

/** The most that the process ever held, as Linux counts it. */
function memoryOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(status.match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) / 1024);
}

/** The result in words. */
export function tellUsersBench(found: UsersBench): string {
  const { alone, together, overload } = found;
  return [
    `${found.users} people over ${found.students} students, ${found.minutes} min: ${together.requests} requests, p50 ${together.p50_ms} ms, p95 ${together.p95_ms} ms (goal 1,000), p99 ${together.p99_ms} ms, ${together.errors} errors, ${together.refused} refused.`,
    `The first day, two minutes at twice the pace: ${found.first_day.requests} requests, p50 ${found.first_day.p50_ms} ms, p95 ${found.first_day.p95_ms} ms, ${found.first_day.errors} errors, ${found.first_day.refused} refused. The night after: asked ahead within ${found.night_seconds} s.`,
    `One person alone: p95 ${alone.p95_ms} ms; together ${found.p95_ratio} times that (goal 3).`,
    `A generation published in a minute of it: ${found.publishing.requests} requests, ${found.publishing.errors} errors (goal 0), ${found.publishing.refused} refused, p95 ${found.publishing.p95_ms} ms.`,
    `Ten times as many requests for a minute: ${overload.requests}, ${overload.errors} errors, ${overload.refused} refused within ${overload.refused_p95_ms} ms (p95; goal 100), ${overload.refused_without_retry_after} of them without Retry-After; well again after ${found.recovered_seconds} s (goal 10).`,
    `At most ${found.peak_memory_mb} MB (goal 4,096); ${found.lost_at_stop} accepted requests lost at a stop (goal 0).`,
  ].join("\n");
}
