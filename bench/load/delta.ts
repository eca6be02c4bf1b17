import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load, type Progress } from "#pipelines";
import { type District, readCurrentGeneration } from "#warehouse";
import { districtOfSize } from "../district-of-size.ts";

export type DeltaRequest = { district: District; students: number; asOf: string; cache: string };

/** What a day's changes take from their file until they are published, step by step. */
export type DeltaBench = {
  students: number;
  events: number;
  seconds: number;
  steps: Record<string, number>;
  peak_memory_mb: number;
};

const file = "camino/attendance_events.csv";

/** So many of 640,000 students are told about on a day. */
const sharePerDay = 45_000 / 640_000;

/** Loads a day's attendance as a delta into a copy of a whole published district. */
export async function benchDelta({ district, students, asOf, cache }: DeltaRequest): Promise<DeltaBench> {
  const { dataDir: whole } = await districtOfSize({ students, years: 1, district, asOf }, cache);
  const folder = mkdtempSync(join(cache, "delta-"));
  const dataDir = join(folder, "data");
  try {
    cpSync(whole, dataDir, { recursive: true });
    const events = writeDelta(dataDir, join(folder, "delta"), Math.round(students * sharePerDay));
    const startedAt = performance.now();
    const began: [string, number][] = [];
    const onProgress = ({ step }: Progress) => {
      if (began.at(-1)?.[0] !== step) began.push([step, performance.now()]);
    };
    await load({ district, dataDir, path: join(folder, "delta"), asOf, onProgress });
    const ended = performance.now();
    const steps = began.map(
      ([step, at], index) => [step, ((began[index + 1]?.[1] ?? ended) - at) / 1000] as const,
    );
    return {
      ...{ students, events, seconds: (ended - startedAt) / 1000 },
      steps: Object.fromEntries(steps),
      peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last events of the published file, each with another reason: as many corrections as a day has events. */
function writeDelta(dataDir: string, out: string, most: number): number {
  const source = readCurrentGeneration(dataDir)?.sources.find((one) => one.file === file);
  const landed = join(dataDir, "landing", source?.sha256 ?? "");
  if (!source || !existsSync(landed))
    throw new Error(`${dataDir} has no ${file}: remove it and run the bench again.`);
  const [header = "", ...rows] = readFileSync(landed, "utf8").trimEnd().split("\n");
  const changed = rows
    .slice(-most)
    .map((row) =>
      row.endsWith(",excused") ? row.replace(/,excused$/, ",unexcused") : row.replace(/,\w+$/, ",excused"),
    );
  const delta = join(out, file.replace(".csv", ".delta.csv"));
  mkdirSync(dirname(delta), { recursive: true });
  writeFileSync(delta, `${[`status,${header}`, ...changed.map((row) => `active,${row}`)].join("\n")}\n`);
  return changed.length;
}

/** The result in words. */
export function tellDeltaBench({ students, events, seconds, steps, peak_memory_mb }: DeltaBench): string {
  const each = Object.entries(steps).map(([step, took]) => `${step} ${took.toFixed(1)} s`);
  return `${events} changed absences of ${students} students, from file to published: ${seconds.toFixed(1)} s (${each.join(", ")}), peak ${peak_memory_mb} MB (goal at 640,000 students: 30 s, 4 GB).`;
}
