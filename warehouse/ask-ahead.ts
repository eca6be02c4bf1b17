import type { AnswerCache } from "./answer-cache.ts";
import type { Reader } from "./district.ts";
import type { Manifest } from "./generations/manifest.ts";
import { WarehouseError } from "./semantic/errors.ts";
import type { Slice } from "./semantic/slice.ts";

type Place = {
  cache: AnswerCache;
  manifest: (generation?: string) => Manifest;
  ask: (slice: Slice, reader: Reader) => Promise<unknown>;
};

/**
 * Asks the current generation what readers asked of an earlier one, the last asked first and one after the other, so that
 * who comes in the morning finds her answers. Gives how many were asked; what cannot be asked any more is passed over.
 */
export async function askAhead({ cache, manifest, ask }: Place, stop: AbortSignal): Promise<number> {
  const current = manifest();
  let count = 0;
  for (const { slice, reader, generations } of cache.takeAskedOfOthers(current.generation)) {
    // A newer generation has its own turn.
    if (stop.aborted || manifest().generation !== current.generation) break;
    const [before] = generations;
    if (before === undefined) continue;
    try {
      await ask(moved(slice, manifest(before), current), reader);
      count++;
    } catch (error) {
      if (!(error instanceof WarehouseError)) throw error;
    }
  }
  return count;
}

/** The question as it is asked of another generation: what named the one before, or ended on its day, goes with the time. */
function moved(slice: Slice, before: Manifest, current: Manifest): Slice {
  const where = slice.where?.map((filter) => ({
    ...filter,
    values: filter.values.map((value) => (value === before.as_of ? current.as_of : value)),
  }));
  return {
    ...slice,
    ...(where && { where }),
    ...(slice.generation === before.generation && { generation: current.generation }),
  };
}
