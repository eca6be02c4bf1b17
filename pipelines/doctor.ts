import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readCurrentGeneration, verifyParts } from "#warehouse";
import type { CommandPlace } from "./command-line/told.ts";
import { listRuns, type StorePlace } from "./ledger/list-runs.ts";
import { listSchedule } from "./slots/list-schedule.ts";
import { alarmsOf, withoutInbox } from "./slots/tell-schedule.ts";

export type Diagnosis = { what: string; isSound: boolean; words: string };

const leastFreeBytes = 2 * 1024 ** 3;

/** Looks at an installation: Node, the data folder, its published parts, its last run and its scheduled loads. */
export async function diagnose(place: CommandPlace): Promise<Diagnosis[]> {
  const { dataDir } = place;
  return [
    nodeVersion(),
    writable(dataDir),
    freeSpace(dataDir),
    await parts(dataDir),
    await lastRun(place),
    await schedule(place),
  ];
}

function nodeVersion(): Diagnosis {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isSound = major > 20 || (major === 20 && minor >= 19);
  const words = isSound
    ? `Node ${process.versions.node}.`
    : `Node ${process.versions.node} is too old; install 20.19 or later.`;
  return { what: "node", isSound, words };
}

function existing(path: string): string {
  const full = resolve(path);
  return existsSync(full) ? full : existing(dirname(full));
}

function writable(dataDir: string): Diagnosis {
  const place = existing(dataDir);
  if (!statSync(place).isDirectory())
    return { what: "data folder", isSound: false, words: `${place} is a file; name a folder with --data.` };
  try {
    accessSync(place, constants.W_OK);
    return { what: "data folder", isSound: true, words: `${dataDir} may be written.` };
  } catch {
    return {
      what: "data folder",
      isSound: false,
      words: `${dataDir} may not be written; give this user the right to.`,
    };
  }
}

function freeSpace(dataDir: string): Diagnosis {
  const { bavail, bsize } = statfsSync(existing(dataDir));
  const free = bavail * bsize;
  const isSound = free >= leastFreeBytes;
  const advice = isSound ? "" : " A load of a large district needs more: free some.";
  return { what: "disk", isSound, words: `${(free / 1024 ** 3).toFixed(1)} GB free.${advice}` };
}

async function parts(dataDir: string): Promise<Diagnosis> {
  const current = readCurrentGeneration(dataDir);
  if (!current) {
    return {
      what: "published",
      isSound: false,
      words: 'Nothing is published yet: "rollbook load" does it.',
    };
  }
  const faults = await verifyParts(dataDir, current);
  const isSound = faults.length === 0;
  const words = isSound
    ? `${current.generation} as of ${current.as_of}, every part as published.`
    : `${current.generation}: ${faults.map(({ file, fault }) => `${file} is ${fault}`).join(", ")}. Load again, or restore a backup.`;
  return { what: "published", isSound, words };
}

async function lastRun(place: StorePlace): Promise<Diagnosis> {
  const [last] = await listRuns(place, { limit: 1 });
  if (!last) return { what: "last run", isSound: true, words: "No run yet." };
  const isSound = last.state !== "failed";
  return { what: "last run", isSound, words: `${last.run} ${last.state}. ${last.message ?? ""}`.trim() };
}

async function schedule(place: CommandPlace): Promise<Diagnosis> {
  const { district, clock } = place;
  const scheduled = await listSchedule(place, district, clock());
  const alarms = alarmsOf(scheduled, district.timeZone);
  const words = alarms.length > 0 ? alarms : ["Every load that was due has started."];
  const isSound = alarms.length === 0;
  return { what: "schedule", isSound, words: [...words, ...withoutInbox(scheduled)].join(" ") };
}
