import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl } from "./control-store.ts";
import type { ExportJobRow, UploadRow } from "./tables.ts";
import { type StorePlace, startStores, type TestStores } from "./test-stores.ts";

const stores: Record<string, StorePlace> = {};
let both: TestStores;
beforeAll(async () => {
  both = await startStores();
  for (const engine of ["sqlite", "postgres"]) stores[engine] = await both.create(engine, "servers");
});
afterAll(() => both.stop());

const now = "2026-11-20T12:00:00.000Z";
const server = (server_id: string) => ({ server_id, pid: 1, boot: "b", host: "h", seen_at: now });

const job = (job_id: string, rest: Partial<ExportJobRow>): ExportJobRow => ({
  ...{ job_id, account: "ann", asked: "{}", title: "T", format: "csv", purpose: null, state: "waiting" },
  ...{ rows_done: 3, rows_total: null, bytes: null, sha256: null, grants: null, shown: null, subject: null },
  ...{ message: null, made_at: `2026-11-20T11:00:0${job_id}Z`, began_at: null, ended_at: null },
  ...{ expires_at: "2026-11-21T11:00:00Z", server_id: "", ...rest },
});

const upload = (upload_id: string, rest: Partial<UploadRow>): UploadRow => ({
  ...{ upload_id, operator: "bright", source: "bright", feed: "f", file: "f.csv", file_name: "f.csv" },
  ...{ bytes: 5, sha256: "a", state: "checking", message: null, report: null, outcome: null, made_by: "ann" },
  ...{ made_at: `2026-11-20T11:00:0${upload_id}Z`, submitted_by: null, submitted_at: null, ended_at: null },
  ...{ server_id: "", ...rest },
});

describe.each(["sqlite", "postgres"])("servers on %s", (engine) => {
  it("leave their work to the first that looks once they are gone, and theirs alone", async () => {
    const control = await openControl(stores[engine] ?? { dataDir: "" });
    const other = await openControl(stores[engine] ?? { dataDir: "" });
    for (const id of ["gone", "one", "two"]) await control.noteServer(server(id));
    for (const made of [
      job("1", { server_id: "gone", state: "writing" }),
      job("2", { server_id: "two", state: "asking" }),
      job("3", { server_id: "gone" }),
      job("4", { server_id: "gone", state: "done" }),
    ])
      await control.keepExportJob(made);
    await control.keepUpload(upload("1", { server_id: "gone" }));
    await control.keepUpload(upload("2", { server_id: "gone", state: "loading" }));
    await control.keepUpload(upload("3", { server_id: "two", state: "loading" }));
    await control.keepUpload(upload("4", { server_id: "gone", state: "checked" }));
    expect([await control.adoptExportJobs("one"), await control.adoptUploads("one")]).toEqual([[], []]);

    await control.forgetServer("gone");
    const jobs = (await Promise.all([control.adoptExportJobs("one"), other.adoptExportJobs("two")])).flat();
    const uploads = (await Promise.all([control.adoptUploads("one"), other.adoptUploads("two")])).flat();
    expect(jobs.map(({ job_id, state, rows_done }) => [job_id, state, rows_done])).toEqual([
      ["1", "waiting", 0],
      ["3", "waiting", 0],
    ]);
    expect(uploads.map(({ upload_id, state }) => [upload_id, state])).toEqual([
      ["1", "checking"],
      ["2", "loading"],
    ]);
    expect(await control.adoptExportJobs("one")).toEqual([]);
    expect(await control.moveExportJob("1", ["waiting"], { state: "asking" }, "gone")).toBe(false);
    await Promise.all([control.close(), other.close()]);
  });

  it("are listed once, and as they were last seen", async () => {
    const control = await openControl(stores[engine] ?? { dataDir: "" });
    const later = "2026-11-20T12:00:10.000Z";
    await control.noteServer({ ...server("one"), seen_at: later });
    expect((await control.servers()).find(({ server_id }) => server_id === "one")?.seen_at).toBe(later);
    await control.close();
  });
});
