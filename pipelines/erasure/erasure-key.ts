import { createHash, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Erasure } from "#warehouse";
import { Refusal } from "../refusal.ts";

/** What ids are hashed with: there are so few student ids that a hash without a secret would tell them all. */
export type ErasureKey = { id: string; secret: string };

export const keyFile = "erasure.key";

const pathIn = (dataDir: string) => join(dataDir, "keys", keyFile);

/** The key in `DIR/keys`, made where there is none. */
export function erasureKeyIn(dataDir: string): ErasureKey {
  if (!existsSync(pathIn(dataDir))) keepKey(dataDir, randomBytes(32).toString("hex"));
  return keyOf(readFileSync(pathIn(dataDir), "utf8").trim());
}

/** Written whole beside its name and linked to it: a key that is there stays. */
export function keepKey(dataDir: string, secret: string): void {
  const path = pathIn(dataDir);
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flush: true });
  try {
    if (!existsSync(path)) linkSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

export const keyOf = (secret: string): ErasureKey => ({
  id: createHash("sha256").update(`rollbook erasure ${secret}`).digest("hex").slice(0, 16),
  secret,
});

/** The key that a ledger's hashes were made with. Throws a Refusal where it is lost: then nobody could be recognized. */
export function keyFor(dataDir: string, erasures: Erasure[]): ErasureKey {
  const [first] = erasures;
  const key = existsSync(pathIn(dataDir)) ? erasureKeyIn(dataDir) : null;
  if (key && erasures.every(({ key_id }) => key_id === key.id)) return key;
  throw new Refusal(
    "erasure.no_key",
    `The key ${first?.key_id} of the deletion ledger is not in ${pathIn(dataDir)}, so erased students could come back. Nothing was published. Put the key back from a backup.`,
  );
}
