import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Control, copyControl, fillControl, openControl } from "../control-store.ts";
import type { CopiedLine } from "../copy-control.ts";
import { startStores, type TestStores } from "../test-stores.ts";
import type { Lease } from "./lease.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString();
const here = { pid: 1, boot: "b", host: "h" };

let both: TestStores;

beforeAll(async () => {
  both = await startStores();
});

afterAll(() => both.stop());

describe.each(["sqlite", "postgres"])("on %s", (engine) => {
  let one: Control;
  let other: Control;

  beforeAll(async () => {
    const place = await both.create(engine, "runs");
    one = await openControl(place);
    other = await openControl(place);
  });

  afterAll(async () => {
    await one.close();
    await other.close();
  });

  const run = (id: string, minute: number) => ({
    ...{ run: id, command: "load files", source: null, started_by: "schedule", pid: 1, as_of: "2026-11-20" },
    ...{ state: "running" as const, generation: null, message: null, started_at: at(minute), ended_at: null },
  });
  const file = {
    ...{
      source: "sis",
      feed: "calendar",
      file: "calendar.csv",
      sha256: "ab",
      landed_at: at(1),
      extracted: 3,
    },
    ...{ watermark: "2026-11-19", read: 3, loaded: 2, rejected: 1, quarantined: 0, repaired: 0 },
    bytes: 5_000_000_000,
  };
  const finding = {
    ...{ source: "sis", feed: "calendar", file: "calendar.csv", line: 2, field: null, code: "row.empty" },
    ...{ value: null, reason: "r", mend: "m" },
  };

  it("a run is kept with its steps, files and findings, and read back as it was written", async () => {
    await one.beginRun(run("r-1", 0));
    await one.beginStep("r-1", { step_number: 0, step: "land", attempt: 1, started_at: at(0) });
    const end = { state: "done" as const, done_count: 1, message: null, ended_at: at(1) };
    await one.endStep("r-1", 0, end);
    for (const read of [0, 3]) await one.keepFiles("r-1", [{ ...file, read }]);
    await one.keepFindings("r-1", [finding]);
    await one.endRun("r-1", { state: "published", generation: "g-000001", message: null, ended_at: at(2) });
    const [found] = await other.runs({ generation: "g-000001" });
    expect(found).toEqual({
      ...run("r-1", 0),
      ...{ state: "published", generation: "g-000001", ended_at: at(2) },
      steps: [{ step: "land", attempt: 1, started_at: at(0), ...end }],
      files: [file],
      findings: [finding],
    });
  });

  it("runs are listed the latest first", async () => {
    await one.beginRun(run("r-2", 5));
    expect((await other.runs()).map(({ run: id }) => id)).toEqual(["r-2", "r-1"]);
    expect((await other.runHeads({ limit: 1 })).map(({ run_id }) => run_id)).toEqual(["r-2"]);
    expect((await other.runHeads({ state: "running" })).map(({ run_id }) => run_id)).toEqual(["r-2"]);
    expect(await other.runs({ run: "r-3" })).toEqual([]);
  });

  it("of many that want the lease at once one gets it, and nobody after it until it is given back", async () => {
    const stores = [one, other, one, other, one, other];
    const taken = await Promise.all(
      stores.map((store, index) => store.takeLease({ ...here, run: `r-${index}`, now: at(0) })),
    );
    const [lease, ...more] = taken.filter((found): found is Lease => found !== undefined);
    expect(more).toEqual([]);
    expect(await one.leaseHolder()).toMatchObject({ ...lease, ...here, heartbeat_at: at(0) });
    if (lease) await one.returnLease(lease);
    expect(await other.leaseHolder()).toBeUndefined();
  });

  it("of two that find a holder dead one takes its place, and the dead one can neither renew, act nor give back", async () => {
    const dead = await one.takeLease({ ...here, run: "dead", now: at(0) });
    if (!dead) throw new Error("The lease is not free.");
    const taken = await Promise.all(
      [one, other].map((store, index) => store.takeLease({ ...here, run: `r-${index}`, now: at(9) }, dead)),
    );
    const [lease, ...more] = taken.filter((found): found is Lease => found !== undefined);
    expect(more).toEqual([]);
    expect(lease?.token).toBe(dead.token + 1);
    const deeds: string[] = [];
    expect(await one.renewLease(dead, at(10))).toBe(false);
    expect(await one.whileHolding(dead, at(10), () => void deeds.push("dead"))).toBe(false);
    await one.returnLease(dead);
    expect(await other.leaseHolder()).toMatchObject({ ...lease, heartbeat_at: at(9) });
    if (!lease) return;
    expect(await other.whileHolding(lease, at(11), () => void deeds.push("alive"))).toBe(true);
    expect(deeds).toEqual(["alive"]);
    const failing = other.whileHolding(lease, at(12), () => {
      throw new Error("no space");
    });
    await expect(failing).rejects.toThrow("no space");
    await other.returnLease(lease);
  });

  it("nobody takes the lease between the look at the token and the deed", async () => {
    const lease = await one.takeLease({ ...here, run: "slow", now: at(0) });
    if (!lease) throw new Error("The lease is not free.");
    const order: string[] = [];
    const deed = one.whileHolding(lease, at(1), () => {
      order.push("deed");
    });
    const taken = other.takeLease({ ...here, run: "quick", now: at(9) }, lease);
    await Promise.all([
      deed.then((held) => held || order.push("refused")),
      taken.then(() => order.push("taken")),
    ]);
    // Either it was done whole before the lease went, or not at all.
    expect(
      [
        ["deed", "taken"],
        ["taken", "refused"],
      ].some((way) => way.join() === order.join()),
    ).toBe(true);
    const holder = await one.leaseHolder();
    if (holder) await one.returnLease(holder);
  });

  it("a copy of a store fills an empty one of either engine with everything but who is signed in", async () => {
    const { personId } = await one.keepPerson(
      { issuer: "demo", subject: "board", name: "A", email: null, staffId: null, groups: [] },
      at(0),
    );
    const [session_id, seen_at] = ["s", at(0)];
    await one.openSession({
      ...{ session_id, seen_at, person_id: personId, created_at: at(0) },
      expires_at: "2099-01-01T00:00:00.000Z",
    });
    const lease = await one.takeLease({ ...here, run: "r-9", now: at(0) });
    const lines: CopiedLine[] = [];
    const from = both.placeOf(engine, "runs");
    await copyControl(from, async (line) => void lines.push(JSON.parse(JSON.stringify(line))));
    for (const other of ["sqlite", "postgres"]) {
      const place = await both.create(other, `from_${engine}`);
      await fillControl(place, Readable.from(lines));
      const filled = await openControl(place);
      expect(await filled.runs()).toEqual(await one.runs());
      expect(await filled.findSession("s", { now: at(1), idleSince: at(0) })).toBeUndefined();
      expect(await filled.leaseHolder()).toBeUndefined();
      expect((await filled.takeLease({ ...here, run: "r-10", now: at(1) }))?.token).toBe(
        (lease?.token ?? 0) + 1,
      );
      await filled.close();
      await expect(fillControl(place, Readable.from(lines))).rejects.toThrow(/control store is in use/);
    }
    const place = await both.create(engine, "later");
    const later = Readable.from([{ migrations: ["0001-session-and-audit.sql", "9999-later.sql"] }]);
    await expect(fillControl(place, later)).rejects.toThrow(/of a later Rollbook \(9999-later.sql\)/);
    if (lease) await one.returnLease(lease);
  });

  it("a slot is claimed once, and none while another one runs", async () => {
    const due = (job: string, business_on = "2026-11-20") => ({ job, business_on, due_at: at(0) });
    const claims = await Promise.all(
      [one, other, one, other].map((store) => store.claimSlot(due("sis"), here, at(1))),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await other.claimSlot(due("finance"), here, at(1))).toBe(false);
    await one.renewSlot(here, at(3));
    expect(await other.runningSlot()).toMatchObject({ job: "sis", heartbeat_at: at(3), ...here });
    await one.endSlot(due("sis"), { state: "done", message: null, ended_at: at(4) });
    await one.endSlot(due("sis"), { state: "failed", message: "late", ended_at: at(5) });
    expect(await other.claimSlot(due("sis"), here, at(6))).toBe(false);
    expect(await other.claimSlot(due("finance"), here, at(6))).toBe(true);
    for (const job of ["finance", "sped"]) await one.missSlot(due(job), "asleep");
    expect((await one.slotsSince("2026-11-20")).slots.map(({ job, state }) => [job, state])).toEqual([
      ["finance", "running"],
      ["sis", "done"],
      ["sped", "missed"],
    ]);
    for (const on of ["2026-11-18", "2026-11-19"]) await one.beginJobs(["sis"], on);
    expect(await other.slotsSince("2026-11-21")).toEqual({
      slots: [],
      begun: new Map([["sis", "2026-11-18"]]),
    });
  });
});
