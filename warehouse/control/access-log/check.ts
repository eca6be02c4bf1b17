import { type Checkpoint, isGenuine, type Kept, needsCheckpoint } from "./checkpoint.ts";
import { type EntryRow, hashOf, listIn, NO_HASH } from "./entry.ts";
import type { Verifier } from "./signing-key.ts";

/** What is wrong with a log, at which entry, and what that means. */
export type LogFault = { code: FaultCode; sequence: number | null; words: string };

type FaultCode =
  | "entry_changed"
  | "chain_broken"
  | "sequence_gap"
  | "students_differ"
  | "head_differs"
  | "head_not_signed"
  | "checkpoint_not_signed"
  | "checkpoint_differs"
  | "checkpoint_missing"
  | "checkpoint_unexpected"
  | "kept_checkpoint_differs"
  | "truncated"
  | "emptied"
  | "key_missing";

export type StudentRow = { student_id: string; sequence: number };

/** What a log must agree with. `key` is null where the public key was not found; `kept` was kept outside the store. */
export type Witnesses = {
  head: Checkpoint;
  checkpoints: Checkpoint[];
  key: Verifier | null;
  kept: Kept[];
};

/** A check under way: entries are taken in order, each batch with the index rows up to its last entry. */
export type Check = {
  take: (entries: EntryRow[], index: StudentRow[]) => void;
  /** `index` are the rows that belong to no entry. */
  end: (index: StudentRow[]) => LogFault[];
};

/** Begins to check a log against its own hashes, its checkpoints, its head and a checkpoint kept elsewhere. */
export function beginCheck(witnesses: Witnesses): Check {
  const faults: LogFault[] = [];
  const fault = (code: FaultCode, sequence: number | null, words: string) =>
    faults.push({ code, sequence, words });
  const open = new Map(witnesses.checkpoints.map((checkpoint) => [checkpoint.sequence, checkpoint]));
  let last = { sequence: 0, entry_hash: NO_HASH, at: "" };
  checkSignatures(witnesses, fault);

  const takeOne = (entry: EntryRow, students: string[]) => {
    checkEntry(entry, last, fault);
    if (!isSameList(listIn(entry.students), students))
      fault("students_differ", entry.sequence, "The index of students does not say what the entry says.");
    const checkpoint = open.get(entry.sequence);
    const isNeeded = needsCheckpoint(entry, last.at);
    if (checkpoint && checkpoint.entry_hash !== entry.entry_hash)
      fault("checkpoint_differs", entry.sequence, "The signed checkpoint names another entry.");
    if (!checkpoint && isNeeded)
      fault("checkpoint_missing", entry.sequence, "The checkpoint that was made at this entry is gone.");
    if (checkpoint && !isNeeded)
      fault("checkpoint_unexpected", entry.sequence, "No checkpoint was made at this entry.");
    for (const { checkpoint: kept } of witnesses.kept)
      if (kept.sequence === entry.sequence && kept.entry_hash !== entry.entry_hash)
        fault(
          "kept_checkpoint_differs",
          entry.sequence,
          "What was kept outside the store names another entry.",
        );
    open.delete(entry.sequence);
    last = entry;
  };
  return {
    take(entries, index) {
      const bySequence = new Map<number, string[]>();
      for (const { sequence, student_id } of index) {
        const students = bySequence.get(sequence);
        if (students) students.push(student_id);
        else bySequence.set(sequence, [student_id]);
      }
      for (const entry of entries) {
        takeOne(entry, bySequence.get(entry.sequence) ?? []);
        bySequence.delete(entry.sequence);
      }
      for (const sequence of bySequence.keys())
        fault("students_differ", sequence, "The index of students names an entry that is not there.");
    },
    end(index) {
      for (const { sequence } of index)
        fault("students_differ", sequence, "The index of students names an entry that is not there.");
      for (const sequence of open.keys())
        fault("truncated", sequence, "There is a checkpoint, and its entry is gone.");
      checkEnd(last, witnesses, fault);
      return faults;
    },
  };
}

type Tell = (code: FaultCode, sequence: number | null, words: string) => void;
type Place = Pick<EntryRow, "sequence" | "entry_hash" | "at">;

function checkSignatures({ head, checkpoints, key, kept }: Witnesses, fault: Tell): void {
  if (!key) {
    if (head.sequence > 0)
      fault("key_missing", null, "The public key is missing: no signature can be checked.");
    return;
  }
  if (head.sequence > 0 && !isGenuine("head", head, key))
    fault("head_not_signed", head.sequence, "The end of the log is not signed with the key.");
  for (const checkpoint of checkpoints)
    if (!isGenuine("checkpoint", checkpoint, key))
      fault("checkpoint_not_signed", checkpoint.sequence, "The checkpoint is not signed with the key.");
  for (const { kind, checkpoint } of kept)
    if (!isGenuine(kind, checkpoint, key))
      fault(
        "checkpoint_not_signed",
        checkpoint.sequence,
        "What was kept outside the store is not signed with the key.",
      );
}

function checkEntry(entry: EntryRow, last: Place, fault: Tell): void {
  if (hashOf(entry) !== entry.entry_hash)
    fault("entry_changed", entry.sequence, "The entry is not what its hash was made from.");
  if (entry.sequence !== last.sequence + 1)
    fault("sequence_gap", entry.sequence, `Entry ${last.sequence + 1} should come here.`);
  if (entry.previous_hash !== last.entry_hash)
    fault("chain_broken", entry.sequence, "The entry does not follow the one before it.");
}

function checkEnd(last: Place, { head, key, kept }: Witnesses, fault: Tell): void {
  const isEnd = head.sequence === last.sequence && head.entry_hash === last.entry_hash && head.at === last.at;
  if (!isEnd)
    fault(
      "head_differs",
      last.sequence,
      `The log was signed up to entry ${head.sequence}, which is not its last.`,
    );
  for (const { checkpoint } of kept)
    if (checkpoint.sequence > last.sequence)
      fault("truncated", checkpoint.sequence, "The log ends before what was kept outside the store.");
  if (last.sequence === 0 && key)
    fault("emptied", null, "The log's key is there, so there were entries, and none is left.");
}

function isSameList(one: string[], other: string[]): boolean {
  if (one.length !== other.length) return false;
  const sorted = [...other].sort();
  return [...one].sort().every((value, index) => value === sorted[index]);
}
