import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load, type Progress } from "#pipelines";
import { type District, readCurrentGeneration } from "#warehouse";
import { districtOfSize } from "../district-of-size.ts";

export type DeltaRequest = { district: District; students: number; asOf: string; cache: string };

/** What a day's absences take from their file until they are published, step by step. */
type Delta = { as_of: string; events: number; seconds: number; steps: Record<string, number> };

/**
 * `same_day` is loaded on top of a generation of that day, before anybody had reported; `next_day` on top of the one of the
 * day before.
 */
export type DeltaBench = {
  students: number;
  same_day: Delta;
  next_day: Delta;
  peak_memory_mb: number;
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
    const loaded = (path: string, day: string) => timed(district, { dataDir, path: join(folder, path), day });
    writeDelta(rows, { out: join(folder, "without"), status: "tobedeleted", days: [before, last] });
    const same = writeDelta(rows, { out: join(folder, "same"), status: "active", days: [before] });
    const next = writeDelta(rows, { out: join(folder, "next"), status: "active", days: [last] });
    await loaded("without", before);
    const same_day = { events: same, ...(await loaded("same", before)) };
    const next_day = { events: next, ...(await loaded("next", last)) };
    const peak_memory_mb = Math.round(process.resourceUsage().maxRSS / 1024);
    return { students, same_day, next_day, peak_memory_mb };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed(
  district: District,
  { dataDir, path, day }: { dataDir: string; path: string; day: string },
): Promise<Omit<Delta, "events">> {
  const startedAt = performance.now();
  const began: [string, number][] = [];
  const onProgress = ({ step }: Progress) => {
    if (began.at(-1)?.[0] !== step) began.push([step, performance.now()]);
  };
  await load({ district, dataDir, path, asOf: day, onProgress });
  const ended = performance.now();
  const steps = began.map(
    ([step, at], index) => [step, ((began[index + 1]?.[1] ?? ended) - at) / 1000] as const,
  );
  return { as_of: day, seconds: (ended - startedAt) / 1000, steps: Object.fromEntries(steps) };
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
export function tellDeltaBench({ students, same_day, next_day, peak_memory_mb }: DeltaBench): string {
  const tell = ({ as_of, events, seconds, steps }: Delta) => {
    const each = Object.entries(steps).map(([step, took]) => `${step} ${took.toFixed(1)} s`);
    return `${events} absences of ${as_of}, from file to published: ${seconds.toFixed(1)} s (${each.join(", ")})`;
  };
  return [
    `${students} students, a day's absences as changes (goal at 640,000: 30 s, 4 GB):`,
    `- on the day itself, ${tell(same_day)}`,
    `- as a new day, ${tell(next_day)}`,
    `Peak ${peak_memory_mb} MB, the first load of all rows included.`,
  ].join("\n");
}
