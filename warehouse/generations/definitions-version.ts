import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const folders = ["tables", "checks", "alerts", "measures", "obligations"];

/** A short hash over every file that decides what a figure means: tables, checks, alerts, measures, obligations. */
export function definitionsVersion(): string {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const url = new URL(`../${folder}/`, import.meta.url);
    const files = existsSync(url) ? readdirSync(url).sort() : [];
    for (const file of files.filter((name) => /\.(sql|ts)$/.test(name) && !name.endsWith(".test.ts"))) {
      hash.update(`${folder}/${file}\n`).update(readFileSync(new URL(file, url)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}
