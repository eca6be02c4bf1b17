import { describe, expect, it } from "vitest";
import { answerCache } from "./answer-cache.ts";
import { aggregatesOnly, everyone } from "./published-mini.ts";
import type { Answer, Slice } from "./semantic/slice.ts";

const slice: Slice = { measures: ["enrollment"], by: ["school"] };
const first = { generation: "g-000001", as_of: "2026-11-25" };
const asked = { slice, reader: everyone, generations: ["g-000001"], current: first };

/** A cache, and answers that say how many were computed before them. */
function counting(rows = 1) {
  const clock = { now: Date.parse("2026-11-27T16:00:00Z") };
  const cache = answerCache(() => clock.now);
  let computed = 0;
  const compute = async (): Promise<Answer> => {
    computed += 1;
    await Promise.resolve();
    return {
      columns: [{ key: "enrollment", label: "Students", kind: "measure" }],
      rows: Array.from({ length: rows }, () => ({ enrollment: computed })),
      ...{ totals: [], marks: [], generation: "g-000001", fresh_through: null, missing: [] },
      coverage: { reported: 1, expected: 1, is_certifiable: true },
      ...{ definitions: [], notes: [], routes: [] },
    };
  };
  const ask = async (rest: Partial<typeof asked> = {}) =>
    (await cache.answer({ ...asked, ...rest }, compute)).rows[0]?.enrollment;
  return { cache, clock, compute, ask };
}

describe("an answer that was given", () => {
  it("is given again to the same question, also while it is being computed", async () => {
    const { ask } = counting();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(1);
  });

  it.each([
    ["of another generation", { generations: ["g-000002"] }],
    ["of another reader", { reader: aggregatesOnly }],
    ["of the same reader in another role", { reader: { ...everyone, role: "board" as const } }],
    ["another question", { slice: { ...slice, limit: 1 } }],
    ["against another generation", { generations: ["g-000001", "g-000002"] }],
  ])("is not given to one %s", async (_, rest) => {
    const { ask } = counting();
    expect([await ask(), await ask(rest), await ask()]).toEqual([1, 2, 1]);
  });

  it("cannot be changed by whoever holds it", async () => {
    const { cache, compute } = counting();
    await cache.answer(asked, compute);
    const held = await cache.answer(asked, compute);
    expect(() => held.rows.push({})).toThrow(TypeError);
    expect(() => Object.assign(held.rows[0] ?? {}, { enrollment: 9 })).toThrow(TypeError);
  });

  it("is not kept where it is as large as a file", async () => {
    const { ask } = counting(70_000);
    expect([await ask(), await ask()]).toEqual([1, 2]);
  });

  it("is asked again where it failed", async () => {
    const { cache, ask } = counting();
    const fail = () => Promise.reject(new Error("no memory"));
    await expect(cache.answer(asked, fail)).rejects.toThrow("no memory");
    expect(await ask()).toBe(1);
  });
});

describe("what was asked", () => {
  const limits = (cache: ReturnType<typeof answerCache>, generation: string) =>
    cache.askedBefore(generation).map(({ question }) => question.slice.limit);

  it("of one generation is told to the next, the last asked first, until it was asked ahead", async () => {
    const { cache, ask } = counting();
    for (const limit of [1, 2, 3]) await ask({ slice: { ...slice, limit } });
    await ask({ slice: { ...slice, limit: 1 } });
    expect(limits(cache, "g-000001")).toEqual([]);
    expect(limits(cache, "g-000002")).toEqual([1, 3, 2]);
    for (const kept of cache.askedBefore("g-000002").slice(1)) kept.wasAskedAhead = true;
    expect(limits(cache, "g-000002")).toEqual([1]);
  });

  it("does not hold on to the request that asked it", async () => {
    const { cache, ask } = counting();
    await ask({ reader: { ...everyone, gone: new AbortController().signal } });
    expect(cache.askedBefore("g-000002").map(({ question }) => question.reader)).toStrictEqual([everyone]);
  });

  it.each([
    ["two generations at once", { generations: ["g-000001", "g-000000"] }],
    ["a generation that was not current", { generations: ["g-000000"] }],
  ])("of %s is not told", async (_, rest) => {
    const { cache, ask } = counting();
    await ask(rest);
    expect(limits(cache, "g-000002")).toEqual([]);
  });

  it("ahead is told on for a week after somebody wanted it", async () => {
    const { cache, clock, compute } = counting();
    const wantedAt = clock.now;
    const ahead = { generations: ["g-000002"], current: { ...first, generation: "g-000002" } };
    await cache.answer({ ...asked, ...ahead, wantedAt }, compute);
    clock.now += 6 * 24 * 3_600_000;
    expect(limits(cache, "g-000003")).toHaveLength(1);
    clock.now += 2 * 24 * 3_600_000;
    expect(limits(cache, "g-000003")).toEqual([]);
    await cache.answer({ ...asked, ...ahead }, compute);
    expect(limits(cache, "g-000003")).toHaveLength(1);
  });
});

describe("an answer that several wait for", () => {
  /** A cache whose answers come when they are let go, and the signals that those who compute are given. */
  function waiting() {
    const { compute } = counting();
    const cache = answerCache();
    const signals: (AbortSignal | undefined)[] = [];
    const letGo = new AbortController();
    const held = new Promise((done) => letGo.signal.addEventListener("abort", done));
    const ask = (gone?: AbortSignal) =>
      cache.answer({ ...asked, reader: gone ? { ...everyone, gone } : everyone }, async (signal) => {
        signals.push(signal);
        await held;
        return compute();
      });
    return { ask, signals, letGo: () => letGo.abort() };
  }

  it("is computed on while one of them waits", async () => {
    const { ask, signals, letGo } = waiting();
    const [first, second] = [new AbortController(), new AbortController()];
    const asking = [ask(first.signal), ask(second.signal)];
    first.abort();
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
    letGo();
    expect((await Promise.all(asking)).map(({ rows }) => rows)).toEqual(Array(2).fill([{ enrollment: 1 }]));
  });

  it("is broken off when the last has gone, and computed anew for who comes then", async () => {
    const { ask, signals, letGo } = waiting();
    const [first, second] = [new AbortController(), new AbortController()];
    const asking = [ask(first.signal), ask(second.signal)];
    first.abort();
    second.abort();
    const late = ask();
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
    letGo();
    await Promise.allSettled(asking);
    expect((await late).rows).toHaveLength(1);
  });

  it("is computed on for somebody who never goes, as a job", async () => {
    const { ask, signals, letGo } = waiting();
    const one = new AbortController();
    const asking = [ask(one.signal), ask()];
    one.abort();
    expect(signals[0]?.aborted).toBe(false);
    letGo();
    await Promise.all(asking);
  });
});
