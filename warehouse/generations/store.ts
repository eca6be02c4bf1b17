import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { type Manifest, parseManifest } from "./manifest.ts";

/** Where a data folder keeps what is published. */
export const generationsFolder = (dataDir: string): string => join(dataDir, "generations");

/** Where a data folder keeps its immutable part files. */
export const partsFolder = (dataDir: string): string => join(dataDir, "parts");

/** Where generations wait whose parts will be removed; nobody finds them. */
export const retiredFolder = (dataDir: string): string => join(generationsFolder(dataDir), "retired");

const manifestName = /^g-[0-9]{6,}\.json$/;

/** The ids of all published generations, oldest first. An empty or missing folder has none. */
export const listGenerations = (dataDir: string): string[] => namesIn(generationsFolder(dataDir));

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => manifestName.test(file))
    .map((file) => file.slice(0, -".json".length))
    .sort((a, b) => numberOf(a) - numberOf(b));
}

/** The manifest of a published generation. Throws when there is none or it is not whole. */
export function readGeneration(dataDir: string, generation: string): Manifest {
  const file = join(generationsFolder(dataDir), `${generation}.json`);
  return parseManifest(readFileSync(file, "utf8"), file);
}

/** The latest published generation, or null before the first. */
export function readCurrentGeneration(dataDir: string): Manifest | null {
  const latest = listGenerations(dataDir).at(-1);
  return latest === undefined ? null : readGeneration(dataDir, latest);
}

/** Publishes by one rename, after everything it names is on disk. Gives the manifest with its generation id. */
export function publishGeneration(dataDir: string, unnamed: Omit<Manifest, "generation">): Manifest {
  // A name is given once, also where the latest generation was retired: others still speak of it.
  const given = [listGenerations(dataDir), namesIn(retiredFolder(dataDir))].map((names) => names.at(-1));
  const next = Math.max(...given.map((name) => (name === undefined ? 0 : numberOf(name)))) + 1;
  const manifest: Manifest = { generation: `g-${String(next).padStart(6, "0")}`, ...unnamed };
  const folder = generationsFolder(dataDir);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${manifest.generation}.json`);
  writeDurably(`${file}.tmp`, `${JSON.stringify(manifest, null, 1)}\n`);
  renameSync(`${file}.tmp`, file);
  return manifest;
}

/** Every manifest whose parts and landed files must stay: of what is published, and of what was retired just now. */
export function manifestsInUse(dataDir: string): Manifest[] {
  const folders = [generationsFolder(dataDir), retiredFolder(dataDir)].filter((folder) => existsSync(folder));
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => manifestName.test(file))
      .map((file) => parseManifest(readFileSync(join(folder, file), "utf8"), join(folder, file))),
  );
}

/** Removes part files that no generation names: a run was killed after it wrote them. Call while nobody else publishes. */
export function sweepParts(dataDir: string): void {
  const folder = partsFolder(dataDir);
  if (!existsSync(folder)) return;
  const named = new Set(manifestsInUse(dataDir).flatMap(({ parts }) => parts.map(({ file }) => file)));
  for (const file of readdirSync(folder)) {
    if (!named.has(file)) rmSync(join(folder, file), { force: true });
  }
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, "w");
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
}

const numberOf = (generation: string) => Number(generation.slice("g-".length));
