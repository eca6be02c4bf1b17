import { sql, type Transaction } from "kysely";
import { WarehouseError } from "../../semantic/errors.ts";
import type { ControlTables } from "../tables.ts";
import { type Checkpoint, isGenuine, needsCheckpoint, readEnd, signedAt } from "./checkpoint.ts";
import { chainedRow, type NewAccess } from "./entry.ts";
import type { Signer, Verifier } from "./signing-key.ts";

/** What appending needs: the signer of the key with this id, or of a new key where the id is empty. */
export type LogWriter = { engine: Engine; dataDir: string; findSigner: (keyId: string) => Signer };

/** The two engines read a list in a JSON text with different words: 2,000 rows in 23 ms instead of 82 one by one. */
export type Engine = "sqlite" | "postgres";
const listRows = {
  sqlite: (list: string) => sql`json_each(${list})`,
  postgres: (list: string) => sql`json_array_elements_text(cast(${list} as json))`,
};

/**
 * Appends one entry to the chain, in the caller's transaction, of which it must be the first statement: the head's row
 * is written first, so that another writer, in whatever process, waits until this one has ended.
 */
export async function append(
  db: Transaction<ControlTables>,
  entry: NewAccess,
  { engine, dataDir, findSigner }: LogWriter,
): Promise<Checkpoint> {
  const head = await db
    .updateTable("access_head")
    .set(({ eb }) => ({ sequence: eb("sequence", "+", 1) }))
    .returningAll()
    .executeTakeFirstOrThrow();
  const signer = findSigner(head.key_id);
  refuseChanged({ ...head, sequence: head.sequence - 1 }, signer, readEnd(dataDir));
  const row = chainedRow(entry, head.sequence, head.entry_hash);
  await db.insertInto("access_entry").values(row).execute();
  await sql`insert into access_student (student_id, sequence)
    select value, cast(${row.sequence} as integer) from ${listRows[engine](row.students)}`.execute(db);
  const end = signedAt("head", row, signer);
  await db.updateTable("access_head").set(end).execute();
  if (needsCheckpoint(row, head.at)) {
    await db
      .insertInto("access_checkpoint")
      .values(signedAt("checkpoint", row, signer))
      .execute();
  }
  return end;
}

/** A log is not signed on from an end that it did not have: that would make an edit genuine. Throws `log_unavailable`. */
function refuseChanged(head: Checkpoint, key: Verifier, end: Checkpoint | null): void {
  if (head.sequence > 0 && !isGenuine("head", head, key))
    throw new WarehouseError(
      "log_unavailable",
      `The end of the access log, entry ${head.sequence}, is not the one that was signed. Run "rollbook audit verify"; until the log is mended no student is shown.`,
    );
  if (end && head.sequence < end.sequence)
    throw new WarehouseError(
      "log_unavailable",
      `The access log ends at entry ${head.sequence} and had ${end.sequence}: put the missing entries back. Where they are lost, keep DIR/keys/access-log.end.json as evidence, elsewhere; then the log goes on.`,
    );
}
