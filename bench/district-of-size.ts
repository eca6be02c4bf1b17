import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { load, writeDistrict } from "#pipelines";
import { type District, listGenerations, readCurrentGeneration } from "#warehouse";

export type Size = { students: number; years: number; district: District; asOf: string };

/** How a district of a size was built; `rows` were read from its files. Seconds are null where it was cached. */
export type Built = {
  dataDir: string;
  rows: number;
  attendance_days: number;
  synth_seconds: number | null;
  load_seconds: number | null;
  load_rows_per_second: number | null;
  peak_memory_mb: number | null;
};

/** Writes and loads a made-up district once, below `cache`, and keeps it. Its day is a year's last: whole years. */
export async function districtOfSize(size: Size, cache: string): Promise<Built> {
  const folder = join(cache, `${size.students}x${size.years}`);
  const dataDir = join(folder, "data");
  const isCached = listGenerations(dataDir).length > 0;
  const times = isCached ? null : await build(size, folder, dataDir);
  const manifest = readCurrentGeneration(dataDir);
  if (!manifest) throw new Error(`${dataDir} holds no generation: remove it and run the bench again.`);
  const rows = manifest.sources.reduce((sum, source) => sum + source.read, 0);
  const days = manifest.parts.filter(({ table }) => table === "fct_attendance_day");
  return {
    dataDir,
    rows,
    attendance_days: days.reduce((sum, part) => sum + part.rows, 0),
    synth_seconds: times?.synth ?? null,
    load_seconds: times?.load ?? null,
    load_rows_per_second: times ? Math.round(rows / times.load) : null,
    peak_memory_mb: times?.peak ?? null,
  };
}

async function build({ students, years, district, asOf }: Size, folder: string, dataDir: string) {
  const sources = join(folder, "sources");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const synth = await seconds(() =>
    writeDistrict({ students, years, seed: 1, out: sources, asOf, onProgress: () => {} }),
  );
  const loaded = await seconds(() =>
    load({ district, dataDir, path: sources, source: undefined, asOf, onProgress: () => {} }),
  );
  if (existsSync(sources)) rmSync(sources, { recursive: true });
  return { synth, load: loaded, peak: Math.round(process.resourceUsage().maxRSS / 1024) };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(performance.now() - startedAt) / 1000;
}
