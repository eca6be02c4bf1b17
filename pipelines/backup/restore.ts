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
  type District,
  fillControl,
  listGenerations,
  readCurrentGeneration,
  sha256Of,
  verifyParts,
} from "#warehouse";
import type { Told } from "../command-line/told.ts";
import { keepErased, takeKey } from "../erasure/keep-erased.ts";
import { readLedger } from "../erasure/ledger-file.ts";
import { replay } from "../history/replay.ts";
import { makeDataDir } from "../ledger/data-folder.ts";
import type { StorePlace } from "../ledger/list-runs.ts";
import { Refusal } from "../refusal.ts";
import { inbox, jobsOf } from "../slots/jobs.ts";
import { controlFile } from "./back-up.ts";

const known =
  /^(control\.ndjson|generations\/g-\d+\.json|parts\/[0-9a-f]{64}\.duckdb|landing\/[0-9a-f]{64}|keys\/[\w.-]+)$/;
/** The generations follow: without them a folder that was interrupted holds nothing that anybody reads. */
const folders = ["keys", "landing", "parts"];

type RestoreRequest = StorePlace & {
  district: District;
  backup: string;
  /** The file of the deletion ledger that was kept apart; null where nobody's records were ever erased. */
  erasures: string | null;
};

/**
 * Fills an empty data folder and control store from a backup, after every file was held against its hash. What was
 * published before an erasure is never readable there: the last load is done again without whom it was about. Interrupted, it is
 * begun again. Throws a Refusal where the folder is in use or the backup or ledger is not sound.
 */
export async function restore({ district, backup, erasures, ...place }: RestoreRequest): Promise<Told> {
  const { dataDir } = place;
  const ledger = erasures === null ? null : readLedger(erasures);
  makeDataDir(dataDir);
  const unpacked = join(dataDir, "restoring");
  refuseInUse(place, unpacked);
  rmSync(unpacked, { recursive: true, force: true });
  await unpack(backup, unpacked);
  if (ledger) takeKey(unpacked, ledger.secret);
  if (!place.databaseUrl) removeStore(dataDir);
  await fillControl(place, linesOf(join(unpacked, controlFile)));
  for (const folder of folders) moveIn(folder, { unpacked, dataDir });
  const last = await keepErased({ place, unpacked, erasures: ledger?.erasures ?? [] });
  moveIn("generations", { unpacked, dataDir });
  if (last !== null) await replay({ ...place, district, run: last });
  rmSync(unpacked, { recursive: true });
  const generation = readCurrentGeneration(dataDir)?.generation ?? null;
  const how =
    last === null ? "as it was" : "as it was, without whom was erased since: the last load was done again";
  const waits = jobsOf(district, dataDir).some(({ isConnected }) => !isConnected);
  const more = waits ? ` Make ${inbox(dataDir)}: without it no source of files is loaded by schedule.` : "";
  const text = `${dataDir} is ${how}; ${generation ?? "no generation"} is current. Everybody signs in again.${more}`;
  return { found: { dataDir, generation }, text, isSound: true };
}

function moveIn(folder: string, { unpacked, dataDir }: { unpacked: string; dataDir: string }): void {
  if (!existsSync(join(unpacked, folder))) return;
  rmSync(join(dataDir, folder), { recursive: true, force: true });
  renameSync(join(unpacked, folder), join(dataDir, folder));
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
