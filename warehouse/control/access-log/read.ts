import type { Kysely } from "kysely";
import type { ControlTables } from "../tables.ts";
import { type AccessEntry, accessActions, type EntryRow, listIn } from "./entry.ts";

/** An entry with its place in the chain. */
export type LoggedAccess = AccessEntry & { sequence: number; entry_hash: string };

/** Which entries; days are ISO dates in UTC, both included. `before` is the sequence to go on from. */
export type AccessFilter = {
  account?: string | undefined;
  student?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  before?: number | undefined;
  limit?: number | undefined;
};

/** The entries that a filter leaves, newest first; an account's are also those where somebody else looked as it. */
export async function readEntries(
  db: Kysely<ControlTables>,
  { account, student, action, from, to, before, limit }: AccessFilter,
): Promise<LoggedAccess[]> {
  let query = db.selectFrom("access_entry").selectAll().orderBy("access_entry.sequence", "desc");
  if (student !== undefined)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom("access_student")
          .select("student_id")
          .where("student_id", "=", student)
          .whereRef("access_student.sequence", "=", "access_entry.sequence"),
      ),
    );
  if (account !== undefined)
    query = query.where(({ or, eb }) => or([eb("account", "=", account), eb("viewed_as", "=", account)]));
  if (action !== undefined) query = query.where("action", "=", action);
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<=", `${to}T23:59:59.999Z`);
  if (before !== undefined) query = query.where("access_entry.sequence", "<", before);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(loggedIn);
}

function loggedIn({ previous_hash: _, action, students, fields, ...row }: EntryRow): LoggedAccess {
  const known = accessActions.find((one) => one === action);
  // The log is written by us alone; another word is an edit, and what verifying says of it is for the reader too.
  return { ...row, action: known ?? "view", students: listIn(students), fields: listIn(fields) };
}
