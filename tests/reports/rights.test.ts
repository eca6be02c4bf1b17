import { randomUUID } from "node:crypto";
import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policies } from "../../api/auth/policies.ts";
import { alder, birch } from "../../warehouse/build/mini-district.ts";
import { type Access, openAccess, publishedSchools, type Session } from "../access/access-district.ts";
import { content, saved, titlesOf } from "./saved.ts";

let access: Access;
const sessions = new Map<string, Session>();
const as = (account: string): Session => {
  const session = sessions.get(account);
  if (!session) throw new Error(`${account} has not signed in.`);
  return session;
};
const accounts = ["admin", "board", "bond", "coordinator", "principal", "clerk", "helper", "rosa"];

beforeAll(async () => {
  access = await openAccess(await publishedSchools());
  for (const account of accounts) sessions.set(account, await access.signIn(account));
  const overBirch = {
    grantee: { kind: "person", key: "helper" },
    ...{ role: "principal", scope: { kind: "school", ids: [birch] }, to: "2025-06-30" },
    reason: "Stands in for the principal",
  };
  expect((await as("admin").post("/api/grants", overBirch)).status).toBe(201);
});
afterAll(async () => {
  await access.close();
  access.warehouse.close();
});

const routes = Object.keys(policies).filter((route) => route.includes("/api/reports/:id"));
/** Something that each route takes. */
const bodies: Record<string, object> = {
  PUT: { content: content(), version: 1 },
  restore: { version: 1 },
  "template-changes": { accept: [], version: 1, template_version: 1 },
};
async function ask(session: Session, route: string, id: string): Promise<{ status: number; body: unknown }> {
  const [method = "", path = ""] = route.split(" ");
  const body = bodies[method] ?? bodies[path.split("/").at(-1) ?? ""] ?? {};
  const at = path.replace(":id", id);
  if (method === "GET") return session.get(at);
  if (method === "DELETE") return session.delete(at);
  return method === "PUT" ? session.put(at, body) : session.post(at, body);
}

describe("a private report", () => {
  it.each(routes)("is not there for anybody else at %s, as one that does not exist", async (route) => {
    const { report } = await saved(as("principal"));
    for (const account of accounts.filter((other) => other !== "principal")) {
      const [private_, none] = [
        await ask(as(account), route, report),
        await ask(as(account), route, randomUUID()),
      ];
      expect([account, private_.status]).toEqual([account, 404]);
      expect(private_).toEqual(none);
    }
    expect((await as("principal").get(`/api/reports/${report}`)).status).toBe(200);
  });

  it("stands in its owner's list alone", async () => {
    await saved(as("clerk"), { content: content({ title: "Only the clerk's" }) });
    for (const account of accounts)
      expect([account, (await titlesOf(as(account))).includes("Only the clerk's")]).toEqual([
        account,
        account === "clerk",
      ]);
  });
});

describe("a shared report", () => {
  it.each([
    ["a school", "principal", { with: "school", school: alder }, ["admin", "board", "coordinator", "clerk"]],
    ["a role", "principal", { with: "role", role: "principal" }, ["helper"]],
    ["any role, by the data office", "coordinator", { with: "role", role: "board" }, ["board"]],
    [
      "the district",
      "coordinator",
      { with: "district" },
      ["admin", "board", "bond", "principal", "clerk", "helper"],
    ],
  ])("with %s is opened by those and no others", async (title, owner, sharing, others) => {
    const { report } = await saved(as(owner), { content: content({ title }), sharing });
    for (const account of accounts) {
      const isOpen = account === owner || others.includes(account);
      expect([account, (await as(account).get(`/api/reports/${report}`)).status]).toEqual([
        account,
        isOpen ? 200 : 404,
      ]);
      expect((await titlesOf(as(account))).includes(title)).toBe(isOpen);
    }
  });

  it("is changed by its owner alone, and its versions are hers", async () => {
    const sharing = { with: "school", school: alder };
    const { report } = await saved(as("principal"), { content: content(), sharing });
    for (const route of ["PUT /api/reports/:id", "DELETE /api/reports/:id", "GET /api/reports/:id/versions"])
      expect([route, (await ask(as("clerk"), route, report)).status]).toEqual([route, 403]);
    const told = (account: string) => as(account).get(`/api/reports/${report}`);
    expect((await told("clerk")).body.may_edit).toBe(false);
    expect((await told("principal")).body.may_edit).toBe(true);
  });

  it.each([
    ["a school that is not hers", "principal", { with: "school", school: birch }],
    ["a role that she has not", "principal", { with: "role", role: "coordinator" }],
    ["the district, unless she makes templates", "principal", { with: "district" }],
    ["the district, as a board member", "board", { with: "district" }],
    ["parents", "coordinator", { with: "role", role: "parent" }],
    ["a school, as a parent", "rosa", { with: "school", school: alder }],
  ])("is not shared with %s", async (_, account, sharing) => {
    expect((await as(account).post("/api/reports", { content: content(), sharing })).status).toBe(403);
    const { report } = await saved(as(account));
    const change = { content: content(), sharing, version: 1 };
    expect((await as(account).put(`/api/reports/${report}`, change)).status).toBe(403);
  });

  it("is run by each under her own rights: the board gets what is published, a clerk her school", async () => {
    const shared = { content: content(), sharing: { with: "district" } };
    const { report } = await saved(as("coordinator"), shared);
    const schools = async (account: string) => {
      const { body } = await as(account).post(`/api/reports/${report}/run`, {});
      const rows: { school: { key: string }; enrollment: number | null }[] = body.answers[0].rows;
      return rows.map(({ school, enrollment }) => [school.key, enrollment]);
    };
    expect(await schools("coordinator")).toEqual([
      [alder, 5],
      [birch, 1],
    ]);
    expect(await schools("clerk")).toEqual([[alder, 5]]);
    expect(await schools("helper")).toEqual([[birch, 1]]);
    expect((await schools("board")).map(([, enrollment]) => enrollment)).toEqual([null, null]);
    expect((await as("bond").post(`/api/reports/${report}/run`, {})).body.answers[0].rows).toEqual([]);
  });
});

describe("a template for the district", () => {
  it("is kept up by whoever makes templates, when its maker is away", async () => {
    const { report } = await saved(as("coordinator"), { content: content(), sharing: { with: "district" } });
    const change = { content: content({ title: "Renamed" }), version: 1 };
    expect((await as("admin").put(`/api/reports/${report}`, change)).body.content.title).toBe("Renamed");
    expect((await as("board").put(`/api/reports/${report}`, change)).status).toBe(403);
  });
});

describe("certified reports", () => {
  it("are offered to those whose grants are enough, read-only, and to no parent", async () => {
    const offered = async (account: string) => {
      const { reports } = (await as(account).get("/api/reports")).body;
      return reports
        .filter((one: { is_certified: boolean }) => one.is_certified)
        .map((one: { report: string }) => one.report);
    };
    expect(await offered("rosa")).toEqual([]);
    expect(await offered("bond")).toEqual(["cost-by-program"]);
    expect(await offered("principal")).toContain("near-chronic-absence");
    expect(await offered("board")).not.toContain("near-chronic-absence");
    for (const method of ["PUT", "DELETE"])
      expect((await ask(as("admin"), `${method} /api/reports/:id`, "attendance-by-month")).status).toBe(403);
    expect((await as("rosa").get("/api/reports/attendance-by-month")).status).toBe(404);
  });
});

describe("a report as Arrow", () => {
  it("holds the same numbers", async () => {
    const { report } = await saved(as("principal"));
    const body = JSON.stringify({ account: "principal" });
    const headers = { "content-type": "application/json" };
    const entered = await access.app.request("/api/session", { method: "POST", headers, body });
    const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
    const accept = "application/vnd.apache.arrow.stream";
    const path = `/api/reports/${report}/run`;
    const response = await access.app.request(path, { method: "POST", headers: { cookie, accept } });
    expect(response.headers.get("content-type")).toBe(accept);
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
    expect(table.toArray().map((row) => row.toJSON().enrollment)).toEqual([5]);
  });
});

describe("looking as somebody else", () => {
  it("opens and runs her reports and changes nothing", async () => {
    const { report } = await saved(as("principal"), { content: content({ title: "Seen through her eyes" }) });
    const eyes = await access.signIn("admin2");
    expect((await eyes.post("/api/view-as", { account: "principal" })).status).toBe(204);
    expect(await titlesOf(eyes)).toContain("Seen through her eyes");
    expect((await eyes.get(`/api/reports/${report}`)).body.may_edit).toBe(false);
    expect((await eyes.post(`/api/reports/${report}/run`, {})).status).toBe(200);
    for (const route of routes.filter((one) => !one.startsWith("GET ") && !one.endsWith("/run")))
      expect([route, (await ask(eyes, route, report)).status]).toEqual([route, 403]);
    expect((await eyes.post("/api/reports", { content: content() })).status).toBe(403);
    expect((await as("principal").get(`/api/reports/${report}/versions`)).body.versions).toHaveLength(1);
  });
});

describe("a token for answers", () => {
  it("lists and runs reports, and saves none", async () => {
    const asked = { label: "pull", scopes: ["answers"], expires_on: "2025-06-30" };
    const { token } = (await as("principal").post("/api/tokens", asked)).body;
    const { report } = await saved(as("principal"));
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const status = async (method: string, path: string, body?: string) =>
      (await access.app.request(path, { method, headers, ...(body ? { body } : {}) })).status;
    expect(await status("GET", "/api/reports")).toBe(200);
    expect(await status("POST", `/api/reports/${report}/run`)).toBe(200);
    expect(await status("GET", `/api/reports/${report}/file`)).toBe(200);
    expect(await status("POST", "/api/reports", JSON.stringify({ content: content() }))).toBe(403);
    expect(await status("DELETE", `/api/reports/${report}`)).toBe(403);
  });
});
