import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl } from "./control-store.ts";
import { type StorePlace, startStores, type TestStores } from "./test-stores.ts";

const NOON = "2026-11-20T12:00:00.000Z";
const EVENING = "2026-11-20T18:00:00.000Z";

const stores: Record<string, StorePlace> = {};
let both: TestStores;

beforeAll(async () => {
  both = await startStores();
  for (const engine of ["sqlite", "postgres"]) stores[engine] = await both.create(engine, "control");
});

afterAll(() => both.stop());

describe.each(["sqlite", "postgres"])("the control store on %s", (engine) => {
  const open = (now: string) => openControl({ ...(stores[engine] ?? { dataDir: "" }), now });

  it("finds a session until it expires, and not after it was closed", async () => {
    const control = await open(NOON);
    await control.openSession({ session_id: "a", account: "board", created_at: NOON, expires_at: EVENING });
    expect((await control.findSession("a", NOON))?.account).toBe("board");
    expect(await control.findSession("a", EVENING)).toBeUndefined();
    await control.closeSession("a");
    expect(await control.findSession("a", NOON)).toBeUndefined();
    await control.close();
  });

  it("keeps sessions and audit entries when it is opened again, and migrates once", async () => {
    const first = await open(NOON);
    await first.openSession({ session_id: "b", account: "admin", created_at: NOON, expires_at: EVENING });
    await first.record({ at: NOON, account: "admin", action: "sign_in", subject: "demo" });
    await first.close();
    const [one, other] = await Promise.all([open(NOON), open(NOON)]);
    expect((await one.findSession("b", NOON))?.account).toBe("admin");
    expect((await other.auditEntries()).map(({ action }) => action)).toEqual(["sign_in"]);
    await Promise.all([one.close(), other.close()]);
  });

  it("goes on after its connections were ended from outside", async () => {
    const control = await open(NOON);
    await control.record({ at: NOON, account: null, action: "sign_out", subject: "before" });
    if (engine === "postgres") await both.endConnections("control");
    await control.record({ at: EVENING, account: null, action: "sign_out", subject: "after" });
    expect((await control.auditEntries()).map(({ subject }) => subject)).toContain("after");
    await control.close();
  });

  it("forgets expired sessions when it is opened", async () => {
    const late = await open(EVENING);
    expect(await late.findSession("b", NOON)).toBeUndefined();
    await late.close();
  });
});
