import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";
import {
  type CopiedLine,
  fillControl,
  listGenerations,
  readCurrentGeneration,
  sha256Of,
  verifyParts,
} from "#warehouse";
import type { Told } from "../command-line/told.ts";
import { makeDataDir } from "../ledger/data-folder.ts";
import type { StorePlace } from "../ledger/list-runs.ts";
import { Refusal } from "../refusal.ts";
import { controlFile } from "./back-up.ts";

const known =
  /^(control\.ndjson|generations\/g-\d+\.json|parts\/[0-9a-f]{64}\.duckdb|landing\/[0-9a-f]{64}|keys\/[\w.-]+)$/;
/** The generations last: without them a folder that was interrupted holds nothing that anybody reads. */
const folders = ["keys", "landing", "parts", "generations"];

/**
 * Fills an empty data folder and control store from a backup, after every file was held against its hash. Interrupted,
 * it is begun again. Throws a Refusal where the folder is in use or the backup is not sound.
 */
export async function restore(place: StorePlace, backup: string): Promise<Told> {
  const { dataDir } = place;
  makeDataDir(dataDir);
  const unpacked = join(dataDir, "restoring");
  refuseInUse(place, unpacked);
  rmSync(unpacked, { recursive: true, force: true });
  await unpack(backup, unpacked);
  if (!place.databaseUrl) removeStore(dataDir);
  await fillControl(place, linesOf(join(unpacked, controlFile)));
  for (const folder of folders) {
    if (!existsSync(join(unpacked, folder))) continue;
    rmSync(join(dataDir, folder), { recursive: true, force: true });
    renameSync(join(unpacked, folder), join(dataDir, folder));
  }
  rmSync(unpacked, { recursive: true });
  const generation = readCurrentGeneration(dataDir)?.generation ?? null;
  const text = `${dataDir} is as it was: ${generation ?? "no generation"} is current. Everybody signs in again.`;
  return { found: { dataDir, generation }, text, isSound: true };
}

function refuseInUse({ dataDir, databaseUrl }: StorePlace, unpacked: string): void {
  const hasStore = !databaseUrl && existsSync(join(dataDir, "control.sqlite"));
  const isInterrupted = existsSync(unpacked);
  if (listGenerations(dataDir).length === 0 && (!hasStore || isInterrupted)) return;
  throw new Refusal(
    "restore.in_use",
    `${dataDir} is in use. Restore into another folder with --data, or move this one away first.`,
  );
}

/** Of a restore that was interrupted. */
function removeStore(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((file) => file.startsWith("control.sqlite")))
    rmSync(join(dataDir, name));
}

async function unpack(backup: string, folder: string): Promise<void> {
  const zip = await openPromise(backup).catch((error) =>
    Promise.reject(unsound(backup, error instanceof Error ? error.message : String(error))),
  );
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (!known.test(name)) throw unsound(backup, `it holds ${name}, which is not of a backup`);
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { flush: true }));
      await refuseChanged(backup, { name, path });
    }
  } finally {
    zip.close();
  }
  if (!existsSync(join(folder, controlFile))) throw unsound(backup, `it holds no ${controlFile}`);
  for (const generation of listGenerations(folder).slice(-1)) {
    const current = readCurrentGeneration(folder);
    const [fault] = current ? await verifyParts(folder, current) : [];
    if (fault) throw unsound(backup, `of ${generation} the part ${fault.file} is ${fault.fault}`);
  }
}

/** Parts and landed files are named by what is in them. */
async function refuseChanged(backup: string, { name, path }: { name: string; path: string }): Promise<void> {
  const [folder, file = ""] = name.split("/");
  if (folder === "keys") chmodSync(path, 0o600);
  if (folder !== "parts" && folder !== "landing") return;
  if ((await sha256Of(path)) !== file.slice(0, 64)) throw unsound(backup, `${name} was changed`);
  if (folder === "parts") chmodSync(path, 0o444);
}

const unsound = (backup: string, why: string): Refusal =>
  new Refusal(
    "backup.unsound",
    `${backup} is no sound backup: ${why}. Nothing was restored; take another one.`,
  );

async function* linesOf(path: string): AsyncGenerator<CopiedLine> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
    if (line !== "") yield JSON.parse(line);
}
