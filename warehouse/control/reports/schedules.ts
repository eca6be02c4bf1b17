import { type Kysely, sql } from "kysely";
import type { ControlTables, ReportDeliveryRow, ReportScheduleRow } from "../tables.ts";

/** One mail: of which schedule, to whom, for which period. */
type DeliveryKey = Pick<ReportDeliveryRow, "schedule_id" | "account" | "period">;
/** What became of a delivery. */
type DeliveryEnd = Pick<ReportDeliveryRow, "state" | "generation" | "fingerprint" | "message">;

/** Saved reports by mail: when, to whom, what became of it, and who wants none. */
export type ReportSchedules = {
  makeReportSchedule(schedule: Omit<ReportScheduleRow, "ended_at">): Promise<void>;
  /** Those that have not ended, oldest first. */
  reportSchedules(): Promise<ReportScheduleRow[]>;
  /** Ends a schedule; its deliveries stay on record. False where it has ended or never was. */
  endReportSchedule(scheduleId: string, now: string): Promise<boolean>;
  /** Who wants none of it. */
  unsubscribed(scheduleId: string): Promise<string[]>;
  setSubscribed(
    scheduleId: string,
    account: string,
    change: { isSubscribed: boolean; now: string },
  ): Promise<void>;
  /**
   * Takes a delivery, so that nobody else sends it; one that failed is taken again, three times at most. Gives the attempt, or
   * nothing where it is somebody else's, done, or given up.
   */
  claimDelivery(delivery: DeliveryKey, now: string): Promise<number | undefined>;
  endDelivery(delivery: DeliveryKey, end: DeliveryEnd): Promise<void>;
  /** Newest first; of one person where she is named. */
  deliveries(scheduleId: string, account?: string): Promise<ReportDeliveryRow[]>;
};

const ATTEMPTS = 3;

export function reportSchedulesOver(db: Kysely<ControlTables>): ReportSchedules {
  return {
    makeReportSchedule: async (schedule) => {
      await db
        .insertInto("report_schedule")
        .values({ ...schedule, ended_at: null })
        .execute();
    },
    reportSchedules: () =>
      db
        .selectFrom("report_schedule")
        .selectAll()
        .where("ended_at", "is", null)
        .orderBy("made_at")
        .orderBy("schedule_id")
        .execute(),
    async endReportSchedule(scheduleId, now) {
      const ended = await db
        .updateTable("report_schedule")
        .set({ ended_at: now })
        .where("schedule_id", "=", scheduleId)
        .where("ended_at", "is", null)
        .executeTakeFirst();
      return ended.numUpdatedRows > 0n;
    },
    async unsubscribed(scheduleId) {
      const rows = await db
        .selectFrom("report_unsubscription")
        .select("account")
        .where("schedule_id", "=", scheduleId)
        .execute();
      return rows.map(({ account }) => account);
    },
    async setSubscribed(schedule_id, account, { isSubscribed, now }) {
      const mine = db.deleteFrom("report_unsubscription").where("schedule_id", "=", schedule_id);
      if (isSubscribed) await mine.where("account", "=", account).execute();
      else
        await db
          .insertInto("report_unsubscription")
          .values({ schedule_id, account, made_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    },
    async claimDelivery({ schedule_id, account, period }, now) {
      // One statement: of two who send at once one gets the row.
      const { rows } = await sql<{ attempt: number }>`
        insert into report_delivery (schedule_id, account, period, state, attempt, made_at)
        values (${schedule_id}, ${account}, ${period}, 'sending', 1, ${now})
        on conflict (schedule_id, account, period) do update
        set state = 'sending', attempt = report_delivery.attempt + 1, made_at = ${now}
        where report_delivery.state = 'failed' and report_delivery.attempt < ${ATTEMPTS}
        returning attempt`.execute(db);
      return rows[0]?.attempt;
    },
    async endDelivery({ schedule_id, account, period }, end) {
      await db
        .updateTable("report_delivery")
        .set(end)
        .where("schedule_id", "=", schedule_id)
        .where("account", "=", account)
        .where("period", "=", period)
        .execute();
    },
    deliveries: (scheduleId, account) =>
      db
        .selectFrom("report_delivery")
        .selectAll()
        .where("schedule_id", "=", scheduleId)
        .$if(account !== undefined, (all) => all.where("account", "=", account ?? ""))
        .orderBy("made_at", "desc")
        .orderBy("account")
        .limit(2000)
        .execute(),
  };
}
