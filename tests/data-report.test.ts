import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#api";
import { dataReportSchema } from "#api/contract";
import { load, writeDistrict } from "#pipelines";
import { type Control, type District, openControl, openWarehouse, type Warehouse } from "#warehouse";
import { mailReports } from "../api/data-report/mail-reports.ts";
import { exactDistrict as demo } from "./exact-district.ts";
import { type MailServer, startMailServer } from "./mail/mail-server.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-data-report-"));
const dataDir = join(folder, "data");
const smtpEnv = "ROLLBOOK_SMTP";
const to = (...accounts: string[]) => ({
  to: accounts.map((account) => ({ account, email: `${account}@camino.example` })),
});
const district: District = {
  ...demo,
  mail: { smtpEnv, from: "data office <data@camino.example>" },
  dataReports: to("operator", "nobody", "coordinator", "parent"),
};

let warehouse: Warehouse;
let control: Control;
let app: ReturnType<typeof createApp>;
const clock = () => new Date("2026-11-20T18:00:00Z");

let server: MailServer;

beforeAll(async () => {
  await writeDistrict({ students: 400, years: 1, seed: 3, out: folder, asOf: "2026-11-20" });
  spoil(join(folder, "brightpath", "enrollment_spells.csv"));
  await load({ district, dataDir, path: folder, asOf: "2026-11-20" });
  warehouse = await openWarehouse({ dataDir, district });
  control = await openControl({ dataDir });
  const log = { info() {}, error: (fields: object) => expect.fail(JSON.stringify(fields)) };
  const place = { warehouse, control, district, pagesDir: folder, isLoopback: true };
  app = createApp({ ...place, log, clock, schedule: async () => [] });
  server = await startMailServer();
});
afterAll(async () => {
  await server.stop();
  warehouse.close();
  await control.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes the first row once more, with an end that is no date. */
function spoil(file: string): void {
  const [header = "", row = ""] = readFileSync(file, "utf8").split("\n");
  const cells = row.split(",");
  cells[header.split(",").indexOf("exited_on")] = "11/04/2026";
  appendFileSync(file, `${cells.join(",")}\n`);
}

const json = { "content-type": "application/json" };
async function report(account: string, accept = "application/json"): Promise<Response> {
  const body = JSON.stringify({ account });
  const signedIn = await app.request("/api/session", { method: "POST", headers: json, body });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  return app.request("/api/data-report", { headers: { cookie, accept } });
}
const read = async (account: string) => dataReportSchema.parse(await (await report(account)).json());

describe("the data-processing report", () => {
  it("holds for the data office every refused row that names a school, each kind of a school once", async () => {
    const { schools } = await read("coordinator");
    expect(schools.length).toBeGreaterThan(3);
    for (const { rows, kinds } of schools) {
      expect(rows).toBe(kinds.reduce((sum, kind) => sum + kind.rows, 0));
      const names = kinds.map(({ source, feed, code }) => `${source} ${feed} ${code}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("holds for an operator the schools that she runs, and no other", async () => {
    const { schools } = await read("operator");
    const all = (await read("coordinator")).schools.filter(
      ({ operator }) => operator === "Brightpath Schools",
    );
    expect(schools.map(({ organization_id }) => organization_id).sort()).toEqual(
      all.map(({ organization_id }) => organization_id).sort(),
    );
    expect(schools.length).toBeGreaterThan(0);
  });

  it("is refused to whoever may not see students, and to a parent", async () => {
    for (const account of ["board", "monitor", "parent"]) expect((await report(account)).status).toBe(403);
  });

  it("is an Excel file of the same rows", async () => {
    const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await (await report("coordinator", xlsx)).arrayBuffer());
    const { schools } = await read("coordinator");
    const sheet = workbook.getWorksheet("To mend");
    expect(sheet?.rowCount).toBe(1 + schools.reduce((sum, { kinds }) => sum + kinds.length, 0));
    expect(sheet?.getRow(2).getCell(1).value).toBe(schools[0]?.school);
    expect(sheet?.getRow(2).getCell(7).value).toBe(schools[0]?.kinds[0]?.rows);
  });
});

describe("by mail", () => {
  const place = () => ({ district, warehouse, control, clock });

  it("everybody gets her own, and whoever has no grant keeps nobody else's back", async () => {
    const mailed = await mailReports(place(), { [smtpEnv]: server.address });
    expect(mailed.map(({ account, state }) => [account, state])).toEqual([
      ["operator", "sent"],
      ["nobody", "not_sent"],
      ["coordinator", "sent"],
      ["parent", "not_sent"],
    ]);
    expect(server.received.map((mail) => mail.to)).toEqual([
      ["operator@camino.example"],
      ["coordinator@camino.example"],
    ]);
    const [hers] = server.received;
    const others = (await read("coordinator")).schools.filter(
      ({ operator }) => operator !== "Brightpath Schools",
    );
    for (const { school } of others) expect(hers?.text).not.toContain(school);
    expect(hers?.text).toContain("data-report-2026-11-20.xlsx");
  });

  it("says who could not be sent hers when the mail server is not there", async () => {
    const mailed = await mailReports(place(), { [smtpEnv]: "smtp://127.0.0.1:1" });
    expect(mailed.map(({ state }) => state)).toEqual(Array(4).fill("not_sent"));
    expect(mailed[0]?.message).toContain("ECONNREFUSED");
  });

  it("says what to set where there is no mail server and where nobody is to get one", async () => {
    await expect(mailReports(place(), {})).rejects.toThrow(/put it into ROLLBOOK_SMTP/);
    await expect(mailReports({ ...place(), district: demo }, {})).rejects.toThrow(/"dataReports"/);
    const { mail: _, ...silent } = district;
    await expect(mailReports({ ...place(), district: silent }, {})).rejects.toThrow(/"mail"/);
  });
});
