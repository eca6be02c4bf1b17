import { existsSync } from "node:fs";
import { join } from "node:path";
import { createTask } from "node-cron";
import type { Control, District, Slot, Source } from "#warehouse";
import { liveLease } from "./ledger/hold-lease.ts";
import { isGone, thisProcess } from "./ledger/holder.ts";
import { addDays, businessDate } from "./slots/business-time.ts";
import { type Due, decide, graceMinutes, lookBackDays, openSlots } from "./slots/due-slots.ts";

export type ScheduleRequest = {
  control: Control;
  dataDir: string;
  district: District;
  clock: () => Date;
  /** Runs a command of the command line in a process of its own. */
  command: (args: string[]) => Promise<void>;
};

/** A scheduler: `tick` looks once for slots that are due, `settled` waits for the loads that it has started. */
export type Schedule = { tick: () => Promise<void>; settled: () => Promise<void> };

/** Where scheduled loads look for the sources' files. */
export const inbox = (dataDir: string): string => join(dataDir, "inbox");

/** Looks every minute for slots that are due; gives how to stop. */
export function startSchedule(request: ScheduleRequest): () => void {
  const { tick } = openSchedule(request);
  const ticker = createTask("* * * * *", tick, { noOverlap: true, unref: true });
  ticker.start();
  return () => void ticker.destroy();
}

/** The slots' rows decide, so that any number of schedulers may tick, at any time and after any pause. */
export function openSchedule(request: ScheduleRequest): Schedule {
  const loads = new Set<Promise<void>>();
  const start = (slot: Due, source: Source) => {
    const load = runSlot(request, slot, source).finally(() => loads.delete(load));
    loads.add(load);
  };
  return {
    async tick() {
      const { control, dataDir, district, clock } = request;
      const { timeZone } = district;
      const now = clock();
      await control.renewSlot(thisProcess(), now.toISOString());
      await endDeadSlot(control, now);
      const today = businessDate(now, timeZone);
      const jobs = district.sources.filter((source) => isConnected(source, dataDir));
      await control.beginJobs(
        jobs.map(({ key }) => key),
        today,
      );
      const known = await control.slotsSince(addDays(today, -lookBackDays));
      for (const source of jobs) {
        const { missed, next } = decide(source.missedSlots, openSlots(source, known, { now, timeZone }), now);
        for (const slot of missed) await control.missSlot(slot, whyMissed(source));
        if (!next || missingFiles(source, dataDir).length > 0 || (await liveLease(control, now))) continue;
        if (await control.claimSlot(next, thisProcess(), now.toISOString())) start(next, source);
      }
    },
    settled: async () => void (await Promise.all(loads)),
  };
}

async function runSlot(
  { control, dataDir, clock, command }: ScheduleRequest,
  slot: Due,
  source: Source,
): Promise<void> {
  const folder = source.files ? [inbox(dataDir)] : [];
  const end = (state: "done" | "failed", message: string | null) =>
    control.endSlot(slot, { state, message, ended_at: clock().toISOString() });
  try {
    await command(["load", ...folder, "--source", source.key, "--by", "schedule", "--data", dataDir]);
    await end("done", null);
  } catch (error) {
    // A store that cannot be written now sees this slot as dead once this process is gone.
    await end("failed", error instanceof Error ? error.message : String(error)).catch(() => {});
  }
}

const silentMs = 300_000;

/** A scheduler renews the slot that it runs at each tick; of one on this machine the process tells, too. */
async function endDeadSlot(control: Control, now: Date): Promise<void> {
  const running = await control.runningSlot();
  if (!running) return;
  const { pid, boot, host, heartbeat_at } = running;
  const isHere = host === thisProcess().host;
  const isSilent = now.getTime() - Date.parse(heartbeat_at ?? "") > silentMs;
  if (isHere ? !isGone({ pid: pid ?? 0, boot: boot ?? "", host }) : !isSilent) return;
  const message = "The scheduler that had started it ended before it did.";
  await control.endSlot(running, { state: "failed", message, ended_at: now.toISOString() });
}

/** A source of files is connected once there is a folder to put them in; before, no load of it is missed. */
export const isConnected = ({ schedule, database, sftp }: Source, dataDir: string): boolean =>
  schedule !== undefined && (database !== undefined || sftp !== undefined || existsSync(inbox(dataDir)));

/** The files that a scheduled load waits for. */
export const missingFiles = ({ files = {} }: Source, dataDir: string): string[] =>
  Object.values(files).filter((file) => !existsSync(join(inbox(dataDir), file)));

const whyMissed = ({ missedSlots }: Source): Slot["message"] & string =>
  missedSlots === "skip"
    ? `It did not start within ${graceMinutes} minutes of its time, and this source does not catch up.`
    : "It did not start before the next one was due, which takes its place.";
