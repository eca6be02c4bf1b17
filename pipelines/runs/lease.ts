import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.ts";

type Holder = { pid: number; boot: string; since: string };

/** Takes the one right to publish into a data folder; gives how to return it. Throws a Refusal while another run has it. */
export function takeLease(dataDir: string, now: Date): () => void {
  makeDataDir(dataDir);
  const file = join(dataDir, "lease.json");
  const mine = `${file}.${process.pid}`;
  const holder: Holder = { pid: process.pid, boot: bootId(), since: now.toISOString() };
  writeFileSync(mine, JSON.stringify(holder));
  try {
    for (let attempt = 0; attempt < 2; attempt++) {
      if (tryLink(mine, file)) return () => rmSync(file, { force: true });
      const other = readHolder(file);
      if (other && isAlive(other)) throw busy(dataDir, other);
      if (!buryLease(file, other)) throw busy(dataDir, readHolder(file));
    }
    throw busy(dataDir, readHolder(file));
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Makes the data folder where it is not there yet. Throws a Refusal when this user cannot write it. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? error.code : error;
    throw new Refusal(
      "run.no_data_folder",
      `The data folder ${dataDir} cannot be written (${why}). Give this user the right to, or name another with --data.`,
    );
  }
}

/** A link appears whole or not at all, and fails when the name is taken: two runs cannot both get it. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Moves a dead run's lease away; false when another run was faster and the file is already its lease, which is put back.
 * Removing the file by name would remove whatever lies there by now.
 */
function buryLease(file: string, dead: Holder | null): boolean {
  const grave = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, grave);
  } catch {
    return true;
  }
  const isDead = JSON.stringify(readHolder(grave)) === JSON.stringify(dead);
  if (!isDead) tryLink(grave, file);
  rmSync(grave);
  return isDead;
}

function busy(dataDir: string, other: Holder | null): Refusal {
  const who = other ? ` (process ${other.pid}, since ${other.since})` : "";
  return new Refusal(
    "run.locked",
    `Another load is running on ${dataDir}${who}. Wait until it has ended and start this one again.`,
  );
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** A process id is used again after a restart of the machine, so the boot counts too. */
function isAlive({ pid, boot }: Holder): boolean {
  if (boot !== bootId()) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "unknown";
  }
}
