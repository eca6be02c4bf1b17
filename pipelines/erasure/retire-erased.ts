import { type Erasure, type Manifest, readGenerations, retireGenerations } from "#warehouse";
import type { RunContext } from "../ledger/record-run.ts";

type Held = { generation: string; reason: string };

/** Whether a generation was published before the last erasure, and so may hold whom it was about. */
export const isBefore = (erasures: Erasure[], { published_at }: Pick<Manifest, "published_at">): boolean =>
  erasures.some(({ erased_at }) => published_at <= erased_at);

/**
 * Retires every generation that was published before the last erasure; nobody finds it any more. One that is held stays,
 * and so does the current one, which only a load can take the place of. Removes what was retired more than a day ago.
 */
export async function retireErased({
  control,
  dataDir,
  clock,
  lease,
}: Pick<RunContext, "control" | "dataDir" | "clock" | "lease">): Promise<{
  retired: string[];
  held: Held[];
}> {
  const erasures = await control.erasures();
  const holds = await control.heldGenerations();
  let retired: string[] = [];
  let held: Held[] = [];
  await lease.whileHolding(() => {
    const all = readGenerations(dataDir);
    const before = all.slice(0, -1).filter((manifest) => isBefore(erasures, manifest));
    held = holds.filter(({ generation }) => before.some((one) => one.generation === generation));
    const gone = new Set(before.map(({ generation }) => generation));
    for (const { generation } of held) gone.delete(generation);
    const kept = all.map(({ generation }) => generation).filter((generation) => !gone.has(generation));
    retired = retireGenerations(dataDir, new Set(kept), clock());
  });
  return { retired, held };
}
