import type { Kysely } from "kysely";
import { WarehouseError } from "../../semantic/errors.ts";
import type { ControlTables } from "../tables.ts";
import { append, type Engine, type LogWriter } from "./append.ts";
import { type Checkpoint, keepEnd } from "./checkpoint.ts";
import type { NewAccess } from "./entry.ts";
import { findPurpose, type OpenPurpose, openPurpose, type PurposeRow } from "./purposes.ts";
import { type AccessFilter, type LoggedAccess, readEntries } from "./read.ts";
import { type Signer, signerIn } from "./signing-key.ts";
import { type KeptElsewhere, type LogCheck, verifyLog } from "./verify.ts";

/** The log of who saw which student: appended to, read and verified, and never changed. */
export type AccessLog = {
  /** Appends one entry. Throws `log_unavailable` where it cannot be written: then nothing may be shown. */
  record(entry: NewAccess): Promise<void>;
  /** The entries that a filter leaves, newest first; all of them without one. Throws `log_unavailable`. */
  auditEntries(filter?: AccessFilter): Promise<LoggedAccess[]>;
  /** Appends an entry that asks for a checkpoint, and gives the checkpoint, to be kept elsewhere. */
  checkpoint(entry: Omit<NewAccess, "action">): Promise<Checkpoint>;
  verifyLog(kept: KeptElsewhere): Promise<LogCheck>;
  openPurpose(opened: Omit<PurposeRow, "purpose_id">): Promise<void>;
  /** The task that a session's account has open at `now`, if any. */
  findPurpose(asked: { session_id: string; account: string; now: string }): Promise<OpenPurpose | undefined>;
};

export function accessLogOver(db: Kysely<ControlTables>, writer: LogWriter): AccessLog {
  const { dataDir } = writer;
  const write = async (entry: NewAccess) => {
    try {
      const end = await db.transaction().execute((transaction) => append(transaction, entry, writer));
      keepEnd(dataDir, end);
      return end;
    } catch (error) {
      throw refusal(error);
    }
  };
  return {
    async record(entry) {
      await write(entry);
    },
    auditEntries: (filter = {}) => readEntries(db, filter).catch((error) => Promise.reject(refusal(error))),
    async checkpoint(entry) {
      const { sequence } = await write({ ...entry, action: "checkpoint" });
      return db
        .selectFrom("access_checkpoint")
        .selectAll()
        .where("sequence", "=", sequence)
        .executeTakeFirstOrThrow();
    },
    verifyLog: (kept) => verifyLog(db, dataDir, kept),
    openPurpose: (opened) => openPurpose(db, opened),
    findPurpose: (asked) => findPurpose(db, asked),
  };
}

/** Reads the key once; a log that is signed with another one is refused each time. */
export function logWriter(engine: Engine, dataDir: string): LogWriter {
  let known: Signer | undefined;
  return {
    engine,
    dataDir,
    findSigner(keyId) {
      if (known?.keyId !== keyId) known = signerIn(dataDir, keyId);
      return known;
    },
  };
}

function refusal(cause: unknown): WarehouseError {
  if (cause instanceof WarehouseError) return cause;
  const error = new WarehouseError(
    "log_unavailable",
    "The access log cannot be written or read, so nothing about single students is shown. Tell whoever operates Rollbook; the cause is in the server's log.",
  );
  error.cause = cause;
  return error;
}
