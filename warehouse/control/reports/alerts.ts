import type { Kysely } from "kysely";
import type { ControlTables, FigureAlertLookRow, FigureAlertRow } from "../tables.ts";

type AlertState = FigureAlertRow["state"];
/** What a look came to; without a state it moves the alert nowhere. */
type LookEnd = Pick<FigureAlertLookRow, "found" | "message"> & { at: string };

/** What people want to be told of, and what every look at it came to. */
export type FigureAlerts = {
  makeFigureAlert(alert: FigureAlertRow): Promise<void>;
  /** Those that have not ended, oldest first; of one owner where she is named. */
  figureAlerts(owner?: string): Promise<FigureAlertRow[]>;
  /** Ends an alert; its looks stay on record. False where it has ended or never was. */
  endFigureAlert(alertId: string, now: string): Promise<boolean>;
  snoozeFigureAlert(alertId: string, until: string | null): Promise<void>;
  /** Takes a look, so that nobody else takes it; one that failed is taken again. False where it is somebody else's or done. */
  claimLook(look: Pick<FigureAlertLookRow, "alert_id" | "generation">, now: string): Promise<boolean>;
  /** Keeps what a look came to, and moves the alert to a state that was found. */
  endLook(look: Pick<FigureAlertLookRow, "alert_id" | "generation">, end: LookEnd): Promise<void>;
  /** Takes the telling of a state that the owner was not told of; false where somebody else tells her. */
  claimTelling(alertId: string, state: AlertState): Promise<boolean>;
  /** She was not told: it is to be tried again. */
  failTelling(alertId: string, state: AlertState): Promise<void>;
  /** Newest first. */
  looks(alertId: string): Promise<FigureAlertLookRow[]>;
};

const other = { open: "closed", closed: "open" } as const;

export function figureAlertsOver(db: Kysely<ControlTables>): FigureAlerts {
  const told = async (alertId: string, state: AlertState, from: AlertState) => {
    const { numUpdatedRows } = await db
      .updateTable("figure_alert")
      .set({ told: state })
      .where("alert_id", "=", alertId)
      .where("told", "=", from)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  };
  return {
    makeFigureAlert: async (alert) => void (await db.insertInto("figure_alert").values(alert).execute()),
    figureAlerts: (owner) =>
      db
        .selectFrom("figure_alert")
        .selectAll()
        .where("ended_at", "is", null)
        .$if(owner !== undefined, (all) => all.where("owner", "=", owner ?? ""))
        .orderBy("made_at")
        .orderBy("alert_id")
        .execute(),
    async endFigureAlert(alertId, now) {
      const { numUpdatedRows } = await db
        .updateTable("figure_alert")
        .set({ ended_at: now })
        .where("alert_id", "=", alertId)
        .where("ended_at", "is", null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async snoozeFigureAlert(alertId, until) {
      await db
        .updateTable("figure_alert")
        .set({ snoozed_until: until })
        .where("alert_id", "=", alertId)
        .execute();
    },
    async claimLook(look, now) {
      // One statement: of two who look at once one gets the row.
      const claimed = await db
        .insertInto("figure_alert_look")
        .values({ ...look, found: "looking", message: null, made_at: now })
        .onConflict((conflict) =>
          conflict
            .columns(["alert_id", "generation"])
            .doUpdateSet({ found: "looking", message: null, made_at: now })
            .where("figure_alert_look.found", "=", "failed"),
        )
        .returning("alert_id")
        .execute();
      return claimed.length > 0;
    },
    async endLook({ alert_id, generation }, { found, message, at }) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable("figure_alert_look")
          .set({ found, message })
          .where("alert_id", "=", alert_id)
          .where("generation", "=", generation)
          .execute();
        if (found === "refused" || found === "failed") return;
        const alert = transaction.updateTable("figure_alert").where("alert_id", "=", alert_id);
        await alert.set({ generation }).execute();
        if (found !== "open" && found !== "closed") return;
        await alert.set({ state: found, state_at: at }).where("state", "<>", found).execute();
      });
    },
    claimTelling: (alertId, state) => told(alertId, state, other[state]),
    failTelling: async (alertId, state) => void (await told(alertId, other[state], state)),
    looks: (alertId) =>
      db
        .selectFrom("figure_alert_look")
        .selectAll()
        .where("alert_id", "=", alertId)
        .orderBy("made_at", "desc")
        .orderBy("generation", "desc")
        .limit(500)
        .execute(),
  };
}
