import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Control, District, KnownSlots, Slot } from "#warehouse";
import { type StorePlace, withControl } from "../ledger/list-runs.ts";
import { addDays, businessDate } from "./business-time.ts";
import { type Due, isLate, lookBackDays, nextSlot, openSlots } from "./due-slots.ts";
import { inbox, type Job, jobsOf } from "./jobs.ts";

/** A job with a schedule: when it is done next, what became of its last slot, and what a person must look after. */
export type Scheduled = {
  source: string;
  label: string;
  /** ISO timestamp. */
  next_at: string | null;
  /** Whether it waits for DIR/inbox, without which it is never due. */
  is_without_inbox: boolean;
  last: Slot | null;
  alarm: Alarm | null;
};

/** A scheduled load that is not there: since when, and why as far as is known. */
type Alarm = { kind: "did_not_start" | "failed"; due_at: string; message: string };

/** The schedule of a data folder. Looking makes no store where there is none yet. */
export async function listSchedule(place: StorePlace, district: District, now: Date): Promise<Scheduled[]> {
  if (!place.databaseUrl && !existsSync(join(place.dataDir, "control.sqlite")))
    return scheduleOf(place.dataDir, { district, known: { slots: [], begun: new Map() }, now });
  return withControl(place, (control) => readSchedule(control, place.dataDir, { district, now }));
}

/** The schedule as an open control store knows it. */
export async function readSchedule(
  control: Control,
  dataDir: string,
  { district, now }: { district: District; now: Date },
): Promise<Scheduled[]> {
  const since = addDays(businessDate(now, district.timeZone), -lookBackDays);
  return scheduleOf(dataDir, { district, known: await control.slotsSince(since), now });
}

type Asked = { district: District; known: KnownSlots; now: Date };

function scheduleOf(dataDir: string, { district, known, now }: Asked): Scheduled[] {
  const { timeZone } = district;
  return jobsOf(district, dataDir).map((job) => {
    const last = lastOf(job, known.slots);
    const late = openSlots(job, known, { now, timeZone }).findLast((slot) => isLate(slot, now));
    return {
      source: job.key,
      label: job.label,
      next_at: nextSlot(job, { now, timeZone })?.due_at ?? null,
      is_without_inbox: !job.isConnected,
      last,
      alarm: job.isConnected ? alarmOf(last, late && whyLate(late, job, dataDir)) : null,
    };
  });
}

/** A job's last slot; what it does after loads stands under its key and a generation. */
function lastOf({ key }: Job, slots: Slot[]): Slot | null {
  const own = slots.filter(({ job }) => job === key || job.startsWith(`${key} `));
  const beganAt = ({ claimed_at, due_at }: Slot) => claimed_at ?? due_at;
  return own.sort((one, other) => beganAt(other).localeCompare(beganAt(one)))[0] ?? null;
}

function alarmOf(last: Slot | null, late: Alarm | undefined): Alarm | null {
  if (late) return late;
  if (!last || (last.state !== "failed" && last.state !== "missed")) return null;
  const kind = last.state === "failed" ? "failed" : "did_not_start";
  return { kind, due_at: last.due_at, message: last.message ?? "" };
}

function whyLate({ due_at }: Due, { waitsFor: [file, ...more] }: Job, dataDir: string): Alarm {
  const others = more.length > 0 ? ` and ${more.length} more` : "";
  const message = file
    ? `It waits for ${join(inbox(dataDir), file)}${others}.`
    : 'Another load is running, or no scheduler: "rollbook start" is one.';
  return { kind: "did_not_start", due_at, message };
}
