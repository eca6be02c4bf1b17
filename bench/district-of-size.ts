import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, writeDistrict } from "#pipelines";
import { type District, readCurrentGeneration } from "#warehouse";

export type Size = {
  students: number;
  /** In proportion to the students unless said. */
  schools?: number;
  years: number;
  district: District;
  asOf: string;
};

/** How a district of a size was built: what was read from its files, how long that took, and the memory it peaked at. */
export type Built = {
  rows: number;
  attendance_days: number;
  synth_seconds: number;
  load_seconds: number;
  load_rows_per_second: number;
  peak_memory_mb: number;
};

/** Writes and loads a made-up district once, below `cache`, and keeps it with the figures of its building. */
export async function districtOfSize(size: Size, cache: string): Promise<{ dataDir: string; built: Built }> {
  const schools = size.schools === undefined ? "" : `-${size.schools}`;
  const folder = join(cache, `${size.students}x${size.years}${schools}`);
  const dataDir = join(folder, "data");
  const figures = join(folder, "built.json");
  if (!existsSync(figures)) writeFileSync(figures, JSON.stringify(await build(size, folder, dataDir)));
  return { dataDir, built: JSON.parse(readFileSync(figures, "utf8")) };
}

async function build(
  { students, schools, years, district, asOf }: Size,
  folder: string,
  dataDir: string,
): Promise<Built> {
  const sources = join(folder, "sources");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const synth = await seconds(() =>
    writeDistrict({ students, schools, years, seed: 1, out: sources, asOf, onProgress: () => {} }),
  );
  const loaded = await seconds(() =>
    load({ district, dataDir, path: sources, source: undefined, asOf, onProgress: () => {} }),
  );
  rmSync(sources, { recursive: true });
  const manifest = readCurrentGeneration(dataDir);
  if (!manifest) throw new Error(`${dataDir} holds no generation: remove it and run the bench again.`);
  const rows = manifest.sources.reduce((sum, source) => sum + source.read, 0);
  const days = manifest.parts.filter(({ table }) => table === "fct_attendance_day");
  return {
    rows,
    attendance_days: days.reduce((sum, part) => sum + part.rows, 0),
    synth_seconds: synth,
    load_seconds: loaded,
    load_rows_per_second: Math.round(rows / loaded),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(performance.now() - startedAt) / 1000;
}
