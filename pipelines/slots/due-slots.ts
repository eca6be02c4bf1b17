import { createTask, parse } from "node-cron";
import type { KnownSlots, Slot, Source } from "#warehouse";
import { addDays, businessDate, momentOf } from "./business-time.ts";

/** A slot that is due or will be: a source's load on a business date. */
export type Due = Pick<Slot, "job" | "business_on" | "due_at">;

/** A slot that has not started this long after its time is late. */
export const graceMinutes = 60;
/** So far back is looked for slots. */
export const lookBackDays = 62;
const farthestDays = 400;

type Scheduled = Pick<Source, "key" | "schedule">;

/** The slot of a job on a business date, if it has one then: at its first time of that day. */
function slotOn({ key: job, schedule }: Scheduled, on: string, timeZone: string): Due | undefined {
  if (!schedule) return undefined;
  const { hour, minute, second } = parse(schedule);
  const first = Math.min(...hour) * 60 + Math.min(...minute);
  // Whether the job has this day is asked of a calendar without summer time.
  const task = createTask(schedule, () => {}, { timezone: "UTC" });
  const isDay = task.match(
    new Date(Date.parse(`${on}T00:00:00Z`) + first * 60_000 + Math.min(...second) * 1000),
  );
  void task.destroy();
  if (!isDay) return undefined;
  return { job, business_on: on, due_at: momentOf(on, first, timeZone).toISOString() };
}

/** The slots of a job that are due and have no row, the earliest first: since its last row, or since it is scheduled. */
export function openSlots(job: Scheduled, { slots, begun }: KnownSlots, { now, timeZone }: Clock): Due[] {
  const today = businessDate(now, timeZone);
  const last = slots.find((slot) => slot.job === job.key)?.business_on;
  const farthest = addDays(today, -lookBackDays);
  const since = last ? addDays(last, 1) : (begun.get(job.key) ?? today);
  const open: Due[] = [];
  for (let on = since < farthest ? farthest : since; on <= today; on = addDays(on, 1)) {
    const slot = slotOn(job, on, timeZone);
    if (slot && slot.due_at <= now.toISOString()) open.push(slot);
  }
  return open;
}

type Clock = { now: Date; timeZone: string };

/** The next slot of a job after now. */
export function nextSlot(job: Scheduled, { now, timeZone }: Clock): Due | undefined {
  const today = businessDate(now, timeZone);
  for (let away = 0; away <= farthestDays; away++) {
    const slot = slotOn(job, addDays(today, away), timeZone);
    if (slot && slot.due_at > now.toISOString()) return slot;
  }
  return undefined;
}

export const isLate = ({ due_at }: Due, now: Date): boolean =>
  now.getTime() - Date.parse(due_at) > graceMinutes * 60_000;

type Decision = { missed: Due[]; next: Due | undefined };

/** Which of the open slots are given up, and which one may start: by the job's policy the latest, or none that is late. */
export function decide(policy: Source["missedSlots"], open: Due[], now: Date): Decision {
  const latest = open.at(-1);
  const earlier = open.slice(0, -1);
  if (policy === "skip" && latest && isLate(latest, now)) return { missed: open, next: undefined };
  return { missed: earlier, next: latest };
}
