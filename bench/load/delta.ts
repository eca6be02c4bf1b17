import { fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loaderFlags } from "#pipelines";
import { type District, readCurrentGeneration } from "#warehouse";
import { districtOfSize } from "../district-of-size.ts";
import type { Loaded, OneLoad } from "./one-load.ts";

export type DeltaRequest = { district: District; students: number; asOf: string; cache: string };

/** What a day's absences take from their file until they are published, step by step. */
type Delta = { as_of: string; events: number } & Loaded;

/**
 * `same_day` is loaded on top of a generation of that day, before anybody had reported; `next_day` on top of the one of the
 * day before.
 */
export type DeltaBench = {
  students: number;
  same_day: Delta;
  next_day: Delta;
};

/** The feeds that tell of a day, and the column of the day. */
const feeds = [
  { feed: "attendance_events", day: "absent_on" },
  { feed: "feed_submissions", day: "school_day_on" },
];

/**
 * Takes the last two days out of a copy of a whole published district, which is a load itself and stages everything, and
 * loads one after the other again.
 */
export async function benchDelta({ district, students, asOf, cache }: DeltaRequest): Promise<DeltaBench> {
  const { dataDir: whole } = await districtOfSize({ students, years: 1, district, asOf }, cache);
  const folder = mkdtempSync(join(cache, "delta-"));
  const dataDir = join(folder, "data");
  try {
    cpSync(whole, dataDir, { recursive: true });
    const rows = rowsIn(dataDir);
    const [before = "", last = ""] = lastDays(rows);
    const loaded = async (path: string, asOf: string) => ({
      as_of: asOf,
      ...(await loadApart({ dataDir, path: join(folder, path), asOf })),
    });
    writeDelta(rows, { out: join(folder, "without"), status: "tobedeleted", days: [before, last] });
    const same = writeDelta(rows, { out: join(folder, "same"), status: "active", days: [before] });
    const next = writeDelta(rows, { out: join(folder, "next"), status: "active", days: [last] });
    await loaded("without", before);
    const same_day = { events: same, ...(await loaded("same", before)) };
    const next_day = { events: next, ...(await loaded("next", last)) };
    return { students, same_day, next_day };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loads in a process of its own, whose memory is the load's alone. */
async function loadApart(asked: OneLoad): Promise<Loaded> {
  const child = fork(new URL("./one-load.ts", import.meta.url), {
    execArgv: [...loaderFlags, "--import", "tsx"],
  });
  child.send(asked);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The load of ${asked.path} ended with ${code} and told nothing.`);
  });
  const [loaded] = await Promise.race([once(child, "message"), ended]);
  await ended.catch(() => {});
  return loaded;
}

/** A landed file that tells of days. */
type Told = { file: string; header: string; rows: string[]; day: number; isEvents: boolean };

function rowsIn(dataDir: string): Told[] {
  const sources = readCurrentGeneration(dataDir)?.sources ?? [];
  return sources.flatMap(({ feed, file, sha256 }) => {
    const found = feeds.find((one) => one.feed === feed);
    if (!found) return [];
    const [header = "", ...rows] = readFileSync(join(dataDir, "landing", sha256), "utf8")
      .trimEnd()
      .split("\n");
    const isEvents = feed === "attendance_events";
    return [{ file, header, rows, day: header.split(",").indexOf(found.day), isEvents }];
  });
}

const dayIn = (row: string, column: number) => row.split(",")[column] ?? "";

/** The last two days with absences, the earlier one first. */
function lastDays(told: Told[]): string[] {
  const days = new Set<string>();
  for (const { rows, day } of told.filter(({ isEvents }) => isEvents))
    for (const row of rows) days.add(dayIn(row, day));
  return [...days].sort().slice(-2);
}

/** Writes deltas with all that is told of some days, and gives the number of absences in them. */
function writeDelta(
  told: Told[],
  { out, status, days }: { out: string; status: string; days: string[] },
): number {
  let events = 0;
  for (const { file, header, rows, day, isEvents } of told) {
    const some = rows.filter((row) => days.includes(dayIn(row, day)));
    if (isEvents) events += some.length;
    const path = join(out, file.replace(".csv", ".delta.csv"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${[`status,${header}`, ...some.map((row) => `${status},${row}`)].join("\n")}\n`);
  }
  return events;
}

/** The result in words. */
export function tellDeltaBench({ students, same_day, next_day }: DeltaBench): string {
  const tell = ({ as_of, events, seconds, steps, peak_memory_mb }: Delta) => {
    const each = Object.entries(steps).map(([step, took]) => `${step} ${took.toFixed(1)} s`);
    return `${events} absences of ${as_of}, from file to published: ${seconds.toFixed(1)} s (${each.join(", ")}), peak ${peak_memory_mb} MB`;
  };
  return [
    `${students} students, a day's absences as changes (goal at 640,000: 30 s, 4 GB):`,
    `- on the day itself, ${tell(same_day)}`,
    `- as a new day, ${tell(next_day)}`,
  ].join("\n");
}
