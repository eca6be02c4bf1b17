import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Erasure } from "#warehouse";
import { Refusal } from "../refusal.ts";
import { type ErasureKey, keyOf } from "./erasure-key.ts";

const erasure = z.object({
  erasure_id: z.string(),
  key_id: z.string(),
  reason: z.string(),
  erased_by: z.string(),
  erased_at: z.string(),
  hashes: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});
const ledgerFile = z.object({
  rollbook: z.literal("erasures"),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  erasures: z.array(erasure),
});

/** Writes the deletion ledger with its key as one file, to be kept apart from the data folder and its backups. */
export function writeLedger(file: string, { secret }: ErasureKey, erasures: Erasure[]): void {
  const ledger: z.infer<typeof ledgerFile> = { rollbook: "erasures", secret, erasures };
  writeFileSync(file, `${JSON.stringify(ledger, null, 1)}\n`, { mode: 0o600, flush: true });
}

/** Reads what `writeLedger` wrote. Throws a Refusal for anything else. */
export function readLedger(file: string): { secret: string; erasures: Erasure[] } {
  const found = ledgerFile.safeParse(jsonOf(file));
  const key = found.success ? keyOf(found.data.secret).id : "";
  if (found.success && found.data.erasures.every(({ key_id }) => key_id === key)) return found.data;
  throw new Refusal(
    "erasure.unsound",
    `${file} is no deletion ledger. Name the file that "rollbook erase --out FILE" wrote last.`,
  );
}

function jsonOf(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
