import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { createApp } from "#api";
import * as contract from "#api/contract";
import { load, writeDistrict } from "#pipelines";
import { type Control, openControl, openWarehouse, type Slice, type Warehouse } from "#warehouse";
import { exactDistrict as district } from "./exact-district.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-access-"));
const dataDir = join(folder, "data");
let warehouse: Warehouse;
let control: Control;
let app: ReturnType<typeof createApp>;
let now = new Date("2026-11-20T08:00:00Z");

beforeAll(async () => {
  const out = join(folder, "district");
  await writeDistrict({ students: 600, years: 1, seed: 3, out, asOf: "2026-11-20" });
  await load({ district, dataDir, path: out, asOf: "2026-11-20" });
  warehouse = await openWarehouse({ dataDir, district });
});
afterAll(() => {
  warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A log of its own for every test. */
beforeEach(async () => {
  const place = mkdtempSync(join(folder, "control-"));
  control = await openControl({ dataDir: place });
  app = appOver(control);
  return () => control.close();
});

const logged: string[] = [];
function appOver(store: Control) {
  const log = { info() {}, error: (_: object, words: string) => void logged.push(words) };
  const place = { warehouse, control: store, district, pagesDir: folder, isLoopback: true };
  return createApp({ ...place, log, clock: () => now, schedule: async () => [] });
}

const json = { "content-type": "application/json" };
async function asking(account: string) {
  const body = JSON.stringify({ account });
  const signedIn = await app.request("/api/session", { method: "POST", headers: json, body });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const send = (method: string, path: string, asked?: unknown, headers = {}) =>
    app.request(path, {
      method,
      headers: { ...json, cookie, ...headers },
      ...(asked === undefined ? {} : { body: JSON.stringify(asked) }),
    });
  return {
    get: (path: string) => send("GET", path),
    post: (path: string, asked: unknown, headers = {}) => send("POST", path, asked, headers),
    leave: () => send("DELETE", "/api/session"),
  };
}
async function read<Schema extends z.ZodType>(schema: Schema, response: Response): Promise<z.infer<Schema>> {
  return schema.parse(await response.json());
}
const codeOf = async (response: Response) => (await read(contract.problemSchema, response)).code;

/** What stands in the log beside signing in, oldest first. */
const accesses = async () =>
  (await control.auditEntries()).filter(({ action }) => action !== "sign_in").reverse();

const byStudent: Slice = { measures: ["days_absent"], by: ["student", "grade"], limit: 5 };
const special: Slice = { measures: ["prescribed_minutes"], by: ["student", "service"], limit: 5 };
const purpose = { purpose: "iep_meeting", subject: "meeting of 24 November" };
/** The principal's school, which has students near chronic absence. */
const school = "/api/pages/school?school=07612340130293";
const ARROW = "application/vnd.apache.arrow.stream";

describe("whoever is shown a student stands in the log", () => {
  it("with time, account, students by the state's ids, fields and generation", async () => {
    const { post } = await asking("principal");
    const { answers } = await read(
      contract.answersResponse,
      await post("/api/answers", { slices: [byStudent] }),
    );
    const [entry, ...others] = await accesses();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      at: now.toISOString(),
      account: "principal",
      viewed_as: null,
      action: "drill_down",
      purpose: "Assigned to the school: legitimate educational interest",
      generation: "g-000001",
      fields: ["days_absent", "grade", "student"],
    });
    expect(entry?.students).toHaveLength(5);
    expect(entry?.students.every((id) => /^\d{10}$/.test(id))).toBe(true);
    const names = answers[0]?.rows.map(({ student }) => (typeof student === "object" ? student?.label : ""));
    for (const name of names ?? []) expect(JSON.stringify(entry)).not.toContain(name);
  });

  const routes: Record<string, (as: Awaited<ReturnType<typeof asking>>) => Response | Promise<Response>> = {
    "POST /api/answers": ({ post }) => post("/api/answers", { slices: [byStudent] }),
    "POST /api/answers as Arrow": ({ post }) =>
      post("/api/answers", { slices: [byStudent] }, { accept: ARROW }),
    "POST /api/exports as xlsx": ({ post }) => post("/api/exports", { format: "xlsx", slices: [byStudent] }),
    "POST /api/exports as csv": ({ post }) => post("/api/exports", { format: "csv", slices: [byStudent] }),
    "POST /api/exports as arrow": ({ post }) =>
      post("/api/exports", { format: "arrow", slices: [byStudent] }),
    "POST /api/exports as parquet": ({ post }) =>
      post("/api/exports", { format: "parquet", slices: [byStudent] }),
    "POST /api/exports as json": ({ post }) => post("/api/exports", { format: "json", slices: [byStudent] }),
    "GET /api/pages/school": ({ get }) => get(school),
    "GET /api/pages/data": ({ get }) => get("/api/pages/data"),
    "GET /api/rejections": ({ get }) => get("/api/rejections"),
  };

  it.each(Object.entries(routes))("by %s, in each format, every time", async (name, ask) => {
    const reader = await asking("admin");
    for (let time = 1; time <= 2; time++) {
      expect((await ask(reader)).status).toBe(200);
      const entries = await accesses();
      expect(entries).toHaveLength(time);
      expect(entries.at(-1)).toMatchObject({ account: "admin", generation: "g-000001" });
      if (!/data|rejections/.test(name)) expect(entries.at(-1)?.students.length).toBeGreaterThan(0);
    }
  });

  it("by whatever GET route: none that holds a student's name leaves no entry", async () => {
    const { get, post } = await asking("admin");
    await post("/api/purposes", purpose);
    const everybody = [{ measures: ["enrollment"], by: ["student"] }];
    const { answers } = await read(
      contract.answersResponse,
      await post("/api/answers", { slices: everybody }),
    );
    const names =
      answers[0]?.rows.map(({ student }) => (typeof student === "object" ? student?.label : "")) ?? [];
    expect(names.length).toBeGreaterThan(500);
    const paths = app.routes.filter(({ method, path }) => method === "GET" && !/[:*]/.test(path));
    const holding: string[] = [];
    for (const path of new Set(paths.map((route) => route.path))) {
      const before = (await accesses()).length;
      const text = await (await get(path === "/api/pages/school" ? school : path)).text();
      if (!names.some((name) => text.includes(`"${name}"`))) continue;
      holding.push(path);
      expect([path, (await accesses()).length]).toEqual([path, before + 1]);
    }
    expect(holding).toEqual(["/api/pages/school"]);
  });

  it("also where the students are named by the question and not by the answer", async () => {
    const { post } = await asking("principal");
    const { answers } = await read(
      contract.answersResponse,
      await post("/api/answers", { slices: [byStudent] }),
    );
    const cell = answers[0]?.rows[0]?.student;
    const values = [typeof cell === "object" ? (cell?.key ?? null) : null];
    for (const op of ["in", "not_in"]) {
      const slice = { measures: ["days_absent"], where: [{ dimension: "student", op, values }] };
      expect((await post("/api/answers", { slices: [slice] })).status).toBe(200);
      expect((await accesses()).at(-1)?.students).toHaveLength(1);
    }
    const range = { dimension: "student", op: "between", values: [1, 9] };
    const refused = await post("/api/answers", { slices: [{ measures: ["days_absent"], where: [range] }] });
    expect(await codeOf(refused)).toBe("invalid_request");
  });

  it("and two who ask at the same time are not taken for each other", async () => {
    const [one, other] = [await asking("principal"), await asking("principal2")];
    await Promise.all([one, other].map(({ get }) => get("/api/pages/school")));
    await Promise.all([one, other].map(({ get }) => get("/api/pages/school")));
    const entries = await accesses();
    const of = (account: string) => entries.filter((entry) => entry.account === account);
    expect([of("principal"), of("principal2")].map(({ length }) => length)).toEqual([2, 2]);
    const [mine, hers] = [of("principal"), of("principal2")].map((found) => new Set(found[0]?.students));
    expect([...(mine ?? [])].filter((id) => hers?.has(id))).toEqual([]);
  });

  it("and nobody stands there for figures without students, but for files", async () => {
    const { get, post } = await asking("board");
    for (const page of ["board", "school", "compliance", "costs", "data"]) await get(`/api/pages/${page}`);
    await post("/api/answers", { slices: [{ measures: ["enrollment"], by: ["school"] }] });
    expect(await accesses()).toEqual([]);
    await post("/api/exports", { format: "csv", slices: [{ measures: ["enrollment"], by: ["school"] }] });
    expect(await accesses()).toMatchObject([
      { action: "export", students: [], subject: "csv Rollbook: enrollment" },
    ]);
  });
});

describe("without a log there are no students", () => {
  const breakings: Record<string, (store: Libsql.Database) => void> = {
    "its table is gone": (store) => store.exec("drop table access_entry"),
    "it cannot be written": (store) =>
      store.exec(
        "create trigger full before insert on access_entry begin select raise(abort, 'disk full'); end",
      ),
    "its end was changed": (store) => store.exec("update access_head set key_id = '0123456789abcdef'"),
  };

  it.each(Object.entries(breakings))("where %s", async (_, breakIt) => {
    const place = mkdtempSync(join(folder, "broken-"));
    const store = await openControl({ dataDir: place });
    app = appOver(store);
    const { get, post } = await asking("admin");
    const database = new Libsql(join(place, "control.sqlite"));
    breakIt(database);
    database.close();
    logged.length = 0;
    const refused = [
      await post("/api/answers", { slices: [byStudent] }),
      await post("/api/answers", { slices: [byStudent] }, { accept: ARROW }),
      await post("/api/exports", { format: "xlsx", slices: [byStudent] }),
      await get(school),
      await get(school),
      await get("/api/audit"),
    ];
    for (const response of refused) {
      expect(response.status).toBe(503);
      expect(response.headers.get("content-disposition")).toBeNull();
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ code: "log_unavailable" });
      expect(text).not.toMatch(/rows|student__label/);
    }
    expect((await get("/api/pages/board")).status).toBe(200);
    await store.close();
  });
});

describe("special-education records of single students", () => {
  it("want a purpose: refused as answers and files, left out of the page", async () => {
    const { get, post } = await asking("principal");
    const asked = [special, { ...byStudent, by: ["student", "disability"] }];
    const swd = { dimension: "student_group", op: "in" as const, values: ["Students with disabilities"] };
    for (const slice of [...asked, { ...byStudent, where: [swd] }]) {
      expect(await codeOf(await post("/api/answers", { slices: [slice] }))).toBe("purpose_needed");
      const arrow = await post("/api/answers", { slices: [slice] }, { accept: ARROW });
      expect(await codeOf(arrow)).toBe("purpose_needed");
      expect(await codeOf(await post("/api/exports", { format: "csv", slices: [slice] }))).toBe(
        "purpose_needed",
      );
    }
    expect(await codeOf(await post("/api/answers", { slices: [byStudent, special] }))).toBe("purpose_needed");
    expect(await accesses()).toEqual([]);
    const page = await read(contract.schoolPage, await get("/api/pages/school"));
    expect(page.purpose_needed).toBe(true);
    for (const list of ["evaluations", "reviews", "services"]) expect(page.answers[list]).toBeUndefined();
    expect(page.answers.near_absence?.rows.length).toBeGreaterThan(0);
    const columns = await read(contract.schoolPage, await get("/api/pages/school?columns=disability"));
    expect(columns.answers.near_absence).toBeUndefined();
  });

  it("are shown once it is said, and the purpose stands beside every access", async () => {
    const { get, post } = await asking("principal");
    expect((await post("/api/purposes", purpose)).status).toBe(200);
    const page = await read(contract.schoolPage, await get("/api/pages/school"));
    expect(page.purpose_needed).toBe(false);
    expect(page.answers.services?.rows.length).toBeGreaterThan(0);
    expect((await post("/api/exports", { format: "csv", slices: [special] })).status).toBe(200);
    expect(await accesses()).toMatchObject([
      { action: "purpose", purpose: "iep_meeting", subject: "meeting of 24 November" },
      { action: "view", purpose: "iep_meeting (meeting of 24 November)" },
      { action: "export", purpose: "iep_meeting (meeting of 24 November)" },
    ]);
  });

  it("a purpose is of one session, and ends with it or after eight hours", async () => {
    const first = await asking("principal");
    await first.post("/api/purposes", purpose);
    const other = await asking("principal");
    const open = async ({ get }: typeof first) =>
      (await read(contract.purposesResponse, await get("/api/purposes"))).open;
    expect(await open(first)).toMatchObject({ ...purpose, ends_at: "2026-11-20T16:00:00.000Z" });
    expect(await open(other)).toBeNull();
    await first.leave();
    expect((await first.get("/api/purposes")).status).toBe(401);
    await other.post("/api/purposes", purpose);
    // A session ends after an hour unused: she goes on working, and the purpose ends all the same.
    for (let minutes = 30; minutes < 8 * 60; minutes += 30) {
      now = new Date(Date.UTC(2026, 10, 20, 8, minutes));
      expect(await open(other)).toMatchObject(purpose);
    }
    now = new Date("2026-11-20T16:00:00Z");
    expect(await open(other)).toBeNull();
    expect(await codeOf(await other.post("/api/answers", { slices: [special] }))).toBe("purpose_needed");
    now = new Date("2026-11-20T08:00:00Z");
  });

  it("a purpose is one of the list, or a sentence", async () => {
    const { post } = await asking("principal");
    for (const words of ["", "work", "iep_meetin", "          x"]) {
      const response = await post("/api/purposes", { ...purpose, purpose: words });
      expect([words, response.status]).toEqual([words, words === "iep_meetin" ? 200 : 400]);
    }
    expect((await post("/api/purposes", { ...purpose, purpose: "Preparing the hearing" })).status).toBe(200);
  });
});

describe("the log is read", () => {
  it("by admins alone, by account, student, action and day, and that is in it too", async () => {
    const { post } = await asking("principal");
    await post("/api/answers", { slices: [byStudent] });
    await post("/api/exports", { format: "csv", slices: [byStudent] });
    const student = (await accesses())[0]?.students[0] ?? "";
    const { get } = await asking("admin");
    const entriesOf = async (path: string) => (await read(contract.auditResponse, await get(path))).entries;
    const shown = await entriesOf(`/api/audit/students/${student}`);
    expect(shown.map(({ account, action }) => `${account} ${action}`)).toEqual([
      "principal export",
      "principal drill_down",
    ]);
    expect(await entriesOf(`/api/audit?student=${student}&action=export`)).toHaveLength(1);
    expect(await entriesOf("/api/audit?account=principal")).toHaveLength(3);
    expect(await entriesOf("/api/audit?to=2026-11-19")).toEqual([]);
    const [newest, ...older] = await entriesOf("/api/audit");
    expect(newest).toMatchObject({
      account: "admin",
      action: "audit_read",
      subject: "access log: to 2026-11-19, limit 200",
    });
    expect(older.filter(({ action }) => action === "audit_read")).toHaveLength(3);
    expect(await entriesOf(`/api/audit/students/${student}`)).toContainEqual(
      expect.objectContaining({ account: "admin", action: "audit_read" }),
    );
    for (const account of ["principal", "coordinator", "monitor", "board"])
      expect((await (await asking(account)).get("/api/audit")).status).toBe(403);
    expect((await get("/api/audit?action=peek")).status).toBe(400);
  });

  it("as a file, which no sheet program runs", async () => {
    const { post, get } = await asking("admin");
    await post("/api/purposes", { purpose: "=HYPERLINK(1)", subject: "=1+1" });
    const response = await get("/api/audit?format=csv");
    expect(response.headers.get("content-disposition")).toContain("Access-log.csv");
    const [header, ...lines] = (await response.text()).trim().split("\r\n");
    expect(header).toMatch(/^sequence,at,account,viewed_as,action,/);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("'=1+1,'=HYPERLINK(1)");
  });

  it("page by page", async () => {
    const { get } = await asking("admin");
    for (let turn = 0; turn < 4; turn++) await get("/api/audit");
    const first = await read(contract.auditResponse, await get("/api/audit?limit=3"));
    expect(first.more).toBe(true);
    const before = first.entries.at(-1)?.sequence;
    const second = await read(contract.auditResponse, await get(`/api/audit?limit=3&before=${before}`));
    expect(second.entries.map(({ sequence }) => sequence)).toEqual([2, 1]);
    expect(second.more).toBe(false);
  });
});
