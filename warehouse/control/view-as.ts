import type { Kysely } from "kysely";
import type { ControlTables, ViewAsRow } from "./tables.ts";

/** Whose eyes a session looks through. A session that ended takes its view with it: its id comes never again. */
export type ViewAsStore = {
  /** Begins a view in the place of the session's last one; views that are over are forgotten. */
  beginView(view: ViewAsRow): Promise<void>;
  /** The view of a session that is not over at `now`. */
  viewOf(sessionId: string, now: string): Promise<ViewAsRow | undefined>;
  endView(sessionId: string): Promise<void>;
};

export function viewAsStore(db: Kysely<ControlTables>): ViewAsStore {
  return {
    async beginView(view) {
      const { session_id, ...rest } = view;
      await db.deleteFrom("view_as").where("ends_at", "<=", view.began_at).execute();
      await db
        .insertInto("view_as")
        .values({ session_id, ...rest })
        .onConflict((conflict) => conflict.column("session_id").doUpdateSet(rest))
        .execute();
    },
    viewOf: (sessionId, now) =>
      db
        .selectFrom("view_as")
        .selectAll()
        .where("session_id", "=", sessionId)
        .where("ends_at", ">", now)
        .executeTakeFirst(),
    async endView(sessionId) {
      await db.deleteFrom("view_as").where("session_id", "=", sessionId).execute();
    },
  };
}
