import { createTask } from "node-cron";
import {
  type Control,
  type District,
  isGone,
  readCurrentGeneration,
  type Slot,
  thisProcess,
} from "#warehouse";
import { liveLease } from "./ledger/hold-lease.ts";
import { addDays, businessDate } from "./slots/business-time.ts";
import { type Due, decide, graceMinutes, lookBackDays, openSlots } from "./slots/due-slots.ts";
import { afterLoad, type Job, jobsOf, slotAfterLoad } from "./slots/jobs.ts";

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
  const start = (slot: Due, job: Pick<Job, "command">) => {
    const load = runSlot(request, slot, job).finally(() => loads.delete(load));
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
      const jobs = jobsOf(district, dataDir).filter(({ isConnected }) => isConnected);
      await control.beginJobs(
        jobs.map(({ key }) => key),
        today,
      );
      const known = await control.slotsSince(addDays(today, -lookBackDays));
      for (const job of jobs) {
        const { missed, next } = decide(job.missedSlots, openSlots(job, known, { now, timeZone }), now);
        for (const slot of missed) await control.missSlot(slot, whyMissed(job));
        if (!next || job.waitsFor.length > 0 || (await liveLease(control, now))) continue;
        if (await control.claimSlot(next, thisProcess(), now.toISOString())) start(next, job);
      }
      const hasWork = district.mail !== undefined || (await control.figureAlerts()).length > 0;
      const after = hasWork ? slotAfterLoad(district, readCurrentGeneration(dataDir)) : undefined;
      const isDone = !after || known.slots.some(({ job }) => job === after.job);
      if (!isDone && (await control.claimSlot(after, thisProcess(), now.toISOString())))
        start(after, afterLoad);
    },
    settled: async () => void (await Promise.all(loads)),
  };
}

async function runSlot(
  { control, dataDir, clock, command }: ScheduleRequest,
  slot: Due,
  job: Pick<Job, "command">,
): Promise<void> {
  const end = (state: "done" | "failed", message: string | null) =>
    control.endSlot(slot, { state, message, ended_at: clock().toISOString() });
  try {
    await command([...job.command, "--data", dataDir]);
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

const whyMissed = ({ missedSlots }: Job): Slot["message"] & string =>
  missedSlots === "skip"
    ? `It did not start within ${graceMinutes} minutes of its time, and this job does not catch up.`
    : "It did not start before the next one was due, which takes its place.";
