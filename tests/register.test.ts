import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#api";
import { type DataIssue, dataPage, figureNoticeMade } from "#api/contract";
import { load, writeDistrict } from "#pipelines";
import { type Control, openControl, openWarehouse, type Warehouse } from "#warehouse";
import { district as demo } from "../district.config.ts";

const grantsOf = (account: string) => demo.accounts.find((one) => one.account === account)?.grants ?? [];
const both = [...grantsOf("board"), ...grantsOf("parent")];
const boardAndParent = {
  account: "both",
  name: "A Member and a Mother",
  role: "board" as const,
  grants: both,
};
const district = { ...demo, accounts: [...demo.accounts, boardAndParent] };

const folder = mkdtempSync(join(tmpdir(), "rollbook-register-"));
const dataDir = join(folder, "data");
let warehouse: Warehouse;
let control: Control;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  await writeDistrict({ students: 400, years: 1, seed: 3, out: folder, asOf: "2026-11-20" });
  await load({ district, dataDir, path: folder, asOf: "2026-11-20" });
  warehouse = await openWarehouse({ dataDir, district });
  control = await openControl({ dataDir });
  const log = { info() {}, error: (fields: object) => expect.fail(JSON.stringify(fields)) };
  const place = { warehouse, control, district, pagesDir: folder, isLoopback: true };
  app = createApp({ ...place, log, clock: () => new Date("2026-11-20T18:00:00Z"), schedule: async () => [] });
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
  const headers = { ...json, cookie: signedIn.headers.get("set-cookie")?.split(";")[0] ?? "" };
  const page = async () => dataPage.parse(await (await app.request("/api/pages/data", { headers })).json());
  return {
    post: (path: string, asked: unknown) =>
      app.request(path, { method: "POST", headers, body: JSON.stringify(asked) }),
    page,
    register: async (): Promise<DataIssue[]> => (await page()).register,
  };
}

const doubt = { slice: { measures: ["enrollment"] }, generation: "g-000001", words: "We count 412." };

describe("the register of data issues", () => {
  it("holds every kind of refused rows with its students, schools, owner and age, the same number of rows as the files", async () => {
    const refused = (await (await asking("coordinator")).register()).filter(
      ({ kind }) => kind === "refused_rows",
    );
    const rejected = warehouse.manifest().sources.reduce((sum, source) => sum + source.rejected, 0);
    expect(refused.reduce((sum, { rows }) => sum + (rows ?? 0), 0)).toBe(rejected);
    for (const issue of refused) expect(issue).toMatchObject({ state: "open", since: "2026-11-20" });
    expect(refused.some(({ students, schools }) => (students ?? 0) > 0 && (schools ?? 0) > 0)).toBe(true);
  });

  it("hides from readers who may not see students how few they are", async () => {
    const { threshold } = district.suppression;
    const seen = (await (await asking("board")).register()).filter(({ kind }) => kind === "refused_rows");
    const few = seen.filter(({ students }) => students !== null && students > 0 && students <= threshold);
    expect(few).toEqual([]);
    expect(seen.some(({ students }) => students === null)).toBe(true);
    const rows = async (account: string) => (await (await asking(account)).page()).school_rejections.length;
    expect([await rows("board"), (await rows("coordinator")) > 0]).toEqual([0, true]);
  });

  it("shows a member of the board no more of others' children because she is a mother too", async () => {
    const page = await (await asking("both")).page();
    expect([page.rejections, page.school_rejections]).toEqual([[], []]);
    expect(page.rejection_kinds).toEqual((await (await asking("board")).page()).rejection_kinds);
    expect(page.identities).toEqual((await (await asking("board")).page()).identities);
  });

  it("holds each broken promise of the generation", async () => {
    const broken = warehouse.manifest().checks.filter(({ kind, passed }) => kind === "report" && !passed);
    const differences = (await (await asking("coordinator")).register()).filter(
      ({ kind }) => kind === "difference",
    );
    expect(differences.map(({ issue }) => issue).sort()).toEqual(broken.map(({ check }) => check).sort());
    expect(broken.length).toBeGreaterThan(0);
  });
});

describe("whoever reads a figure", () => {
  it("may say that it is wrong; the data office answers, and the words are for readers of students", async () => {
    const [principal, coordinator, board] = await Promise.all(
      ["principal", "coordinator", "board"].map(asking),
    );
    const made = await principal?.post("/api/figure-notices", doubt);
    const { notice } = figureNoticeMade.parse(await made?.json());
    const seenBy = async (who: typeof board) =>
      (await who?.register())?.find(({ issue }) => issue === notice);
    expect(await seenBy(coordinator)).toMatchObject({
      ...{ kind: "figure", measures: ["enrollment"], where: "g-000001", words: "We count 412." },
      ...{ state: "open", owner: "district", since: "2026-11-20", answer: null },
    });
    expect(await seenBy(board)).toMatchObject({ kind: "figure", words: null, answer: null });
    const answer = { state: "corrected", owner: "school", words: "Two students were entered late." };
    expect((await principal?.post(`/api/figure-notices/${notice}/answer`, answer))?.status).toBe(403);
    expect((await coordinator?.post(`/api/figure-notices/${notice}/answer`, answer))?.status).toBe(200);
    expect(await seenBy(coordinator)).toMatchObject({
      ...{ state: "corrected", owner: "school", answer: "Two students were entered late." },
    });
  });

  it("may not say so of what she may not ask, of no generation, or without words", async () => {
    const board = await asking("board");
    const refused = [
      { ...doubt, slice: { measures: ["enrollment"], by: ["student"] } },
      { ...doubt, slice: { measures: ["nothing"] } },
      { ...doubt, generation: "<b>" },
      { ...doubt, words: "  " },
    ];
    for (const notice of refused)
      expect((await board.post("/api/figure-notices", notice)).status).toBeGreaterThanOrEqual(400);
    const nobody = await app.request("/api/figure-notices", {
      ...{ method: "POST", headers: json, body: JSON.stringify(doubt) },
    });
    expect(nobody.status).toBe(401);
  });

  it("has to wait for the data office after twenty that it has not answered", async () => {
    const monitor = await asking("monitor");
    const statuses: number[] = [];
    for (let notice = 0; notice < 21; notice++)
      statuses.push((await monitor.post("/api/figure-notices", doubt)).status);
    expect(statuses).toEqual([...Array(20).fill(200), 400]);
  });

  it("is told where nobody has said so of a figure", async () => {
    const coordinator = await asking("coordinator");
    const answer = { state: "not_changed", owner: "district", words: "It is right." };
    const gone = await coordinator.post(`/api/figure-notices/${crypto.randomUUID()}/answer`, answer);
    expect(gone.status).toBe(404);
    const silent = await coordinator.post(`/api/figure-notices/${crypto.randomUUID()}/answer`, {
      ...{ ...answer, words: "" },
    });
    expect(silent.status).toBe(400);
  });
});
