import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl } from "../control-store.ts";
import type { ReportRow } from "../tables.ts";
import { type StorePlace, startStores, type TestStores } from "../test-stores.ts";
import type { Sharers } from "./sharing.ts";

const NOON = "2026-11-20T12:00:00.000Z";
const EVENING = "2026-11-20T18:00:00.000Z";

const stores: Record<string, StorePlace> = {};
let both: TestStores;
beforeAll(async () => {
  both = await startStores();
  for (const engine of ["sqlite", "postgres"]) stores[engine] = await both.create(engine, "reports");
});
afterAll(() => both.stop());

const kept = (report_id: string, rest: Partial<ReportRow> = {}): Omit<ReportRow, "version"> => ({
  ...{ report_id, owner: "ann", shared_with: "nobody", shared_key: null, made_at: NOON },
  ...{ template_id: null, template_version: null, template_base: null },
  ...rest,
});
const version = (content: string, made_at = NOON) =>
  ({ content, definitions: "{}", how: "saved", made_by: "ann", made_at }) as const;
const nobody: Sharers = { account: "bob", schools: [], roles: [], isStaff: false };
const ann: Sharers = { ...nobody, account: "ann" };

describe.each(["sqlite", "postgres"])("saved reports on %s", (engine) => {
  const open = () => openControl(stores[engine] ?? { dataDir: "" });

  it("are opened by their owner and by those they are shared with, in their latest version", async () => {
    const control = await open();
    await control.makeReport(kept("own"), version("'); drop table report; --"));
    await control.makeReport(kept("school", { shared_with: "school", shared_key: "alder" }), version("2"));
    await control.makeReport(kept("role", { shared_with: "role", shared_key: "principal" }), version("3"));
    await control.makeReport(kept("all", { shared_with: "district" }), version("4"));
    const found = async (sharers: Partial<Sharers>) =>
      (await control.reportsFor({ ...nobody, ...sharers })).map(({ report_id }) => report_id);
    expect(await found({ account: "ann" })).toEqual(["all", "own", "role", "school"]);
    expect(await found({})).toEqual([]);
    expect(await found({ schools: ["birch", "alder"] })).toEqual(["school"]);
    expect(await found({ roles: ["principal"], isStaff: true })).toEqual(["all", "role"]);
    expect(await control.reportFor("own", ann)).toMatchObject({
      content: "'); drop table report; --",
      version: 1,
    });
    expect(await control.reportFor("none", ann)).toBeUndefined();
    expect(await control.reportFor("own", nobody)).toBeUndefined();
    await control.close();
  });

  it("keep every version, and of two who read the same one only one changes it", async () => {
    const control = await open();
    await control.makeReport(kept("r"), version("one"));
    const change = (content: string) =>
      control.changeReport({ report_id: "r", version: 1, next: version(content, EVENING) });
    const changed = await Promise.all([change("two"), change("three")]);
    expect(changed.filter(Boolean)).toHaveLength(1);
    expect(await change("late")).toBe(false);
    const versions = await control.reportVersions("r");
    expect(versions.map(({ version_number }) => version_number)).toEqual([2, 1]);
    expect(await control.reportFor("r", ann)).toMatchObject({
      ...{ content: versions[0]?.content, version: 2, made_at: NOON, updated_at: EVENING },
    });
    await control.close();
  });

  it("are shared anew without a new version, and deleted with all versions", async () => {
    const control = await open();
    await control.makeReport(kept("s"), version("one"));
    const sharing = { shared_with: "role", shared_key: "board" } as const;
    expect(await control.changeReport({ report_id: "s", version: 1, sharing })).toBe(true);
    expect(await control.reportFor("s", ann)).toMatchObject({ ...sharing, version: 1 });
    await control.deleteReport("s", EVENING);
    expect(await control.reportFor("s", ann)).toBeUndefined();
    expect(await control.reportVersions("s")).toEqual([]);
    expect(await control.changeReport({ report_id: "s", version: 1, sharing })).toBe(false);
    await control.close();
  });
});
