import type { Kysely } from "kysely";
import type { ControlTables } from "../tables.ts";
import type { Holder, RunTables } from "./rows.ts";

/** One scheduled load: a job on a business date of the district, ISO. `due_at` is UTC. */
export type Slot = RunTables["schedule_slot"];
type Due = Pick<Slot, "job" | "business_on" | "due_at">;

export type KnownSlots = { slots: Slot[]; begun: Map<string, string> };

/** Which scheduled loads have started, and what became of them. A slot is claimed once, in whatever scheduler. */
export type Slots = {
  /** Notes since which business date jobs are scheduled, where it is not noted yet. */
  beginJobs(jobs: string[], on: string): Promise<void>;
  /** False when the slot has a row, or while any other slot runs. */
  claimSlot(due: Due, holder: Holder, now: string): Promise<boolean>;
  /** Notes the end of a slot that still runs. */
  endSlot(
    slot: Due,
    end: { state: "done" | "failed"; message: string | null; ended_at: string },
  ): Promise<void>;
  /** Notes a slot that nobody claimed and nobody will; one that has a row keeps it. */
  missSlot(due: Due, message: string): Promise<void>;
  /** Says that the holder of a running slot lives. */
  renewSlot(holder: Holder, now: string): Promise<void>;
  runningSlot(): Promise<Slot | undefined>;
  /** The slots of business dates from this one on, the latest first, and since when jobs are scheduled. */
  slotsSince(businessOn: string): Promise<KnownSlots>;
};

export function slotsOver(db: Kysely<ControlTables>): Slots {
  const unclaimed = { ended_at: null, heartbeat_at: null, pid: null, boot: null, host: null };
  return {
    async claimSlot({ job, business_on, due_at }, holder, now) {
      const claimed = await db
        .insertInto("schedule_slot")
        .values({
          ...{ ...unclaimed, job, business_on, due_at, ...holder, state: "running" as const },
          ...{ claimed_at: now, heartbeat_at: now, message: null },
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("job")
        .executeTakeFirst();
      return claimed !== undefined;
    },
    async endSlot({ job, business_on }, end) {
      await db
        .updateTable("schedule_slot")
        .set(end)
        .where("job", "=", job)
        .where("business_on", "=", business_on)
        .where("state", "=", "running")
        .execute();
    },
    async missSlot({ job, business_on, due_at }, message) {
      const row = {
        ...unclaimed,
        job,
        business_on,
        due_at,
        state: "missed" as const,
        claimed_at: null,
        message,
      };
      await db
        .insertInto("schedule_slot")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async renewSlot({ pid, boot, host }, now) {
      await db
        .updateTable("schedule_slot")
        .set({ heartbeat_at: now })
        .where("state", "=", "running")
        .where("pid", "=", pid)
        .where("boot", "=", boot)
        .where("host", "=", host)
        .execute();
    },
    runningSlot: () =>
      db.selectFrom("schedule_slot").selectAll().where("state", "=", "running").executeTakeFirst(),
    async beginJobs(jobs, since_on) {
      if (jobs.length === 0) return;
      await db
        .insertInto("schedule_job")
        .values(jobs.map((job) => ({ job, since_on })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async slotsSince(businessOn) {
      const slots = await db
        .selectFrom("schedule_slot")
        .selectAll()
        .where("business_on", ">=", businessOn)
        .orderBy("business_on", "desc")
        .orderBy("job")
        .execute();
      const jobs = await db.selectFrom("schedule_job").selectAll().execute();
      return { slots, begun: new Map(jobs.map(({ job, since_on }) => [job, since_on])) };
    },
  };
}
