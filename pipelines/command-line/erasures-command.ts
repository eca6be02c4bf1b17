import { erasureKeyIn, keyFor } from "../erasure/erasure-key.ts";
import { writeLedger } from "../erasure/ledger-file.ts";
import { type StorePlace, withControl } from "../ledger/list-runs.ts";
import type { Told } from "./told.ts";

/** `rollbook erase [--out FILE]`: when whose records were erased and why, never who it was; `out` keeps the ledger apart. */
export function erasuresCommand(place: StorePlace, out: string | undefined): Promise<Told> {
  return withControl(place, async (control) => {
    const erasures = await control.erasures();
    const { dataDir } = place;
    if (out !== undefined) {
      const key = erasures.length > 0 ? keyFor(dataDir, erasures) : erasureKeyIn(dataDir);
      writeLedger(out, key, erasures);
    }
    const lines = erasures.map(({ erased_at, erased_by, reason, hashes }) =>
      [erased_at, erased_by, `${hashes.length} ids`, reason].join("  "),
    );
    const kept =
      out === undefined ? [] : [`Written to ${out}. Keep it apart from the backups: restore asks for it.`];
    const text = [...(lines.length > 0 ? lines : ["Nobody's records were erased."]), ...kept].join("\n");
    return { found: erasures, text, isSound: true };
  });
}
