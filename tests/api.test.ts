import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { createApp } from "#api";
import * as contract from "#api/contract";
import { load, writeDistrict } from "#pipelines";
import { type Control, openControl, openWarehouse, type Warehouse } from "#warehouse";
import { district } from "../district.config.ts";
import { measures } from "../warehouse/measures/index.ts";
import { asShown, gridOf, readSheet } from "./exports/read-back.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-api-"));
const dataDir = join(folder, "data");
let warehouse: Warehouse;
let control: Control;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  for (const asOf of ["2026-11-10", "2026-11-20"]) {
    const out = join(folder, asOf);
    await writeDistrict({ students: 600, years: 2, seed: 3, out, asOf });
    await load({ district, dataDir, path: out, asOf });
  }
  warehouse = await openWarehouse({ dataDir, district });
  control = await openControl({ dataDir });
  const log = {
    info() {},
    error: (fields: object) => expect.fail(JSON.stringify(fields, Object.getOwnPropertyNames)),
  };
  const place = { warehouse, control, district, pagesDir: folder, isLoopback: true };
  app = createApp({ ...place, log, clock: () => new Date(), schedule: async () => [] });
});
afterAll(async () => {
  warehouse.close();
  await control.close();
  rmSync(folder, { recursive: true, force: true });
});

const json = { "content-type": "application/json" };
async function asking(account: string) {
  const body = JSON.stringify({ account });
  const signedIn = await app.request("/api/session", { method: "POST", headers: json, body });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  return {
    get: (path: string) => app.request(path, { headers: { cookie } }),
    post: (path: string, asked: unknown, headers = {}, signal?: AbortSignal) =>
      app.request(path, {
        method: "POST",
        signal: signal ?? null,
        headers: { ...json, cookie, ...headers },
        body: JSON.stringify(asked),
      }),
  };
}
async function read<Schema extends z.ZodType>(
  schema: Schema,
  response: Response | Promise<Response>,
): Promise<z.infer<Schema>> {
  return schema.parse(await (await response).json());
}

const pages = {
  board: contract.boardPage,
  school: contract.schoolPage,
  compliance: contract.compliancePage,
  costs: contract.costsPage,
  data: contract.dataPage,
};
type PageName = keyof typeof pages;

it("breaks off what was asked by somebody who has gone, logs no error, and answers the next", async () => {
  const { post } = await asking("coordinator");
  const gone = new AbortController();
  const slices = [{ measures: ["daily_attendance_rate"], by: ["week", "school"] }];
  const asked = post("/api/answers", { slices }, {}, gone.signal);
  gone.abort();
  expect((await asked).status).toBe(499);
  expect((await post("/api/answers", { slices })).status).toBe(200);
});

describe("the pages", () => {
  it.each(["board", "principal", "monitor", "coordinator", "admin"])(
    "that %s may open answer as the contract says, each from one generation, and the others are refused",
    async (account) => {
      const { get } = await asking(account);
      const session = await read(contract.sessionSchema, get("/api/session"));
      for (const name of ["board", "school", "compliance", "costs", "data"] satisfies PageName[]) {
        const response = await get(`/api/pages/${name}`);
        expect([name, response.status]).toEqual([name, session.pages.includes(name) ? 200 : 403]);
        if (response.status !== 200) continue;
        const page = await read(pages[name], response);
        expect(page.generation).toBe("g-000002");
        for (const answer of Object.values(page.answers)) expect(answer.generation).toBe("g-000002");
        expect(Object.keys(page.answers)).toEqual(Object.keys(page.slices));
      }
    },
  );

  it("show a principal her own school with students by name, and no other", async () => {
    const { get } = await asking("principal");
    const page = await read(contract.schoolPage, get("/api/pages/school"));
    expect(page.schools.map(({ key }) => key)).toEqual([page.school.key]);
    expect(page.answers.near_absence?.columns[0]).toMatchObject({ key: "student" });
    expect(page.answers.without_class?.rows.every((row) => row.students_without_class === 1)).toBe(true);
    const other = await read(contract.schoolPage, (await asking("principal2")).get("/api/pages/school"));
    expect(other.school.key).not.toBe(page.school.key);
    expect((await get(`/api/pages/school?school=${other.school.key}`)).status).toBe(403);
  });

  it("show the board any school, nobody by name", async () => {
    const { get } = await asking("board");
    const { schools } = await read(contract.schoolPage, get("/api/pages/school"));
    const last = schools.at(-1)?.key ?? "";
    const page = await read(contract.schoolPage, get(`/api/pages/school?school=${last}`));
    expect(page.school.key).toBe(last);
    expect(page.may_read_students).toBe(false);
    expect(Object.values(page.slices).filter(({ by }) => by?.includes("student"))).toEqual([]);
  });

  it("ask nothing for the board but the tables that the measures publish", async () => {
    const { get } = await asking("board");
    for (const group of ["", "?student_group=SWD"]) {
      const { slices } = await read(contract.boardPage, get(`/api/pages/board${group}`));
      for (const { measures: asked, by = [], where = [] } of Object.values(slices)) {
        const dimensions = [...new Set([...by, ...where.map(({ dimension }) => dimension)])].sort();
        for (const key of asked) {
          const tables = (measures[key]?.published ?? []).map((table) => [...table].sort());
          expect(tables, `${key} by ${dimensions}`).toContainEqual(dimensions);
        }
      }
    }
  });

  it("take columns, group and period from the address, and say what they do not know", async () => {
    const { get } = await asking("principal");
    const address =
      "/api/pages/school?columns=grade,days_absent,shoe_size&student_group=XX&school_year=1999-00&from=2026-09-01&to=2026-09-30";
    const page = await read(contract.schoolPage, get(address));
    expect(page.chosen_columns).toEqual(["grade", "days_absent"]);
    expect(page.notices).toHaveLength(3);
    const weeks =
      page.answers.weeks?.rows.map(({ week }) => (typeof week === "object" ? String(week?.key) : "")) ?? [];
    expect([weeks[0], weeks.at(-1)]).toEqual(["2026-09-07", "2026-09-28"]);
    expect((await get("/api/pages/school?from=yesterday")).status).toBe(400);
  });

  it("tell the board what changed since it last met", async () => {
    const page = await read(contract.boardPage, (await asking("board")).get("/api/pages/board"));
    expect(page.previous_meeting).toEqual({ on: "2026-11-10", generation: "g-000001" });
    expect(page.changes.filter(({ kind }) => kind === "money").length).toBeGreaterThan(0);
    expect(page.changes.map(({ subject }) => subject).join()).not.toContain("Case file");
    expect(page.attention.length).toBeLessThanOrEqual(10);
    expect(page.attention[0]?.reasons[0]).toMatch(/^no attendance submitted/);
  });

  it("show of every school each of its recent school days once, in the district's days, with region, level and operator", async () => {
    const { grid } = await read(contract.dataPage, (await asking("coordinator")).get("/api/pages/data"));
    expect(grid.days).toEqual([...new Set(grid.days)].sort());
    for (const { cells, missing_count } of grid.schools) {
      expect(Object.keys(cells).sort()).toEqual(grid.feeds);
      const states = Object.values(cells).flat();
      expect(states).toHaveLength(grid.feeds.length * grid.days.length);
      expect(states.filter((state) => state === "missing")).toHaveLength(missing_count);
      for (const feed of grid.feeds)
        expect(cells[feed]?.filter((state) => state !== "not_expected")).toHaveLength(20);
    }
    expect(grid.schools[0]?.missing_count).toBeGreaterThan(0);
    expect(new Set(grid.schools.map(({ operator }) => operator)).size).toBeGreaterThan(2);
    expect(grid.schools.every(({ level }) => level !== null)).toBe(true);
  });

  it("close the count of rows for every file, and keep what stood in refused rows from the board", async () => {
    const page = await read(contract.dataPage, (await asking("board")).get("/api/pages/data"));
    for (const { rows_read, rows_loaded, rows_rejected, rows_quarantined } of page.sources) {
      expect(rows_read).toBe(rows_loaded + rows_rejected + rows_quarantined);
    }
    expect(page.rejections).toEqual([]);
    const whole = await read(contract.dataPage, (await asking("coordinator")).get("/api/pages/data"));
    const counted = ({ students: _, ...kind }: (typeof page.rejection_kinds)[number]) => kind;
    expect(whole.rejection_kinds.map(counted)).toEqual(page.rejection_kinds.map(counted));
    expect(whole.rejections.length).toBeGreaterThan(0);
    expect(whole.runs.map(({ state }) => state)).toEqual(["published", "published"]);
  });
});

describe("answers", () => {
  const slice = { measures: ["enrollment"], by: ["school"] };

  it("are the same numbers as Arrow", async () => {
    const { post } = await asking("admin");
    const { answers } = await read(contract.answersResponse, post("/api/answers", { slices: [slice] }));
    const accept = "application/vnd.apache.arrow.stream";
    const response = await post("/api/answers", { slices: [slice] }, { accept });
    expect(response.headers.get("content-type")).toBe(accept);
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
    expect(table.toArray().map((row) => row?.enrollment)).toEqual(
      answers[0]?.rows.map((row) => row.enrollment),
    );
    expect((await post("/api/answers", { slices: [slice, slice] }, { accept })).status).toBe(400);
  });

  it("name the slice that cannot be answered, and what was meant", async () => {
    const { post } = await asking("admin");
    const response = await post("/api/answers", { slices: [slice, { measures: ["enrolment"] }] });
    const problem = await read(contract.problemSchema, response);
    expect(problem).toMatchObject({
      status: 400,
      code: "unknown_measure",
      slice: 1,
      did_you_mean: ["enrollment"],
    });
  });

  it("are refused by student to the board, and empty to an account without grants", async () => {
    const board = await asking("board");
    const byStudent = { slices: [{ measures: ["days_absent"], by: ["student"] }] };
    const refused = await read(contract.problemSchema, board.post("/api/answers", byStudent));
    expect(refused).toMatchObject({ status: 403, code: "forbidden_dimension" });
    const parent = await asking("parent");
    const { answers } = await read(
      contract.answersResponse,
      parent.post("/api/answers", { slices: [slice] }),
    );
    expect(answers[0]?.rows).toEqual([]);
  });
});

describe("costs", () => {
  it.each([
    ["2013-06-30", 29.7, ["A1", "A4"]],
    ["2014-12-31", 45.4, ["A1", "A3", "A4"]],
    ["2015-12-31", 133.5, ["A1", "A3", "A4"]],
    ["2016-04-30", 173.8, ["A1", "A2", "A3", "A4"]],
  ])("of the case file on %s: %s million approved", async (asOf, millions, alerts) => {
    const { get } = await asking("board");
    const { programs } = await read(contract.programsResponse, get(`/api/costs/programs?as_of=${asOf}`));
    const program = programs.find(({ name }) => name.includes("Case file"));
    expect(program).toMatchObject({ approved_usd: millions * 1e6, expended_usd: null, forecast_usd: null });
    expect(program).toMatchObject({ published_total_usd: 189e6, not_itemised_usd: 15.2e6 });
    expect([...new Set(program?.alerts.map(({ alert }) => alert))].sort()).toEqual(alerts);
  });

  it("leave 96 million unfunded in the ten years after April 2016", async () => {
    const { get } = await asking("board");
    const page = await read(contract.costsPage, get("/api/pages/costs?as_of=2016-04-30"));
    const program = page.programs.find(({ is_case_file }) => is_case_file);
    expect(program).toMatchObject({
      unfunded_usd_ten_years: 96e6,
      unfunded_from: "2018-19",
      requested_usd: 53.3e6,
    });
    expect([page.fiscal_years[0], page.fiscal_years.at(-1)]).toEqual(["2016-17", "2025-26"]);
  });

  it("want a date", async () => {
    const { get } = await asking("board");
    expect((await get("/api/costs/programs?as_of=2016-02-31")).status).toBe(400);
  });
});

describe("exports", () => {
  it("hold the numbers of the page, cell by cell", async () => {
    const { get, post } = await asking("board");
    const page = await read(contract.boardPage, get("/api/pages/board"));
    const tiles = Object.keys(page.slices);
    const order = { format: "xlsx", title: "Board page", sheets: tiles, slices: Object.values(page.slices) };
    const response = await post("/api/exports", order);
    expect(response.headers.get("content-disposition")).toContain('filename="Board-page.xlsx"');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([...tiles, "About"]);
    for (const [index, tile] of tiles.entries()) {
      const answer = page.answers[tile];
      if (!answer) throw new Error(`${tile} has no answer.`);
      expect(readSheet(workbook.worksheets[index]).rows).toEqual(asShown(answer, gridOf(answer)));
    }
  });

  it("are one slice as CSV, and stand in the audit log", async () => {
    const { post } = await asking("board");
    const slices = [{ measures: ["enrollment"], by: ["school"] }];
    const text = await (await post("/api/exports", { format: "csv", slices })).text();
    expect(text).toMatch(/^school,school__label,enrollment\r\n0\d{13},/);
    expect((await post("/api/exports", { format: "csv", slices: [...slices, ...slices] })).status).toBe(400);
    const entries = await control.auditEntries();
    expect(entries.filter(({ action, account }) => action === "export" && account === "board")).toHaveLength(
      2,
    );
  });
});
