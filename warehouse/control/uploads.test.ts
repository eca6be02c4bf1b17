import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl } from "./control-store.ts";
import type { UploadRow } from "./tables.ts";
import { type StorePlace, startStores, type TestStores } from "./test-stores.ts";

const stores: Record<string, StorePlace> = {};
let both: TestStores;
beforeAll(async () => {
  both = await startStores();
  for (const engine of ["sqlite", "postgres"]) stores[engine] = await both.create(engine, "uploads");
});
afterAll(() => both.stop());

const upload = (id: string, rest: Partial<UploadRow> = {}): UploadRow => ({
  ...{
    upload_id: id,
    operator: "bright",
    source: "bright",
    feed: "f",
    file: "f.csv",
    file_name: "f (1).csv",
  },
  ...{ bytes: 5_000_000_000, sha256: "a", state: "checked", message: null, report: null, outcome: null },
  ...{
    made_by: "ann",
    made_at: `2026-11-20T12:00:0${id}Z`,
    submitted_by: null,
    submitted_at: null,
    ended_at: null,
    server_id: "",
  },
  ...rest,
});

describe.each(["sqlite", "postgres"])("uploads on %s", (engine) => {
  it("are one operator's, newest first; of two who submit at once one does", async () => {
    const control = await openControl(stores[engine] ?? { dataDir: "" });
    const kept = [upload("1"), upload("2", { state: "loading" }), upload("3", { operator: "harbor" })];
    for (const one of kept) await control.keepUpload(one);
    expect((await control.uploadsOf(["bright"], 9)).map(({ upload_id }) => upload_id)).toEqual(["2", "1"]);
    expect(await control.uploadsOf([], 9)).toEqual([]);
    expect(await control.upload("1")).toEqual(upload("1"));
    const submit = () => control.moveUpload("1", ["checked", "failed"], { state: "loading" });
    expect((await Promise.all([submit(), submit()])).sort()).toEqual([false, true]);
    expect((await control.uploadsIn(["loading"])).map(({ upload_id }) => upload_id)).toEqual(["1", "2"]);
    await control.close();
  });
});
