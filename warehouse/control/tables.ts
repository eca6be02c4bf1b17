import type { StudentRow } from "./access-log/check.ts";
import type { Checkpoint } from "./access-log/checkpoint.ts";
import type { EntryRow } from "./access-log/entry.ts";
import type { PurposeRow } from "./access-log/purposes.ts";

/** The control store's tables as `migrations/` makes them; times are ISO-8601 text in UTC. */
export type ControlTables = {
  session: SessionRow;
  access_entry: EntryRow;
  access_student: StudentRow;
  access_checkpoint: Checkpoint;
  access_head: Checkpoint;
  purpose: PurposeRow;
};

/** `session_id` is the SHA-256 of the cookie's token: a copy of the store opens no session. */
export type SessionRow = { session_id: string; account: string; created_at: string; expires_at: string };
