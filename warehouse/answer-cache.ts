import { LRUCache } from "lru-cache";
import type { Reader } from "./district.ts";
import { GoneError } from "./semantic/errors.ts";
import type { Answer, Slice } from "./semantic/slice.ts";

/** Cells that are kept of all answers together, some 60 bytes each. */
const MOST_CELLS = 1_500_000;
/** A larger answer is somebody's file, and asked once. */
const MOST_CELLS_OF_ONE = 60_000;

/** Of which generations a question is asked: a published one never changes. */
type Asked = {
  slice: Slice;
  reader: Reader;
  generations: readonly string[];
  /** Nobody waits for it: it is asked so that the answer is there when somebody does. */
  isAhead?: boolean;
};

/** Answers that were given. */
export type AnswerCache = {
  /** The answer to a question, computed where it is not kept; `gone` aborts when nobody waits for it any more. */
  answer(asked: Asked, compute: (gone: AbortSignal | undefined) => Promise<Answer>): Promise<Answer>;
  /** What somebody asked of one generation that is not this one, the last asked first; each is given once. */
  takeAskedOfOthers(generation: string): Pick<Asked, "slice" | "reader" | "generations">[];
};

type Kept = { answer: Answer; asked: Asked; wasWanted: boolean };

/**
 * Keeps answers by what they depend on: generations, question, and the reader's grants with her role, which are her
 * scope and what is hidden from her. The same question that is being answered is not asked twice, and is broken off when
 * the last of those who wait for it has gone. Kept answers are frozen, since several requests hold them.
 */
export function answerCache(): AnswerCache {
  const kept = new LRUCache<string, Kept>({ maxSize: MOST_CELLS, maxEntrySize: MOST_CELLS_OF_ONE });
  const pending = new Map<string, Pending>();
  const begin = (key: string, asked: Asked, compute: Parameters<AnswerCache["answer"]>[1]): Pending => {
    // Her request is not held on to: only who she is, for who asks ahead.
    const { account, name, role, grants } = asked.reader;
    const remembered = { ...asked, reader: { account, name, role, grants } };
    const nobody = new AbortController();
    const keep = (answer: Answer) => {
      const size = 1 + answer.columns.length * (answer.rows.length + answer.totals.length);
      if (size <= MOST_CELLS_OF_ONE)
        kept.set(key, { answer: frozen(answer), asked: remembered, wasWanted: false }, { size });
      return answer;
    };
    const forget = () => pending.get(key) === begun && pending.delete(key);
    const answer = compute(nobody.signal).then(keep).finally(forget);
    const begun: Pending = { answer, waiting: 0, nobody };
    nobody.signal.addEventListener("abort", forget);
    pending.set(key, begun);
    return begun;
  };
  const find = async (key: string, asked: Asked, compute: Parameters<AnswerCache["answer"]>[1]) => {
    const found = kept.get(key);
    if (found) return found.answer;
    const { gone } = asked.reader;
    if (gone?.aborted) throw new GoneError();
    return waitFor(pending.get(key) ?? begin(key, asked, compute), gone);
  };
  return {
    async answer(asked, compute) {
      const { slice, reader, generations } = asked;
      const key = JSON.stringify([generations, slice, reader.role, reader.grants]);
      const answer = await find(key, asked, compute);
      const known = kept.peek(key);
      if (known && !asked.isAhead) known.wasWanted = true;
      return answer;
    },
    takeAskedOfOthers(generation) {
      const others = [...kept.values()].filter(
        ({ wasWanted, asked: { generations } }) =>
          wasWanted && generations.length === 1 && generations[0] !== generation,
      );
      for (const other of others) other.wasWanted = false;
      return others.map(({ asked }) => asked);
    },
  };
}

/** An answer that is being computed, and how many wait for it. */
type Pending = { answer: Promise<Answer>; waiting: number; nobody: AbortController };

async function waitFor(pending: Pending, gone: AbortSignal | undefined): Promise<Answer> {
  const leave = () => {
    pending.waiting -= 1;
    if (pending.waiting === 0) pending.nobody.abort();
  };
  pending.waiting += 1;
  gone?.addEventListener("abort", leave);
  try {
    return await pending.answer;
  } finally {
    gone?.removeEventListener("abort", leave);
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
