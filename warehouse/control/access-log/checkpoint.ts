import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { EntryRow } from "./entry.ts";
import { keyFiles, type Signer, type Verifier } from "./signing-key.ts";

/** A signed statement that the chain's entry `sequence` has this hash, and so that all entries before it are these. */
export type Checkpoint = {
  sequence: number;
  entry_hash: string;
  at: string;
  key_id: string;
  /** Ed25519, base64. */
  signature: string;
};

/** A checkpoint and the signed head of the log are no substitutes: else the log could be cut back to any checkpoint. */
type Kind = "checkpoint" | "head";

/** What was signed and kept outside the store. */
export type Kept = { kind: Kind; checkpoint: Checkpoint };

/** One checkpoint in so many entries at least. */
const EVERY = 1000;

/** Whether a checkpoint belongs to an entry: the first of a UTC day, every thousandth, and where one was asked for. */
export function needsCheckpoint(entry: EntryRow, previousAt: string): boolean {
  const isNewDay = entry.at.slice(0, 10) !== previousAt.slice(0, 10);
  return isNewDay || entry.sequence % EVERY === 0 || entry.action === "checkpoint";
}

export function signedAt(kind: Kind, { sequence, entry_hash, at }: EntryRow, signer: Signer): Checkpoint {
  const unsigned = { sequence, entry_hash, at, key_id: signer.keyId };
  return { ...unsigned, signature: signer.sign(textOf(kind, unsigned)) };
}

export function isGenuine(kind: Kind, checkpoint: Checkpoint, key: Verifier): boolean {
  return checkpoint.key_id === key.keyId && key.isSigned(textOf(kind, checkpoint), checkpoint.signature);
}

function textOf(kind: Kind, { sequence, entry_hash, at, key_id }: Omit<Checkpoint, "signature">): string {
  return JSON.stringify([`rollbook access log ${kind} 1`, sequence, entry_hash, at, key_id]);
}

/** A checkpoint that was kept elsewhere, from its file. Throws an Error with one sentence where the file holds none. */
export function readCheckpoint(path: string): Checkpoint {
  if (!existsSync(path)) throw new Error(`There is no file ${path}: name a checkpoint that was kept.`);
  const found = parsed(readFileSync(path, "utf8"));
  if (found) return found;
  throw new Error(`${path} holds no checkpoint: "rollbook audit checkpoint --out FILE" writes one.`);
}

/** The last end of the log that was written from this data folder; null where none was. */
export function readEnd(dataDir: string): Checkpoint | null {
  const { end } = keyFiles(dataDir);
  return existsSync(end) ? parsed(readFileSync(end, "utf8")) : null;
}

/** Keeps the end of the log outside the store, once it is committed: whoever has the store alone cannot cut it back. */
export function keepEnd(dataDir: string, head: Checkpoint): void {
  const { end } = keyFiles(dataDir);
  const draft = `${end}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(head));
  renameSync(draft, end);
}

function parsed(text: string): Checkpoint | null {
  try {
    const { sequence, entry_hash, at, key_id, signature } = JSON.parse(text);
    const texts = [entry_hash, at, key_id, signature];
    if (!Number.isInteger(sequence) || texts.some((one) => typeof one !== "string")) return null;
    return { sequence, entry_hash, at, key_id, signature };
  } catch {
    return null;
  }
}
