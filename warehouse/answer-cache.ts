import { LRUCache } from "lru-cache";
import type { Reader } from "./district.ts";
import type { Manifest } from "./generations/manifest.ts";
import { GoneError } from "./semantic/errors.ts";
import type { Answer, Slice } from "./semantic/slice.ts";

/** Cells that are kept of all answers together, some 60 bytes each. */
const MOST_CELLS = 1_500_000;
/** A larger answer is somebody's file, and asked once. */
const MOST_CELLS_OF_ONE = 60_000;

/** How long a question is worth asking ahead after somebody wanted it: a week, so that Monday finds what Friday asked. */
const WANTED_FOR_MS = 7 * 24 * 3_600_000;

/** A question to the generation that was current when it was asked; `wantedAt` is when somebody last wanted the answer. */
export type Question = {
  slice: Slice;
  reader: Reader;
  of: Pick<Manifest, "generation" | "as_of">;
  wantedAt: number;
};

/** Of which generations a question is asked, a published one never changes; and which was current. */
type Asked = Pick<Question, "slice" | "reader"> & {
  generations: readonly string[];
  current: Question["of"];
  /** Given where nobody waits for it: it is asked so that the answer is there when somebody does. */
  wantedAt?: number | undefined;
};

/** An answer that was given; its question is null where it was not one of the current generation alone. */
type Kept = { answer: Answer; question: Question | null; wasAskedAhead: boolean };

/** Answers that were given. */
export type AnswerCache = {
  /** The answer to a question, computed where it is not kept; `gone` aborts when nobody waits for it any more. */
  answer(asked: Asked, compute: (gone: AbortSignal | undefined) => Promise<Answer>): Promise<Answer>;
  /** What was asked of other generations while they were current and not yet ahead of this one, the last asked first. */
  askedBefore(generation: string): (Kept & { question: Question })[];
};

/**
 * Keeps answers by what they depend on: generations, question, and the reader's grants with her role, which are her
 * scope and what is hidden from her. The same question that is being answered is not asked twice, and is broken off when
 * the last of those who wait for it has gone. Kept answers are frozen, since several requests hold them.
 */
export function answerCache(now: () => number = Date.now): AnswerCache {
  const kept = new LRUCache<string, Kept>({ maxSize: MOST_CELLS, maxEntrySize: MOST_CELLS_OF_ONE });
  const pending = new Map<string, Pending>();
  const begin = (key: string, asked: Asked, compute: Parameters<AnswerCache["answer"]>[1]): Pending => {
    const question = questionIn(asked);
    const nobody = new AbortController();
    const keep = (answer: Answer) => {
      const size = 1 + answer.columns.length * (answer.rows.length + answer.totals.length);
      if (size <= MOST_CELLS_OF_ONE)
        kept.set(key, { answer: frozen(answer), question, wasAskedAhead: false }, { size });
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
      const { slice, reader, generations, wantedAt = now() } = asked;
      const key = JSON.stringify([generations, slice, reader.role, reader.grants]);
      const answer = await find(key, asked, compute);
      const question = kept.peek(key)?.question;
      if (question) question.wantedAt = Math.max(question.wantedAt, wantedAt);
      return answer;
    },
    askedBefore(generation) {
      const since = now() - WANTED_FOR_MS;
      return [...kept.values()].flatMap((one) => {
        const { question, wasAskedAhead } = one;
        const isWanted = question !== null && !wasAskedAhead && question.wantedAt >= since;
        // The same object: who asks it ahead says so on it.
        return isWanted && question.of.generation !== generation
          ? [one as Kept & { question: Question }]
          : [];
      });
    },
  };
}

/** What is remembered of a question: of its reader who she is and may see, and not her request. */
function questionIn({ slice, reader, generations, current }: Asked): Question | null {
  if (generations.length !== 1 || generations[0] !== current.generation) return null;
  const { account, name, role, grants } = reader;
  return { slice, reader: { account, name, role, grants: [...grants] }, of: current, wantedAt: 0 };
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
