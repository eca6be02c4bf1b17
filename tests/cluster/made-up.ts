import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "#pipelines";
import { writeDistrict } from "../../pipelines/synthetic/index.ts";
import { exactDistrict } from "../exact-district.ts";

/** The day of the made-up district's latest generation. */
export const asOf = "2026-11-20";

/** A made-up district in files and as generations. */
export type MadeUp = { source: string; dataDir: string; remove(): void };

/** Writes a made-up district as of each of some days and loads it, the latest last; `source` holds its files. */
export async function madeUp({ students = 600, days = [asOf], of = exactDistrict } = {}): Promise<MadeUp> {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-cluster-district-"));
  const dataDir = join(folder, "data");
  const sourceOf = (day: string) => join(folder, day);
  for (const day of days) {
    await writeDistrict({ students, years: 3, seed: 7, out: sourceOf(day), asOf: day });
    await load({ district: of, dataDir, path: sourceOf(day), asOf: day });
  }
  const source = sourceOf(days.at(-1) ?? asOf);
  return { source, dataDir, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
