import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#api";
import { type Reconciliation, reconciliationSchema } from "#api/contract";
import { load, writeDistrict } from "#pipelines";
import { type Control, openControl, openWarehouse, type Warehouse } from "#warehouse";
import { exactDistrict as district } from "./exact-district.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-reconciliation-"));
const dataDir = join(folder, "data");
let warehouse: Warehouse;
let control: Control;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  await writeDistrict({ students: 400, years: 1, seed: 3, out: folder, asOf: "2026-11-20" });
  await load({ district, dataDir, path: folder, asOf: "2026-11-20" });
  sendAbsenceElsewhere(join(folder, "camino", "attendance_events.csv"));
  await load({ district, dataDir, path: folder, asOf: "2026-11-20" });
  warehouse = await openWarehouse({ dataDir, district });
  control = await openControl({ dataDir });
  const log = { info() {}, error: (fields: object) => expect.fail(JSON.stringify(fields)) };
  const place = { warehouse, control, district, pagesDir: folder, isLoopback: true };
  app = createApp({ ...place, log, clock: () => new Date(), schedule: async () => [] });
});
afterAll(async () => {
  warehouse.close();
  await control.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes an absence of the first student at a school where she is not enrolled. */
function sendAbsenceElsewhere(file: string): void {
  const rows = readFileSync(file, "utf8").trimEnd().split("\n");
  const [header = "", first = ""] = rows;
  const at = header.split(",").indexOf("organization_id");
  const cells = first.split(",");
  const other = rows.slice(1).find((row) => row.split(",")[at] !== cells[at] && row.includes(",0761234"));
  cells[at] = other?.split(",")[at] ?? "";
  appendFileSync(file, `${cells.join(",")}\n`);
}

const json = { "content-type": "application/json" };
async function ask(account: string, { query = "", accept = "application/json" } = {}): Promise<Response> {
  const body = JSON.stringify({ account });
  const signedIn = await app.request("/api/session", { method: "POST", headers: json, body });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  return app.request(`/api/reconciliation${query}`, { headers: { cookie, accept } });
}
const read = async (account: string, query = "") =>
  reconciliationSchema.parse(await (await ask(account, { query })).json());

type Counts = Pick<Reconciliation["schools"][number], "rows_loaded" | "rows_rejected" | "rows_left_out">;
const sum = (rows: Counts[], of: keyof Counts) => rows.reduce((total, row) => total + row[of], 0);

describe("the reconciliation", () => {
  it("adds up: files to what was read, their rows by school to the files, and every loaded row to one end", async () => {
    const { files, schools } = await read("coordinator");
    for (const file of files) {
      expect(file.rows_read).toBe(file.rows_loaded + file.rows_rejected + file.rows_quarantined);
      expect(file.rows_loaded).toBe(
        file.rows_published + file.rows_replaced + file.rows_later + file.rows_elsewhere + file.rows_left_out,
      );
    }
    const manifest = warehouse.manifest().sources;
    expect(sum(files, "rows_loaded")).toBe(manifest.reduce((total, { loaded }) => total + loaded, 0));
    for (const { school, organization_id, ...totals } of schools) {
      const { lines } = await read("coordinator", `?school=${organization_id}`);
      for (const of of ["rows_loaded", "rows_rejected", "rows_left_out"] as const)
        expect([school, sum(lines, of)]).toEqual([school, totals[of]]);
    }
  });

  it("names the school whose loaded row is in no published table first, and the file it came in", async () => {
    const { schools, files } = await read("coordinator");
    expect(schools.filter(({ rows_left_out }) => rows_left_out > 0)).toHaveLength(1);
    expect(schools[0]?.rows_left_out).toBe(1);
    const { lines } = await read("coordinator", `?school=${schools[0]?.organization_id}`);
    const left = lines.filter(({ rows_left_out }) => rows_left_out > 0);
    expect(left.map(({ source, feed }) => [source, feed])).toEqual([["camino", "attendance_events"]]);
    expect(sum(files, "rows_left_out")).toBe(1);
  });

  it("names rows that belong to no known school as they were written", async () => {
    const { of_no_school, schools, files } = await read("coordinator");
    expect(of_no_school.map(({ organization_id }) => organization_id)).toContain("07612349999999");
    expect(sum(schools, "rows_rejected") + sum(of_no_school, "rows_rejected")).toBe(
      sum(files, "rows_rejected"),
    );
  });

  it("is told for every load that is kept", async () => {
    const now = await read("coordinator");
    expect(now.loads.map(({ generation }) => generation)).toEqual(["g-000002", "g-000001"]);
    const before = await read("coordinator", "?generation=g-000001");
    expect(sum(before.files, "rows_loaded")).toBe(sum(now.files, "rows_loaded") - 1);
    expect(sum(before.schools, "rows_left_out")).toBe(0);
    expect((await ask("coordinator", { query: "?generation=g-000009" })).status).toBe(404);
  });

  it("shows a principal her school, an operator hers, and nothing to whoever may not see students", async () => {
    const { schools: all } = await read("coordinator");
    const hers = await read("principal");
    expect(hers.schools).toHaveLength(1);
    expect(all).toContainEqual(hers.schools[0]);
    expect(new Set(hers.lines.map(({ organization_id }) => organization_id))).toEqual(new Set([hers.school]));
    expect([hers.files, hers.of_no_school]).toEqual([[], []]);
    const other = all.find(({ organization_id }) => organization_id !== hers.school);
    const asked = await read("principal", `?school=${other?.organization_id}`);
    expect(asked).toEqual(hers);
    const operated = await read("operator", `?school=${other?.organization_id}`);
    expect(operated.schools).toEqual(all.filter(({ operator }) => operator === "Brightpath Schools"));
    expect([operated.lines, operated.files, operated.of_no_school]).toEqual([[], [], []]);
    for (const account of ["board", "monitor", "parent"]) expect((await ask(account)).status).toBe(403);
  });

  it("is an Excel file of the same rows, of a reader's own schools only", async () => {
    const accept = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const rowsOf = async (account: string) => {
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(await (await ask(account, { accept })).arrayBuffer());
      return workbook.worksheets.map(({ name, rowCount }) => [name, rowCount - 1]);
    };
    const { lines } = await read("principal");
    expect(await rowsOf("principal")).toEqual([["By school", lines.length]]);
    const { files } = await read("coordinator");
    expect((await rowsOf("coordinator"))[1]).toEqual(["By file", files.length]);
  });
});
