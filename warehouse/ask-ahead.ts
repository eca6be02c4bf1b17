import type { AnswerCache, Question } from "./answer-cache.ts";
import type { Manifest } from "./generations/manifest.ts";
import { WarehouseError } from "./semantic/errors.ts";
import type { Slice } from "./semantic/slice.ts";

type Place = {
  cache: AnswerCache;
  /** The current generation's. */
  manifest: () => Manifest;
  ask: (question: Omit<Question, "of">) => Promise<unknown>;
};

/**
 * Asks the current generation what readers asked of earlier ones, the last asked first and one after the other, so that
 * who comes in the morning finds her answers. Gives how many were asked. What cannot be answered is passed over; where the
 * engine is away, the rest waits for the next time.
 */
export async function askAhead({ cache, manifest, ask }: Place, stop: AbortSignal): Promise<number> {
  const current = manifest();
  let count = 0;
  for (const kept of cache.askedBefore(current.generation)) {
    // What is left is asked of the generation that has come meanwhile.
    if (stop.aborted || manifest().generation !== current.generation) break;
    const { slice, of, ...question } = kept.question;
    try {
      await ask({ ...question, slice: moved(slice, of, current) });
      count++;
    } catch (error) {
      if (stop.aborted || (error instanceof WarehouseError && error.code === "engine_unavailable")) break;
    }
    kept.wasAskedAhead = true;
  }
  return count;
}

/** The question as it is asked of another generation: what named the one before, or ended on its day, goes with the time. */
function moved(slice: Slice, before: Question["of"], current: Question["of"]): Slice {
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
