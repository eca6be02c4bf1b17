import type { Answer } from "#warehouse";
import { quantile } from "../quantile.ts";
import type { PeerQuestion } from "./peer-question.ts";
import { compareAnswers } from "./same-answers.ts";
import type { Way } from "./way.ts";

/** Milliseconds of one way to an answer; `compile_p50_ms` is what making the statement took, apart. */
type WayTimes = { rounds: number; p50_ms: number; p95_ms: number; compile_p50_ms?: number };

export type TimedQuestion = {
  key: string;
  /** How many numbers of Rollbook's answer each peer gave alike. */
  numbers: number;
  ways: Partial<Record<Way["key"], WayTimes>>;
};

const warmUps = 2;
const rounds = 20;
/** A way that takes longer than this in all is asked three times and no more: days of 640,000 students are. */
const patienceMs = 60_000;
const leastRounds = 3;

/** Holds every way's rows against Rollbook's answer. Throws an Error that names the first differences. */
export async function holdAlike(
  question: PeerQuestion,
  answer: Answer,
  ways: readonly Way[],
): Promise<number> {
  const by = question.slice.by ?? [];
  let numbers = 0;
  for (const { key, ask } of ways) {
    const rows = (await ask(question))?.rows;
    if (!rows) continue;
    const { compared, differences } = compareAnswers(answer, rows, by);
    if (compared === 0) differences.push("there is no number to compare");
    if (differences.length > 0)
      throw new Error(
        `${key} answers "${question.key}" otherwise than Rollbook, so nothing was timed: ${differences.slice(0, 5).join("; ")} (${differences.length} differences).`,
      );
    numbers = compared;
  }
  return numbers;
}

/** Asks each way in turn, round after round. */
export async function timeWays(question: PeerQuestion, ways: readonly Way[]): Promise<TimedQuestion["ways"]> {
  const taken = new Map<Way["key"], { ms: number[]; compileMs: number[]; spent: number }>();
  for (let round = -warmUps; round < rounds; round++) {
    for (const { key, ask } of ways) {
      const times = taken.get(key) ?? { ms: [], compileMs: [], spent: 0 };
      if (times.spent > patienceMs && (round < 0 || times.ms.length >= leastRounds)) continue;
      const asked = await ask(question);
      if (!asked) continue;
      taken.set(key, times);
      times.spent += asked.ms;
      if (round < 0) continue;
      times.ms.push(asked.ms);
      if (asked.compileMs !== undefined) times.compileMs.push(asked.compileMs);
    }
  }
  return Object.fromEntries(
    [...taken].map(([key, { ms, compileMs }]) => [
      key,
      {
        ...{ rounds: ms.length, p50_ms: quantile(ms, 0.5), p95_ms: quantile(ms, 0.95) },
        ...(compileMs.length === 0 ? {} : { compile_p50_ms: quantile(compileMs, 0.5) }),
      },
    ]),
  );
}
