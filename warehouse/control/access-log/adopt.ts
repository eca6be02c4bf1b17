import { type Kysely, sql } from "kysely";
import type { ControlTables } from "../tables.ts";
import { append, type LogWriter } from "./append.ts";
import { accessActions } from "./entry.ts";

type OldRow = { at: string; account: string | null; action: string; subject: string };

/**
 * Moves the entries of the first log, which had no chain, to the beginning of this one, and drops their table. Only to
 * the beginning: else whoever can make a table could have entries of her own signed.
 */
export async function adoptOldEntries(db: Kysely<ControlTables>, writer: LogWriter): Promise<void> {
  const isOld = async () => (await db.introspection.getTables()).some(({ name }) => name === "audit_entry");
  if (!(await isOld())) return;
  await db.transaction().execute(async (transaction) => {
    // A write first, so that a second process waits, and then finds nothing left to move.
    const head = await transaction
      .updateTable("access_head")
      .set(({ ref }) => ({ sequence: ref("sequence") }))
      .returning("sequence")
      .executeTakeFirstOrThrow();
    if (head.sequence > 0) return;
    const tables = await transaction.introspection.getTables();
    if (!tables.some(({ name }) => name === "audit_entry")) return;
    const { rows } = await sql<OldRow>`
      select at, account, action, subject from audit_entry order by at, audit_entry_id`.execute(transaction);
    for (const { action, ...row } of rows) {
      const known = accessActions.find((one) => one === action) ?? "view";
      await append(transaction, { ...row, action: known }, writer);
    }
    await sql`drop table audit_entry`.execute(transaction);
  });
}
