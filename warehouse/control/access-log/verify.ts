import { existsSync } from "node:fs";
import type { Kysely, Transaction } from "kysely";
import type { ControlTables } from "../tables.ts";
import { beginCheck, type LogFault } from "./check.ts";
import { type Kept, readCheckpoint, readEnd } from "./checkpoint.ts";
import { keyFiles, verifierFrom } from "./signing-key.ts";

/** Whether the log is what was written, since when it is signed, and what is wrong with it. */
export type LogCheck = { sound: boolean; entries: number; checkpoints: number; faults: LogFault[] };

/** Paths of a checkpoint and of a public key that were kept outside the data folder. */
export type KeptElsewhere = { checkpoint?: string | undefined; key?: string | undefined };

const ENTRIES_AT_ONCE = 500;

/** Checks every entry, from one snapshot, in flat memory. Throws where a kept file cannot be read. */
export async function verifyLog(
  db: Kysely<ControlTables>,
  dataDir: string,
  { checkpoint, key }: KeptElsewhere,
): Promise<LogCheck> {
  const end = readEnd(dataDir);
  const kept: Kept[] = [
    ...(end ? [{ kind: "head" as const, checkpoint: end }] : []),
    ...(checkpoint ? [{ kind: "checkpoint" as const, checkpoint: readCheckpoint(checkpoint) }] : []),
  ];
  const path = key ?? keyFiles(dataDir).open;
  const verifier = key === undefined && !existsSync(path) ? null : verifierFrom(path);
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (transaction) => {
      const head = await transaction.selectFrom("access_head").selectAll().executeTakeFirstOrThrow();
      const checkpoints = await transaction.selectFrom("access_checkpoint").selectAll().execute();
      const check = beginCheck({ head, checkpoints, key: verifier, kept });
      let entries = 0;
      let last = 0;
      for (;;) {
        const batch = await entriesAfter(transaction, last);
        const upTo = batch.at(-1)?.sequence;
        if (upTo === undefined) break;
        check.take(batch, await indexBetween(transaction, last, upTo));
        entries += batch.length;
        last = upTo;
      }
      const faults = check.end(await indexBetween(transaction, last, null));
      return { sound: faults.length === 0, entries, checkpoints: checkpoints.length, faults };
    });
}

const entriesAfter = (db: Transaction<ControlTables>, sequence: number) =>
  db
    .selectFrom("access_entry")
    .selectAll()
    .where("sequence", ">", sequence)
    .orderBy("sequence")
    .limit(ENTRIES_AT_ONCE)
    .execute();

/** Index rows above `after`, up to `upTo` or to the end. Below the first entry stands nothing, or an edit. */
function indexBetween(db: Transaction<ControlTables>, after: number, upTo: number | null) {
  let query = db.selectFrom("access_student").selectAll();
  if (after > 0) query = query.where("sequence", ">", after);
  if (upTo !== null) query = query.where("sequence", "<=", upTo);
  return query.execute();
}
