import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl } from "../control-store.ts";
import type { ReportScheduleRow } from "../tables.ts";
import { type StorePlace, startStores, type TestStores } from "../test-stores.ts";

const NOON = "2026-11-20T12:00:00.000Z";
const EVENING = "2026-11-20T18:00:00.000Z";

const stores: Record<string, StorePlace> = {};
let both: TestStores;
beforeAll(async () => {
  both = await startStores();
  for (const engine of ["sqlite", "postgres"]) stores[engine] = await both.create(engine, "schedules");
});
afterAll(() => both.stop());

const schedule = (schedule_id: string, report_id = "r"): Omit<ReportScheduleRow, "ended_at"> => ({
  ...{ schedule_id, report_id, owner: "ann", every: "week", weekday: 1, only_if_changed: 1 },
  ...{ role: null, made_at: NOON },
});
const sent = { state: "sent", generation: "g-000001", fingerprint: "f", message: null } as const;

describe.each(["sqlite", "postgres"])("scheduled reports on %s", (engine) => {
  const open = () => openControl(stores[engine] ?? { dataDir: "" });

  it("are sent by one of those who would, once; what failed is tried three times", async () => {
    const control = await open();
    await control.makeReportSchedule(schedule("a"));
    const due = { schedule_id: "a", account: "ann", period: "2026-11-16" };
    const claims = await Promise.all([control.claimDelivery(due, NOON), control.claimDelivery(due, NOON)]);
    expect(claims.sort()).toEqual([1, undefined]);
    for (const attempt of [2, 3, undefined]) {
      await control.endDelivery(due, { ...sent, state: "failed", message: "no mail server" });
      expect(await control.claimDelivery(due, EVENING)).toBe(attempt);
    }
    const next = { ...due, period: "2026-11-23" };
    expect(await control.claimDelivery(next, EVENING)).toBe(1);
    await control.endDelivery(next, sent);
    expect(await control.claimDelivery(next, EVENING)).toBeUndefined();
    expect(await control.deliveries("a", "ann")).toHaveLength(2);
    expect(await control.deliveries("a", "bob")).toEqual([]);
    await control.close();
  });

  it("end once, or with their report, and keep their history", async () => {
    const control = await open();
    for (const id of ["b", "c"]) await control.makeReportSchedule(schedule(id, "gone"));
    expect(await control.endReportSchedule("b", EVENING)).toBe(true);
    expect(await control.endReportSchedule("b", EVENING)).toBe(false);
    await control.deleteReport("gone", EVENING);
    expect((await control.reportSchedules()).map(({ schedule_id }) => schedule_id)).toEqual(["a"]);
    expect(await control.deliveries("a")).toHaveLength(2);
    await control.close();
  });

  it("know who wants none", async () => {
    const control = await open();
    const set = (account: string, isSubscribed: boolean) =>
      control.setSubscribed("a", account, { isSubscribed, now: NOON });
    for (const account of ["ann", "ann", "bob"]) await set(account, false);
    await set("bob", true);
    expect(await control.unsubscribed("a")).toEqual(["ann"]);
    await control.close();
  });
});
