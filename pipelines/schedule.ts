import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTask, type ScheduledTask } from "node-cron";
import type { District, Source } from "#warehouse";

/** One scheduled load: a source on a business date. It is claimed once, whatever becomes of it. */
export type Slot = {
  source: string;
  /** The business date, ISO, in the machine's time zone. */
  on: string;
  state: "running" | "done" | "failed";
  claimed_at: string;
  message: string | null;
};

export type Scheduled = {
  source: string;
  label: string;
  /** ISO timestamp. */
  next_at: string | null;
  last: Slot | null;
};

export type ScheduleRequest = {
  dataDir: string;
  district: District;
  clock: () => Date;
  /** Runs a command of the command line in a process of its own. */
  command: (args: string[]) => Promise<void>;
};

/** Where scheduled loads look for the sources' files. */
export const inbox = (dataDir: string): string => join(dataDir, "inbox");

/** When each scheduled source is loaded next, and what became of its last slot. */
export function listSchedule(dataDir: string, district: District): Scheduled[] {
  return district.sources.flatMap(({ key, label, schedule }) => {
    if (!schedule) return [];
    const next = withTask(schedule, (task) => {
      task.start();
      return task.getNextRun();
    });
    return [{ source: key, label, next_at: next?.toISOString() ?? null, last: lastSlot(dataDir, key) }];
  });
}

/** Looks every minute for slots that are due; gives how to stop. Missed minutes of a day are caught up. */
export function startSchedule(request: ScheduleRequest): () => void {
  const ticker = createTask("* * * * *", () => runDueSlots(request), { noOverlap: true, unref: true });
  ticker.start();
  return () => void ticker.destroy();
}

/** Loads every source whose slot of today is due, unclaimed and has its files; one after the other. */
export async function runDueSlots(request: ScheduleRequest): Promise<Slot[]> {
  const { dataDir, district, clock, command } = request;
  const slots: Slot[] = [];
  for (const source of district.sources) {
    if (!isDue(source, clock()) || !hasFiles(source, inbox(dataDir))) continue;
    const slot = claim(dataDir, source.key, clock());
    if (!slot) continue;
    try {
      const folder = source.files ? [inbox(dataDir)] : [];
      await command(["load", ...folder, "--source", source.key, "--data", dataDir]);
      slots.push(close(dataDir, { ...slot, state: "done" }));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      slots.push(close(dataDir, { ...slot, state: "failed", message }));
    }
  }
  return slots;
}

/** node-cron only ticks and matches, and keeps every task until it is destroyed; what has run the slots know. */
function withTask<T>(expression: string, use: (task: ScheduledTask) => T): T {
  const task = createTask(expression, () => {});
  try {
    return use(task);
  } finally {
    void task.destroy();
  }
}

/** Whether the schedule has matched any minute of the day so far. */
function isDue({ schedule }: Source, now: Date): boolean {
  if (!schedule) return false;
  return withTask(schedule, (task) => {
    const minute = new Date(now);
    for (minute.setHours(0, 0, 0, 0); minute <= now; minute.setTime(minute.getTime() + 60_000)) {
      if (task.match(minute)) return true;
    }
    return false;
  });
}

const hasFiles = ({ files = {} }: Source, folder: string) =>
  Object.values(files).every((file) => existsSync(join(folder, file)));

const slotFile = (dataDir: string, source: string, on: string) =>
  join(dataDir, "slots", source, `${on}.json`);

/** Null when the slot has been claimed before: creating a file that must not exist succeeds once. */
function claim(dataDir: string, source: string, now: Date): Slot | null {
  const slot: Slot = {
    source,
    on: now.toLocaleDateString("sv-SE"),
    state: "running",
    claimed_at: now.toISOString(),
    message: null,
  };
  mkdirSync(join(dataDir, "slots", source), { recursive: true });
  try {
    writeFileSync(slotFile(dataDir, source, slot.on), JSON.stringify(slot), { flag: "wx" });
    return slot;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return null;
    throw error;
  }
}

function close(dataDir: string, slot: Slot): Slot {
  const file = slotFile(dataDir, slot.source, slot.on);
  writeFileSync(`${file}.tmp`, JSON.stringify(slot));
  renameSync(`${file}.tmp`, file);
  return slot;
}

function lastSlot(dataDir: string, source: string): Slot | null {
  const folder = join(dataDir, "slots", source);
  const latest = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(".json"))
        .sort()
        .at(-1)
    : undefined;
  return latest === undefined ? null : JSON.parse(readFileSync(join(folder, latest), "utf8"));
}
