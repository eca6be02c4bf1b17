import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, writeDistrict } from "#pipelines";
import { district } from "../../district.config.ts";

/** The school that is handed over stays in its old system: no source here is of one operator only. */
const ofAnySystem = { ...district, sources: district.sources.map(({ operator: _, ...source }) => source) };

export const asOf = "2026-11-20";
const handedOverOn = "2025-11-03";
const dayBefore = "2025-11-02";

/** The schools of the made-up district that change: one its operator, one its region. */
export const handedOver = "07612340130361";
const moved = "07612340130310";

/** Writes and loads 600 students of two years, of whom some change schools and some see their school change. */
export async function loadDistrict(source: string, dataDir: string): Promise<void> {
  await writeDistrict({ students: 600, years: 2, seed: 7, out: source, asOf });
  const file = join(source, "camino", "organizations.csv");
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  writeFileSync(file, `${lines.flatMap(withChange).join("\n")}\n`);
  await load({ district: ofAnySystem, dataDir, path: source, asOf });
}

/** The last two columns are the first and the last day of a version. */
function withChange(line: string): string[] {
  const isLine = (id: string) => line.startsWith(`${id},`);
  if (!isLine(handedOver) && !isLine(moved)) return [line];
  const begun = line.trimEnd().split(",").slice(0, -2);
  const after = isLine(moved)
    ? begun.map((word) => (word === "South" ? "East" : word))
    : begun.map((word) =>
        word === "brightpath" ? "harbor" : word.replace("Brightpath Schools", "Harbor Learning"),
      );
  const since = line.trimEnd().split(",").at(-2) ?? "";
  return [[...begun, since, dayBefore].join(","), [...after, handedOverOn, ""].join(",")];
}
