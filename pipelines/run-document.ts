import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ManifestSource } from "#warehouse";

/** A refused cell or row, as it stands in stg_rejection; `line` 1 is the header. */
export type Rejection = {
  source: string;
  feed: string;
  file: string;
  line: number | null;
  field: string | null;
  code: string;
  value: string | null;
  reason: string;
  mend: string;
};

/** What one run did: kept for people, whether it published or not. */
export type RunDocument = {
  run: string;
  command: string;
  source: string | null;
  pid: number;
  started_at: string;
  ended_at: string | null;
  state: "running" | "published" | "failed";
  generation: string | null;
  as_of: string;
  files: Omit<ManifestSource, "landed_at" | "watermark">[];
  /** The first 1,000 rejections. */
  findings: Rejection[];
  message: string | null;
};

const runsFolder = (dataDir: string) => join(dataDir, "runs");

export function writeRun(dataDir: string, document: RunDocument): void {
  mkdirSync(runsFolder(dataDir), { recursive: true });
  const file = join(runsFolder(dataDir), `${document.run}.json`);
  writeFileSync(`${file}.tmp`, `${JSON.stringify(document, null, 1)}\n`, { flush: true });
  renameSync(`${file}.tmp`, file);
}

/** All runs of a data folder, the latest first. */
export function listRuns(dataDir: string): RunDocument[] {
  const folder = runsFolder(dataDir);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .reverse()
    .map((file): RunDocument => JSON.parse(readFileSync(join(folder, file), "utf8")));
}
