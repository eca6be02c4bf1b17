import { describe, expect, it } from "vitest";
import { type Entry, type FairQueue, fairQueue } from "./fair-queue.ts";

/** A queue whose clock stands at `at.now`, and the names of those let in, in order. */
function queueOf(atOnce: number, patienceMs = 10_000) {
  const at = { now: 0 };
  const queue = fairQueue({ atOnce, patienceMs, now: () => at.now });
  const inside: { name: string; leave: () => void }[] = [];
  const enter = async (name: string, place = name, gone?: AbortSignal): Promise<Entry> => {
    const entry = await queue.enter({ person: name, place }, gone);
    if ("leave" in entry) inside.push({ name, leave: entry.leave });
    return entry;
  };
  const settle = () => new Promise((done) => setImmediate(done));
  /** The first of those inside leaves after some time; gives who is inside then. */
  const leave = async (name: string, afterMs = 0) => {
    at.now += afterMs;
    inside.find((one) => one.name === name)?.leave();
    inside.splice(
      inside.findIndex((one) => one.name === name),
      1,
    );
    await settle();
    return inside.map((one) => one.name);
  };
  return { at, enter, leave, settle, queue };
}

const places = async (queue: FairQueue, count: number) => {
  for (let left = count; left > 0; left--) await queue.enter({ person: "x", place: "x" });
};

describe("a fair queue", () => {
  it("lets so many in at once, and the others in the order in which they came", async () => {
    const { enter, leave } = queueOf(1);
    await enter("ann");
    void enter("bob");
    void enter("cal");
    expect(await leave("ann")).toEqual(["bob"]);
    expect(await leave("bob")).toEqual(["cal"]);
  });

  it("lets a person with nothing under way go before one who has", async () => {
    const { enter, leave } = queueOf(2);
    await enter("ann", "alder");
    await enter("bob", "alder");
    void enter("ann", "alder");
    void enter("cal", "alder");
    expect(await leave("bob")).toEqual(["ann", "cal"]);
  });

  it("lets a school with nothing under way go before one whose people are many", async () => {
    const { enter, leave } = queueOf(2);
    await enter("a1", "alder");
    await enter("a2", "alder");
    void enter("a3", "alder");
    void enter("b1", "birch");
    expect(await leave("a1")).toEqual(["a2", "b1"]);
  });

  it("refuses at once who would wait longer than the patience, and says when to come back", async () => {
    const { enter, leave, at, queue } = queueOf(1, 3000);
    await enter("ann");
    await leave("ann", 2000);
    await enter("bob");
    expect(queue.comeBackIn()).toBeNull();
    for (let left = 12; left > 0; left--) void enter(`w${left}`);
    expect(queue.comeBackIn()).toBe(4);
    expect(await enter("cal")).toEqual({ comeBackIn: 4 });
    expect(at.now).toBe(2000);
  });

  it("gives the turn of who has gone away to the next", async () => {
    const { enter, leave } = queueOf(1);
    const gone = new AbortController();
    await enter("ann");
    const left = enter("bob", "bob", gone.signal);
    void enter("cal");
    gone.abort();
    expect(await left).toEqual({ comeBackIn: 1 });
    expect(await leave("ann")).toEqual(["cal"]);
  });

  it("gives a place back once, however often it is left", async () => {
    const { queue } = queueOf(2);
    const entry = await queue.enter({ person: "ann", place: "a" });
    await places(queue, 1);
    if ("leave" in entry) for (let left = 3; left > 0; left--) entry.leave();
    await places(queue, 1);
    let isIn = false;
    void queue.enter({ person: "bob", place: "b" }).then(() => {
      isIn = true;
    });
    await new Promise((done) => setImmediate(done));
    expect(isIn).toBe(false);
  });

  it("sends everybody away who waits or comes when it ends, and lets those inside finish", async () => {
    const ending = new AbortController();
    const queue = fairQueue({ atOnce: 1, patienceMs: 10_000, now: () => 0, ending: ending.signal });
    const inside = await queue.enter({ person: "ann", place: "a" });
    const waiting = queue.enter({ person: "bob", place: "b" });
    expect(queue.comeBackIn()).toBeNull();
    ending.abort();
    expect(queue.comeBackIn()).toBe(1);
    expect(await waiting).toEqual({ comeBackIn: 1 });
    expect(await queue.enter({ person: "cal", place: "c" })).toEqual({ comeBackIn: 1 });
    if ("leave" in inside) inside.leave();
    expect(await queue.enter({ person: "dee", place: "d" })).toEqual({ comeBackIn: 1 });
  });
});
