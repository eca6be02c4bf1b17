import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ExportJob } from "#api/contract";
import type { Warehouse } from "#warehouse";
import { recordingWarehouse } from "../../api/access/recording-warehouse.ts";
import { type ExportWork, exportWork } from "../../api/export-jobs/work.ts";
import {
  type Access,
  accessDistrict,
  openAccess,
  publishedSchools,
  type Session,
} from "../access/access-district.ts";

let warehouse: Warehouse;
let access: Access;
let admin: Session;
beforeAll(async () => {
  warehouse = await publishedSchools();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  access = await openAccess(warehouse);
  admin = await access.signIn("admin");
});
afterEach(() => access.close());

const byStudent = { measures: ["days_absent"], by: ["student"] };
const order = { format: "csv", title: "Absences", slices: [byStudent] };
const folder = () => join(access.folder, "exports");
const files = () => (existsSync(folder()) ? readdirSync(folder()) : []);

async function begin(as: Session, asked: object = order): Promise<ExportJob> {
  const { status, body } = await as.post("/api/exports/jobs", asked);
  expect(status).toBe(202);
  return body.job;
}

/** The job once it is no longer being made. */
async function settled(as: Session, { job }: ExportJob): Promise<ExportJob> {
  for (;;) {
    const found: ExportJob = (await as.get(`/api/exports/jobs/${job}`)).body.job;
    if (!["waiting", "asking", "writing"].includes(found.state)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("a file that takes long", () => {
  it("is made while nobody waits, and is what would have come at once", async () => {
    const job = await settled(admin, await begin(admin));
    expect(job).toMatchObject({
      state: "done",
      title: "Absences",
      format: "csv",
      rows_done: 6,
      rows_total: 6,
    });
    const taken = await admin.fetch(`/api/exports/jobs/${job.job}/file`);
    expect(taken.headers.get("content-disposition")).toContain('filename="Absences.csv"');
    const text = await taken.text();
    expect(text.split("\r\n")).toHaveLength(8);
    expect(Buffer.byteLength(text)).toBe(job.bytes);
    expect(statSync(join(folder(), job.job)).mode & 0o077).toBe(0);
    expect(statSync(folder()).mode & 0o077).toBe(0);
  });

  it.each(["xlsx", "csv", "parquet", "arrow", "json"])("may be %s", async (format) => {
    const job = await settled(admin, await begin(admin, { ...order, format }));
    expect(job).toMatchObject({ state: "done", rows_done: job.rows_total });
  });

  it("may be that of a saved report, which whoever may not open it is not told of", async () => {
    const content = {
      title: "Kept",
      note: null,
      slice: { measures: ["enrollment"], by: ["school"] },
      chart: "table",
    };
    const made = await admin.post("/api/reports", { content });
    expect(made.status).toBe(201);
    const asked = { format: "csv", report: made.body.report };
    const job = await settled(admin, await begin(admin, asked));
    expect(job).toMatchObject({ state: "done", title: "Kept", rows_total: 2 });
    const other = await access.signIn("principal");
    expect((await other.post("/api/exports", asked)).status).toBe(404);
    expect((await admin.post("/api/exports", { ...asked, slices: [byStudent] })).status).toBe(400);
  });

  it("stands in the access log each time it is taken, with whom it shows", async () => {
    const job = await settled(admin, await begin(admin));
    const exports = async () =>
      (await access.control.auditEntries()).filter(({ action }) => action === "export");
    expect(await exports()).toEqual([]);
    for (let time = 1; time <= 2; time++) {
      await admin.fetch(`/api/exports/jobs/${job.job}/file`);
      const entries = await exports();
      expect(entries).toHaveLength(time);
      expect(entries[0]).toMatchObject({ account: "admin", fields: ["days_absent", "student"] });
      expect(entries[0]?.students).toHaveLength(6);
    }
  });

  it("is nobody else's: neither another administrator's, nor one's who looks through her eyes", async () => {
    const clerk = await access.signIn("coordinator");
    const job = await settled(clerk, await begin(clerk));
    const other = await access.signIn("admin2");
    for (const path of [`/api/exports/jobs/${job.job}`, `/api/exports/jobs/${job.job}/file`])
      expect((await other.get(path)).status).toBe(404);
    expect((await other.delete(`/api/exports/jobs/${job.job}`)).status).toBe(404);
    expect((await other.get("/api/exports/jobs")).body.jobs).toEqual([]);
    await admin.post("/api/view-as", { account: "coordinator" });
    for (const path of ["", `/${job.job}`, `/${job.job}/file`])
      expect((await admin.get(`/api/exports/jobs${path}`)).status).toBe(403);
  });

  it("is kept for a day, and then gone with all that was known of it", async () => {
    const job = await settled(admin, await begin(admin));
    access.time.at = new Date("2025-03-29T11:59:59Z");
    const later = await access.signIn("admin");
    expect((await later.get("/api/exports/jobs")).body.jobs).toHaveLength(1);
    access.time.at = new Date("2025-03-29T12:00:00Z");
    expect((await later.get("/api/exports/jobs")).body.jobs).toEqual([]);
    expect((await later.get(`/api/exports/jobs/${job.job}/file`)).status).toBe(404);
    expect(files()).toEqual([]);
  });

  it("is refused to whoever has other grants than when it was made", async () => {
    access.time.at = new Date("2025-04-30T12:00:00Z");
    const principal = await access.signIn("principal");
    const job = await settled(principal, await begin(principal));
    expect((await principal.fetch(`/api/exports/jobs/${job.job}/file`)).status).toBe(200);
    access.time.at = new Date("2025-05-01T08:00:00Z");
    const later = await access.signIn("principal");
    const { status, body } = await later.get(`/api/exports/jobs/${job.job}/file`);
    expect([status, body.code]).toEqual([403, "forbidden"]);
  });

  it("fails with the sentence that the question was refused with", async () => {
    const job = await settled(admin, await begin(admin, { ...order, slices: [{ measures: ["nothing"] }] }));
    expect(job).toMatchObject({ state: "failed", rows_total: null });
    expect(job.message).toContain('"nothing"');
    expect((await admin.get(`/api/exports/jobs/${job.job}/file`)).status).toBe(404);
  });

  it("is thrown away when it is no longer wanted", async () => {
    const job = await settled(admin, await begin(admin));
    expect((await admin.delete(`/api/exports/jobs/${job.job}`)).body.job.state).toBe("cancelled");
    expect(files()).toEqual([]);
    expect((await admin.get(`/api/exports/jobs/${job.job}/file`)).status).toBe(404);
  });

  it("is one of five at most that somebody has in the making", async () => {
    const all = await Promise.all(Array.from({ length: 7 }, () => admin.post("/api/exports/jobs", order)));
    const taken = all.filter(({ status }) => status === 202);
    expect(taken.length).toBeGreaterThanOrEqual(5);
    for (const { body } of taken) await settled(admin, body.job);
  });
});

describe("the work on files", () => {
  /** The same answers, with so many rows that writing them takes a while. */
  const slow: Warehouse["answer"] = async (slices, reader) => {
    const found = await recordingWarehouse(warehouse).answer(slices, reader);
    const long = ({ rows, ...rest }: (typeof found.answers)[number]) => ({
      ...rest,
      rows: Array.from({ length: 400_000 }, (_, at) => rows[at % rows.length] ?? {}),
    });
    return { ...found, answers: found.answers.map(long) };
  };
  const work = (answer?: Warehouse["answer"]): ExportWork =>
    exportWork({
      ...{ control: access.control, district: accessDistrict, clock: () => access.time.at },
      ...{ schedule: async () => [], log: { info() {}, error() {} }, pagesDir: "", isLoopback: true },
      warehouse: answer ? { ...recordingWarehouse(warehouse), answer } : recordingWarehouse(warehouse),
      exportsDir: folder(),
    });
  const kept = async (job: string, rest: object = {}) => {
    const now = access.time.at.toISOString();
    const row = {
      ...{ job_id: job, account: "admin", asked: JSON.stringify(order), title: "Absences", format: "csv" },
      ...{
        purpose: null,
        state: "waiting" as const,
        rows_done: 0,
        rows_total: null,
        bytes: null,
        sha256: null,
      },
      ...{
        grants: null,
        shown: null,
        subject: null,
        message: null,
        made_at: now,
        began_at: null,
        server_id: "",
      },
      ...{ ended_at: null, expires_at: "2025-03-29T12:00:00.000Z", ...rest },
    };
    await access.control.keepExportJob(row);
    return row;
  };

  it("tells rows as they are written, and ends at once where the job is cancelled", async () => {
    const job = await kept("1");
    const making = work(slow).make(job);
    let seen = await access.control.exportJob("1");
    while (seen?.state !== "writing" || seen.rows_done === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      seen = await access.control.exportJob("1");
    }
    expect(seen).toMatchObject({ rows_total: 400_000 });
    expect(seen.rows_done).toBeLessThan(400_000);
    await access.control.moveExportJob("1", ["writing"], { state: "cancelled" });
    await making;
    expect(await access.control.exportJob("1")).toMatchObject({ state: "cancelled", sha256: null });
    expect(files()).toEqual([]);
  });

  it("is taken up where a server was killed: half files go, and what was begun begins again", async () => {
    await kept("1", { state: "writing", rows_done: 3 });
    await kept("2");
    await kept("3", { expires_at: "2025-03-28T11:00:00.000Z" });
    await work().takeUp();
    for (const id of ["1", "2"])
      while ((await access.control.exportJob(id))?.state !== "done")
        await new Promise((resolve) => setTimeout(resolve, 10));
    expect(files().sort()).toEqual(["1", "2"]);
    expect(await access.control.exportJob("3")).toBeUndefined();
  });
});
