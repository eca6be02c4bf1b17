import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { type Grant, type Relation, relations } from "../district.ts";
import { rowOf } from "./grants.ts";
import type { ControlTables } from "./tables.ts";

/** An invitation of one guardian to one child's records; times are ISO-8601 in UTC. */
export type Invitation = {
  invitationId: string;
  guardianName: string;
  stateStudentId: string;
  relation: Relation;
  reason: string | null;
  madeBy: string;
  madeAt: string;
  expiresAt: string;
  usedBy: string | null;
};

/** Invitations by the hash of their code, and the attempts to guess one. */
export type InvitationStore = {
  /** Keeps an invitation; gives its id. */
  invite(invitation: Omit<Invitation, "invitationId" | "usedBy"> & { codeHash: string }): Promise<string>;
  /** The invitation of a code that has neither been used nor expired at `at`. */
  findInvitation(codeHash: string, at: string): Promise<Invitation | undefined>;
  /** Every invitation, newest first. */
  invitations(): Promise<Invitation[]>;
  /** Uses an invitation and gives the grant, both or neither; null where somebody was quicker. */
  takeInvitation(use: {
    invitationId: string;
    account: string;
    grant: Grant;
    at: string;
  }): Promise<string | null>;
  /** Notes that a person tries a code, before it is looked at, and counts hers since a moment with this one. */
  noteAttempt(attempt: Attempt): Promise<{ attemptId: string; attempts: number }>;
  forgetAttempt(attemptId: string): Promise<void>;
};

type Attempt = { account: string; at: string; since: string };

export function invitationStore(db: Kysely<ControlTables>): InvitationStore {
  return {
    async invite(invitation) {
      const invitation_id = randomUUID();
      await db
        .insertInto("invitation")
        .values({
          invitation_id,
          code_hash: invitation.codeHash,
          guardian_name: invitation.guardianName,
          state_student_id: invitation.stateStudentId,
          relation: invitation.relation,
          reason: invitation.reason,
          made_by: invitation.madeBy,
          made_at: invitation.madeAt,
          expires_at: invitation.expiresAt,
        })
        .execute();
      return invitation_id;
    },
    async findInvitation(codeHash, at) {
      const row = await invitationsOf(db)
        .where("code_hash", "=", codeHash)
        .where("expires_at", ">", at)
        .where("invitation_use.account", "is", null)
        .executeTakeFirst();
      return row && invitationOf(row)[0];
    },
    async invitations() {
      const rows = await invitationsOf(db).orderBy("made_at", "desc").execute();
      return rows.flatMap(invitationOf);
    },
    takeInvitation: (use) => db.transaction().execute((transaction) => useOnce(transaction, use)),
    noteAttempt: (attempt) => noteAttempt(db, attempt),
    async forgetAttempt(attemptId) {
      await db.deleteFrom("invitation_attempt").where("attempt_id", "=", attemptId).execute();
    },
  };
}

/** The primary key of the use decides who was first; SQLite wants a transaction's first statement to be a write. */
async function useOnce(
  db: Kysely<ControlTables>,
  use: { invitationId: string; account: string; grant: Grant; at: string },
): Promise<string | null> {
  const row = rowOf({ kind: "person", key: use.account }, use.grant, use.at);
  const used = await db
    .insertInto("invitation_use")
    .values({
      invitation_id: use.invitationId,
      account: use.account,
      grant_id: row.grant_id,
      used_at: use.at,
    })
    .onConflict((conflict) => conflict.column("invitation_id").doNothing())
    .returning("invitation_id")
    .execute();
  if (used.length === 0) return null;
  await db.insertInto("hand_grant").values(row).execute();
  return row.grant_id;
}

/** Noted before it is counted, so that a hundred at the same moment count one another. Older ones are forgotten. */
async function noteAttempt(db: Kysely<ControlTables>, { account, at, since }: Attempt) {
  const attempt_id = randomUUID();
  await db.insertInto("invitation_attempt").values({ attempt_id, account, at }).execute();
  await db.deleteFrom("invitation_attempt").where("at", "<=", since).execute();
  const found = await db
    .selectFrom("invitation_attempt")
    .select(({ fn }) => fn.countAll().as("attempts"))
    .where("account", "=", account)
    .executeTakeFirst();
  return { attemptId: attempt_id, attempts: Number(found?.attempts ?? 0) };
}

const invitationsOf = (db: Kysely<ControlTables>) =>
  db
    .selectFrom("invitation")
    .leftJoin("invitation_use", "invitation_use.invitation_id", "invitation.invitation_id")
    .selectAll("invitation")
    .select("invitation_use.account as used_by");

type Row = ControlTables["invitation"] & { used_by: string | null };

/** A row with a relation that nobody knows invites nobody. */
function invitationOf(row: Row): Invitation[] {
  const relation = relations.find((known) => known === row.relation);
  if (!relation) return [];
  return [
    {
      invitationId: row.invitation_id,
      guardianName: row.guardian_name,
      stateStudentId: row.state_student_id,
      relation,
      reason: row.reason,
      madeBy: row.made_by,
      madeAt: row.made_at,
      expiresAt: row.expires_at,
      usedBy: row.used_by,
    },
  ];
}
