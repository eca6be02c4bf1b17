import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { copyControl, listGenerations } from "#warehouse";
import type { Told } from "../command-line/told.ts";
import type { StorePlace } from "../ledger/list-runs.ts";
import { Refusal } from "../refusal.ts";

/** The control store's copy in a backup: a JSON text a line. */
export const controlFile = "control.ndjson";

/**
 * Everything of a data folder and its control store in one ZIP file: manifests, parts, landed files, keys. Loads may go
 * on meanwhile: what a manifest names never changes. Throws a Refusal where the file is there already.
 */
export async function backUp(place: StorePlace, out: string): Promise<Told> {
  const file = resolve(out);
  if (existsSync(file))
    throw new Refusal("backup.exists", `${out} is there already. Name another file with --out.`);
  const generation = listGenerations(place.dataDir).at(-1) ?? null;
  const work = mkdtempSync(join(dirname(file), ".rollbook-backup-"));
  try {
    const zip = new ZipFile();
    const written = pipeline(zip.outputStream, createWriteStream(join(work, "zip"), { flush: true }));
    // Before the store: the end of the access log that was kept here may be behind the store's, and not ahead of it.
    const keys = filesOf(place.dataDir, ["keys"]);
    for (const { path, name } of keys) zip.addBuffer(readFileSync(path), name);
    // Before the manifests: what is published meanwhile is in them and not in the ledger, and the next run notes it.
    zip.addFile(await writeControl(place, work), controlFile);
    const files = filesOf(place.dataDir, ["generations", "parts", "landing"]);
    for (const { path, name } of files) zip.addFile(path, name, { compress: !name.startsWith("parts/") });
    zip.end();
    await written;
    renameSync(join(work, "zip"), file);
    const text = `${out} holds ${generation ?? "no generation"} and ${files.length} files. Keep it elsewhere, as safe as the data folder: it holds student records and the key of the access log.`;
    return { found: { file, generation, files: files.length }, text, isSound: true };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function writeControl(place: StorePlace, work: string): Promise<string> {
  const path = join(work, controlFile);
  await writeFile(path, "");
  const lines: string[] = [];
  const flush = () => writeFile(path, lines.splice(0).join(""), { flag: "a" });
  await copyControl(place, async (line) => {
    if (lines.push(`${JSON.stringify(line)}\n`) >= 1000) await flush();
  });
  await flush();
  return path;
}

type Packed = { path: string; name: string };

/** What generations are retired is not needed any more, and what is being written is not whole. */
function filesOf(dataDir: string, folders: string[]): Packed[] {
  const filled = folders.filter((folder) => existsSync(join(dataDir, folder)));
  return filled.flatMap((folder) =>
    readdirSync(join(dataDir, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".tmp"))
      .map(({ name }) => ({ path: join(dataDir, folder, name), name: `${folder}/${name}` })),
  );
}
