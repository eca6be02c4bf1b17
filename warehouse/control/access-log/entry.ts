import { createHash } from "node:crypto";

/** What can stand in the log: signing in and out, every way a student is shown, and what changes or reads that. */
export const accessActions = [
  "sign_in",
  "sign_in_refused",
  "sign_out",
  "view",
  "drill_down",
  "export",
  "mail",
  "purpose",
  "grant_given",
  "grant_revoked",
  "invitation_made",
  "invitation_redeemed",
  "token_made",
  "token_revoked",
  "upload_received",
  "upload_submitted",
  "upload_withdrawn",
  "person_disabled",
  "person_enabled",
  "view_as_began",
  "view_as_ended",
  "audit_read",
  "checkpoint",
] as const;

export type AccessAction = (typeof accessActions)[number];

/** Who saw or did what, when and why. */
export type AccessEntry = {
  /** ISO-8601 in UTC. */
  at: string;
  /** The person who really looked; null where nobody had signed in. */
  account: string | null;
  /** The account as which an admin looked. */
  viewed_as: string | null;
  action: AccessAction;
  /** In words: the page, the measures, the file. */
  subject: string;
  purpose: string | null;
  /** The published state that it was shown from. */
  generation: string | null;
  /** State student ids of all that were shown; names never. */
  students: string[];
  /** The columns shown of them. */
  fields: string[];
};

/** What must be said of an entry; what is left out is null or empty. */
export type NewAccess = Pick<AccessEntry, "at" | "account" | "action" | "subject"> & Partial<AccessEntry>;

/** An entry as it is stored; `students` and `fields` are JSON texts, and their bytes are part of the hash. */
export type EntryRow = Omit<AccessEntry, "action" | "students" | "fields"> & {
  sequence: number;
  action: string;
  students: string;
  fields: string;
  previous_hash: string;
  entry_hash: string;
};

/** The hash that the first entry follows. */
export const NO_HASH = "0".repeat(64);

/** The entry as row `sequence` of the chain, after the one whose hash is `previousHash`. */
export function chainedRow(entry: NewAccess, sequence: number, previousHash: string): EntryRow {
  const { at, account, action, subject, viewed_as = null, purpose = null, generation = null } = entry;
  const row = {
    sequence,
    at,
    account: clean(account),
    viewed_as: clean(viewed_as),
    action,
    subject: clean(subject),
    purpose: clean(purpose),
    generation,
    students: listText(entry.students),
    fields: listText(entry.fields),
    previous_hash: previousHash,
  };
  return { ...row, entry_hash: hashOf(row) };
}

/** SHA-256 over every column but itself, in this order, as one JSON array. */
export function hashOf(row: Omit<EntryRow, "entry_hash">): string {
  const { sequence, previous_hash, at, account, viewed_as, action, subject } = row;
  const { purpose, generation, students, fields } = row;
  const told = [at, account, viewed_as, action, subject, purpose, generation, students, fields];
  const text = JSON.stringify(["rollbook access entry 1", sequence, previous_hash, ...told]);
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** The list in a stored JSON text; empty where the text is no list, which its hash then says. */
export function listIn(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

const listText = (list: readonly string[] = []) =>
  JSON.stringify([...new Set(list.map((one) => clean(one)))].sort());

/** SQLite ends a text at NUL and replaces half a character, PostgreSQL refuses both: what is hashed must come back as it was. */
function clean<Text extends string | null>(text: Text): Text;
function clean(text: string | null): string | null {
  return text?.replace(/[\p{Cc}\p{Cs}]/gu, "\uFFFD") ?? null;
}
