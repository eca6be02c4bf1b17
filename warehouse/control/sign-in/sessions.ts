import type { Kysely } from "kysely";
import type { AttemptRow, ControlTables, SessionRow } from "../tables.ts";
import { type Person, personOf } from "./people.ts";

/** When a session ended unless it goes on now: both ISO times. */
type Moment = { now: string; idleSince: string };

export type Sessions = {
  openSession(session: SessionRow): Promise<void>;
  /**
   * The person of a session that has neither expired at `now` nor been unused since `idleSince`, and `seenAt` of the
   * session. Nobody where the person is disabled: that is asked in the same statement, so it holds at once.
   */
  findSession(sessionId: string, moment: Moment): Promise<{ person: Person; seenAt: string } | undefined>;
  seeSession(sessionId: string, now: string): Promise<void>;
  closeSession(sessionId: string): Promise<void>;
  closeSessionsOf(personId: string): Promise<void>;
  /** Keeps what a sign-in must bring back from the provider, and forgets those that nobody brought back. */
  beginSignIn(attempt: AttemptRow, now: string): Promise<void>;
  /** Takes a begun sign-in out of the store, so that nobody can bring it back twice; none after it expired. */
  takeSignIn(attemptId: string, now: string): Promise<AttemptRow | undefined>;
};

export function sessionsOver(db: Kysely<ControlTables>): Sessions {
  return {
    async openSession(session) {
      await db.deleteFrom("session").where("expires_at", "<=", session.created_at).execute();
      await db.insertInto("session").values(session).execute();
    },
    async findSession(sessionId, { now, idleSince }) {
      const row = await db
        .selectFrom("session")
        .innerJoin("person", "person.person_id", "session.person_id")
        .selectAll("person")
        .select("session.seen_at")
        .where("session_id", "=", sessionId)
        .where("expires_at", ">", now)
        .where("seen_at", ">", idleSince)
        .where("is_disabled", "=", 0)
        .executeTakeFirst();
      return row && { person: personOf(row), seenAt: row.seen_at };
    },
    async seeSession(sessionId, now) {
      await db.updateTable("session").set({ seen_at: now }).where("session_id", "=", sessionId).execute();
    },
    async closeSession(sessionId) {
      await db.deleteFrom("session").where("session_id", "=", sessionId).execute();
    },
    async closeSessionsOf(personId) {
      await db.deleteFrom("session").where("person_id", "=", personId).execute();
    },
    async beginSignIn(attempt, now) {
      await db.deleteFrom("sign_in_attempt").where("expires_at", "<=", now).execute();
      await db.insertInto("sign_in_attempt").values(attempt).execute();
    },
    async takeSignIn(attemptId, now) {
      const taken = await db
        .deleteFrom("sign_in_attempt")
        .where("attempt_id", "=", attemptId)
        .returningAll()
        .executeTakeFirst();
      return taken && taken.expires_at > now ? taken : undefined;
    },
  };
}
