import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { ControlTables } from "../tables.ts";

/** A task for which a session sees special-education records of single students, until `ends_at`. */
export type OpenPurpose = { purpose: string; subject: string; opened_at: string; ends_at: string };

export type PurposeRow = OpenPurpose & { purpose_id: string; session_id: string; account: string };

/** Opens a task for a session; the one before is over. */
export async function openPurpose(
  db: Kysely<ControlTables>,
  opened: Omit<PurposeRow, "purpose_id">,
): Promise<void> {
  await db
    .insertInto("purpose")
    .values({ ...opened, purpose_id: randomUUID() })
    .execute();
}

/** The task that a session's account has open at `now`: the latest. */
export function findPurpose(
  db: Kysely<ControlTables>,
  { session_id, account, now }: { session_id: string; account: string; now: string },
): Promise<OpenPurpose | undefined> {
  return db
    .selectFrom("purpose")
    .select(["purpose", "subject", "opened_at", "ends_at"])
    .where("session_id", "=", session_id)
    .where("account", "=", account)
    .where("ends_at", ">", now)
    .orderBy("opened_at", "desc")
    .executeTakeFirst();
}
