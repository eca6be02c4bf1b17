import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { District, Erasure } from "#warehouse";
import { operatorsOf } from "../feeds/owned-feeds.ts";
import { tolerantSources } from "./fingerprint.ts";

const folders = ["erasure", "feeds", "runs", "sources"];

/** A hash over everything but the files that decides what is staged of them: contracts, readers, rules, and whose files they are. */
export function stagingVersion(district: District, erasures: Erasure[]): string {
  const hash = createHash("sha256");
  const erased = erasures.flatMap(({ hashes }) => hashes).sort();
  hash.update(JSON.stringify([tolerantSources(district), [...operatorsOf(district)], erased]));
  for (const folder of folders) {
    const url = new URL(`../${folder}/`, import.meta.url);
    const names = readdirSync(url, { recursive: true, encoding: "utf8" }).sort();
    for (const name of names.filter((one) => one.endsWith(".ts") && !one.endsWith(".test.ts")))
      hash.update(`${folder}/${name}\n`).update(readFileSync(new URL(name, url)));
  }
  return hash.digest("hex");
}
