import { LRUCache } from "lru-cache";
import type { Reader } from "./district.ts";
import type { Answer, Slice } from "./semantic/slice.ts";

/** Cells that are kept of all answers together, some 60 bytes each. */
const MOST_CELLS = 1_500_000;
/** A larger answer is somebody's file, and asked once. */
const MOST_CELLS_OF_ONE = 60_000;

/** Of which generations a question is asked: a published one never changes. */
type Asked = { slice: Slice; reader: Reader; generations: readonly string[] };

/** Gives the answer to a question, computing it where it is not kept. */
export type AnswerCache = (asked: Asked, compute: () => Promise<Answer>) => Promise<Answer>;

/**
 * Keeps answers by what they depend on: generations, question, and the reader's grants with her role, which are her
 * scope and what is hidden from her. The same question that is being answered is not asked twice. Kept answers are
 * frozen, since several requests hold them.
 */
export function answerCache(): AnswerCache {
  const kept = new LRUCache<string, Answer>({ maxSize: MOST_CELLS, maxEntrySize: MOST_CELLS_OF_ONE });
  const pending = new Map<string, Promise<Answer>>();
  return async ({ slice, reader, generations }, compute) => {
    const key = JSON.stringify([generations, slice, reader.role, reader.grants]);
    const found = kept.get(key) ?? pending.get(key);
    if (found) return found;
    const computing = compute().finally(() => pending.delete(key));
    pending.set(key, computing);
    const answer = await computing;
    const size = 1 + answer.columns.length * (answer.rows.length + answer.totals.length);
    if (size <= MOST_CELLS_OF_ONE) kept.set(key, frozen(answer), { size });
    return answer;
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
