import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl } from "../control-store.ts";
import type { FigureAlertRow } from "../tables.ts";
import { type StorePlace, startStores, type TestStores } from "../test-stores.ts";

const NOON = "2026-11-20T12:00:00.000Z";
const EVENING = "2026-11-20T18:00:00.000Z";

const stores: Record<string, StorePlace> = {};
let both: TestStores;
beforeAll(async () => {
  both = await startStores();
  for (const engine of ["sqlite", "postgres"]) stores[engine] = await both.create(engine, "alerts");
});
afterAll(() => both.stop());

const alert = (alert_id: string, owner = "ann"): FigureAlertRow => ({
  ...{ alert_id, owner, title: "'); drop table figure_alert; --", report_id: null, slice: "{}" },
  ...{ kind: "above", since: null, bound: 0.1, margin: 0.025, state: "closed", state_at: NOON },
  ...{ generation: null, told: "closed", snoozed_until: null, made_at: NOON, ended_at: null },
});

describe.each(["sqlite", "postgres"])("alerts on %s", (engine) => {
  const open = () => openControl(stores[engine] ?? { dataDir: "" });

  it("are kept with their bounds to the last digit, each for its owner", async () => {
    const control = await open();
    await control.makeFigureAlert(alert("a"));
    await control.makeFigureAlert(alert("b", "bob"));
    expect(await control.figureAlerts("ann")).toEqual([alert("a")]);
    expect((await control.figureAlerts()).map(({ alert_id }) => alert_id)).toEqual(["a", "b"]);
    await control.snoozeFigureAlert("b", "2026-11-27");
    expect((await control.figureAlerts("bob"))[0]?.snoozed_until).toBe("2026-11-27");
    expect([await control.endFigureAlert("b", EVENING), await control.endFigureAlert("b", EVENING)]).toEqual([
      true,
      false,
    ]);
    await control.close();
  });

  it("are looked at once a generation by one of those who would; what failed is looked at again", async () => {
    const control = await open();
    const look = { alert_id: "a", generation: "g-000001" };
    const claims = [control.claimLook(look, NOON), control.claimLook(look, NOON)];
    expect((await Promise.all(claims)).sort()).toEqual([false, true]);
    await control.endLook(look, { found: "failed", message: "no engine", at: NOON });
    expect((await control.figureAlerts("ann"))[0]).toEqual(alert("a"));
    expect(await control.claimLook(look, EVENING)).toBe(true);
    await control.endLook(look, { found: "open", message: null, at: EVENING });
    expect(await control.claimLook(look, EVENING)).toBe(false);
    expect((await control.figureAlerts("ann"))[0]).toMatchObject({
      ...{ state: "open", state_at: EVENING, generation: "g-000001" },
    });
    const next = { ...look, generation: "g-000002" };
    await control.claimLook(next, EVENING);
    await control.endLook(next, { found: "nothing", message: null, at: EVENING });
    expect((await control.figureAlerts("ann"))[0]?.state).toBe("open");
    expect((await control.looks("a")).map(({ found }) => found)).toEqual(["nothing", "open"]);
    await control.close();
  });

  it("are told once, and again where the telling failed", async () => {
    const control = await open();
    const claims = [control.claimTelling("a", "open"), control.claimTelling("a", "open")];
    expect((await Promise.all(claims)).sort()).toEqual([false, true]);
    await control.failTelling("a", "open");
    expect(await control.claimTelling("a", "open")).toBe(true);
    expect(await control.claimTelling("a", "closed")).toBe(true);
    await control.close();
  });
});
