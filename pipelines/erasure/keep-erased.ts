import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Erasure, readGenerations, retireGenerations } from "#warehouse";
import { type StorePlace, withControl } from "../ledger/list-runs.ts";
import { Refusal } from "../refusal.ts";
import { keepKey, keyFile } from "./erasure-key.ts";
import { isBefore } from "./retire-erased.ts";

type Restoring = {
  place: StorePlace;
  /** Where the backup lies, before anybody reads of it. */
  unpacked: string;
  /** The ledger that was kept apart. */
  erasures: Erasure[];
};

/**
 * Adds to a restored control store whom the newer ledger says to be erased, and retires of the backup what was published
 * before, unless it is held. Gives the run to load again where nothing current is left; null where nothing is to do.
 */
export function keepErased({ place, unpacked, erasures: newer }: Restoring): Promise<string | null> {
  return withControl(place, async (control) => {
    await control.addErasures(newer);
    const erasures = await control.erasures();
    const held = new Set((await control.heldGenerations()).map(({ generation }) => generation));
    const all = readGenerations(unpacked);
    const before = all.filter((manifest) => isBefore(erasures, manifest));
    const kept = all.filter((one) => !before.includes(one) || held.has(one.generation));
    retireGenerations(unpacked, new Set(kept.map(({ generation }) => generation)), new Date());
    const current = all.at(-1);
    return current && before.includes(current) ? (current.run ?? null) : null;
  });
}

/**
 * Puts the key of the ledger's hashes beside a backup, which has it too if somebody had been erased by then. Throws a
 * Refusal where it has another.
 */
export function takeKey(unpacked: string, secret: string): void {
  const path = join(unpacked, "keys", keyFile);
  if (existsSync(path) && readFileSync(path, "utf8").trim() !== secret)
    throw new Refusal(
      "erasure.unsound",
      "The deletion ledger has another key than the backup: they are of two data folders. Nothing was restored; name the ledger of this one.",
    );
  keepKey(unpacked, secret);
}
