import type { AnswerCache, Question } from "./answer-cache.ts";
import type { Manifest } from "./generations/manifest.ts";
import { WarehouseError } from "./semantic/errors.ts";
import type { Slice } from "./semantic/slice.ts";

type Place = {
  cache: AnswerCache;
  newest: () => Manifest;
  /** From then on readers are shown this generation. */
  show: (manifest: Manifest) => void;
  ask: (question: Omit<Question, "of">, of: Manifest) => Promise<unknown>;
};

/**
 * Asks the newest generation what readers asked of earlier ones, the last asked first and one after the other, and then
 * shows it, so that who comes finds her answers. Gives how many were asked. What cannot be answered is passed over; where
 * the engine is away, the rest waits for the next time.
 */
export async function askAhead({ cache, newest, show, ask }: Place, stop: AbortSignal): Promise<number> {
  const next = newest();
  let count = 0;
  for (const kept of cache.askedBefore(next.generation)) {
    // What is left is asked of the generation that has come meanwhile.
    if (stop.aborted || newest().generation !== next.generation) return count;
    const { slice, of, ...question } = kept.question;
    try {
      await ask({ ...question, slice: moved(slice, of, next) }, next);
      count++;
    } catch (error) {
      if (stop.aborted || (error instanceof WarehouseError && error.code === "engine_unavailable")) break;
    }
    kept.wasAskedAhead = true;
  }
  if (newest().generation === next.generation) show(next);
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
