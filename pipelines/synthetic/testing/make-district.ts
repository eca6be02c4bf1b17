import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DistrictOptions, writeDistrict } from "../index.ts";

/** Writes a district into a new temporary folder and gives the folder; `removeDistricts` removes them all. */
export async function makeDistrict(options: Omit<DistrictOptions, "out">): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), "rollbook-district-"));
  made.push(out);
  await writeDistrict({ ...options, out });
  return out;
}

const made: string[] = [];

export function removeDistricts(): void {
  for (const out of made.splice(0)) rmSync(out, { recursive: true, force: true });
}
