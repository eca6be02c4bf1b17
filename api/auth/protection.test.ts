import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Control, type District, openControl, openWarehouse, type Warehouse } from "#warehouse";
import { createApp } from "../app.ts";
import { problemSchema } from "../contract.ts";
import { testDistrict } from "../test-district.ts";
import { refuseUnreadable } from "./protection.ts";

let folder = "";
let warehouse: Warehouse;
let control: Control;
let server: Server;
let port = 0;
let now = new Date("2026-11-20T12:00:00Z");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollbook-protection-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Rollbook</title>");
  await writeFile(join(folder, "assets", "main-1a2b.js"), "export {};");
  warehouse = await openWarehouse({ dataDir: folder, district: testDistrict });
  control = await openControl({ dataDir: folder });
  server = createServer(getRequestListener(appWith().fetch, { errorHandler: refuseUnreadable }));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const bound = server.address();
  port = typeof bound === "object" && bound ? bound.port : 0;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await warehouse.close();
  await control.close();
  await rm(folder, { recursive: true, force: true });
});

function place(district: District) {
  const log = { info() {}, error() {} };
  return {
    ...{ warehouse, control, district, log, pagesDir: folder, isLoopback: true },
    ...{ clock: () => now, schedule: async () => [] },
  };
}
const appWith = (changed: Partial<District> = {}) => createApp(place({ ...testDistrict, ...changed }));

const json = { "content-type": "application/json" };
const enter = (account: string, app = appWith(), headers: Record<string, string> = {}) =>
  app.request("/api/session", {
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify({ account }),
  });
const cookieOf = async (account: string, app = appWith()) =>
  (await enter(account, app)).headers.get("set-cookie")?.split(";")[0] ?? "";
const problemOf = async (response: Response) => problemSchema.parse(await response.json());

describe("every answer carries the security headers", () => {
  const limited = { limits: { requestsAMinute: 0 } };
  const body = JSON.stringify({ slices: [] });
  it.each<[number, string, RequestInit, Partial<District>?]>([
    [200, "/", {}],
    [200, "/board", {}],
    [200, "/assets/main-1a2b.js", {}],
    [404, "/assets/main-gone.js", {}],
    [200, "/healthz", {}],
    [503, "/readyz", {}],
    [200, "/api/openapi.json", {}],
    [401, "/api/session", {}],
    [401, "/api/tokens", {}],
    [404, "/api/nothing", {}],
    [404, "/api/sign-in", {}],
    [405, "/api/answers", { method: "PUT" }],
    [404, "/board", { method: "POST" }],
    [403, "/api/session", { method: "POST", headers: { ...json, origin: "https://evil.example" }, body }],
    [400, "/api/session", { method: "POST", headers: json, body: "{" }],
    [413, "/api/session", { method: "POST", headers: json, body: "x".repeat(1024 * 1024 + 1) }],
    [429, "/api/session", {}, limited],
  ])("%i %s", async (status, path, init, changed) => {
    const response = await appWith(changed).request(path, init);
    expect(response.status).toBe(status);
    expectHeaders((name) => response.headers.get(name));
    if (path.startsWith("/api/") && status >= 400)
      expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it("also when something fails that nobody foresaw", async () => {
    const closed = await openControl({ dataDir: join(folder, "closed") });
    await closed.close();
    const app = createApp({ ...place(testDistrict), control: closed });
    const response = await app.request("/api/session", { headers: { cookie: "__Host-rollbook=x" } });
    expect(response.status).toBe(500);
    expectHeaders((name) => response.headers.get(name));
  });

  it("also when the request is none that the app could read", async () => {
    const answer = await new Promise<{ status: number; header(name: string): string | null }>((done) => {
      const asked = request({ port, path: "/", headers: { host: "a b" } }, ({ statusCode = 0, headers }) =>
        done({ status: statusCode, header: (name) => String(headers[name] ?? "") }),
      );
      asked.end();
    });
    expect(answer.status).toBe(400);
    expect(answer.header("content-security-policy")).toContain("default-src 'none'");
    expect(answer.header("x-content-type-options")).toBe("nosniff");
  });

  it("say of everything where a page may take it from", async () => {
    const { headers } = await appWith().request("/");
    const policy = headers.get("content-security-policy") ?? "";
    expect(
      policy
        .replaceAll(/'sha256-[^']{44}'/g, "'hash'")
        .split("; ")
        .sort(),
    ).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "script-src 'self'",
      "style-src 'self' 'hash' 'hash' 'hash'",
    ]);
    expect(headers.get("permissions-policy")?.split(", ").sort()).toEqual([
      ...["camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()"],
    ]);
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  function expectHeaders(header: (name: string) => string | null): void {
    const policy = header("content-security-policy") ?? "";
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(header("x-content-type-options")).toBe("nosniff");
    expect(header("x-frame-options")).toBe("DENY");
    expect(header("referrer-policy")).toBe("same-origin");
    expect(header("cross-origin-opener-policy")).toBe("same-origin");
    expect(header("cross-origin-resource-policy")).toBe("same-origin");
    expect(header("permissions-policy")).toContain("camera=()");
    expect(header("x-powered-by")).toBeNull();
  }
});

describe("a changing request", () => {
  const firefox = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
  const home = "http://127.0.0.1:4400";
  const leave = async (headers: Record<string, string>, changed: Partial<District> = {}) => {
    const app = appWith(changed);
    const cookie = await cookieOf("admin");
    const asked = { method: "DELETE", headers: { cookie, host: "127.0.0.1:4400", ...headers } };
    return (await app.request("http://127.0.0.1:4400/api/session", asked)).status;
  };

  it.each([
    ["a program that says nothing of its origin", {}],
    ["a page of ours", { ...firefox, origin: home, "sec-fetch-site": "same-origin" }],
    ["a page of ours where no origin is said", { ...firefox, "sec-fetch-site": "same-origin" }],
    ["a page of ours in an older browser", { ...firefox, origin: home }],
  ])("is taken from %s", async (_who, headers) => {
    expect(await leave(headers)).toBe(204);
  });

  it.each([
    ["another site", { ...firefox, origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another site, as a browser without Sec-Fetch-Site says it", { origin: "https://evil.example" }],
    ["another port of this machine", { origin: "http://127.0.0.1:4401", "sec-fetch-site": "same-site" }],
    ["our host by another scheme", { origin: "https://127.0.0.1:4400" }],
    ["a sandboxed frame or a local file", { ...firefox, origin: "null", "sec-fetch-site": "cross-site" }],
    ["nowhere, by Origin: null alone", { origin: "null" }],
    ["a browser that hides where from", firefox],
    ["a form of another site, whatever Origin it has", { origin: home, "sec-fetch-site": "cross-site" }],
    ["a bookmark or the address bar", { "sec-fetch-site": "none" }],
    ["a sibling host", { origin: home, "sec-fetch-site": "same-site" }],
  ])("is refused from %s", async (_who, headers) => {
    expect(await leave(headers)).toBe(403);
  });

  it("comes from the configured address, whatever Host header a request brings", async () => {
    const identityProvider = {
      ...{ label: "ID", issuer: "https://id.example", clientId: "r", address: "https://rollbook.example/" },
      claims: { account: "sub", name: "name" },
    };
    expect(await leave({ origin: "https://rollbook.example" }, { identityProvider })).not.toBe(403);
    expect(await leave({ origin: home }, { identityProvider })).toBe(403);
    expect(await leave({ origin: "http://evil.example", host: "evil.example" }, { identityProvider })).toBe(
      403,
    );
  });

  it("with a token may come from anywhere, for no browser sends one by itself", async () => {
    const body = JSON.stringify({ slices: [] });
    const from = { ...json, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const ask = async (headers: Record<string, string>) =>
      (await appWith().request("/api/answers", { method: "POST", headers, body })).status;
    expect(await ask(from)).toBe(403);
    expect(await ask({ ...from, authorization: "Bearer rb_unknown" })).toBe(401);
  });

  it("is what a GET never is: reading signs nobody out and makes nothing", async () => {
    const app = appWith();
    const cookie = await cookieOf("admin", app);
    const headers = { cookie, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    for (const path of ["/api/session", "/api/tokens", "/api/sign-in/options"])
      expect((await app.request(path, { headers })).status).toBe(200);
    expect((await app.request("/api/session", { method: "HEAD", headers })).status).toBe(200);
    expect((await app.request("/api/session", { headers: { cookie } })).status).toBe(200);
  });

  it("like any other is answered so that nobody in between keeps the answer", async () => {
    const cookie = await cookieOf("admin");
    for (const path of ["/api/session", "/api/openapi.json", "/api/nothing", "/api/pages/data"])
      expect((await appWith().request(path, { headers: { cookie } })).headers.get("cache-control")).toBe(
        "no-store",
      );
  });
});

describe("limits", () => {
  it("are a bucket for each person, and one for each address where nobody is signed in", async () => {
    const app = appWith({ limits: { requestsAMinute: 3 } });
    const cookies = [await cookieOf("admin", app), await cookieOf("board", app)];
    const ask = (cookie: string) => app.request("/api/session", { headers: { cookie } });
    for (const cookie of cookies)
      expect([await ask(cookie), await ask(cookie), await ask(cookie)].map(({ status }) => status)).toEqual([
        200, 200, 200,
      ]);
    const refused = await ask(cookies[0] ?? "");
    expect(refused.headers.get("retry-after")).toBe("20");
    expect(await problemOf(refused)).toMatchObject({ status: 429, code: "too_many_requests" });
    expect([(await ask("")).status, (await ask("")).status]).toEqual([401, 429]);
    now = new Date(now.getTime() + 20_000);
    expect((await ask(cookies[0] ?? "")).status).toBe(200);
  });

  it("refuse the twenty-first sign-in that fails in a minute, and never count those that succeed", async () => {
    const app = appWith();
    for (let times = 0; times < 30; times++) expect((await enter("board", app)).status).toBe(200);
    for (let times = 0; times < 20; times++) expect((await enter("nobody", app)).status).toBe(404);
    const refused = await enter("board", app);
    expect(await problemOf(refused)).toMatchObject({ code: "too_many_requests" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    now = new Date(now.getTime() + 3000);
    expect((await enter("board", app)).status).toBe(200);
  });
});

it("a header that is not one ends the connection and reaches nobody (header injection)", async () => {
  const answer = await new Promise<string>((done) => {
    const socket = connect(port, "127.0.0.1", () =>
      socket.write("GET /api/sign-in?return_to=/a HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie : a\r\n\r\n"),
    );
    let text = "";
    socket.on("data", (part) => {
      text += part;
    });
    socket.on("close", () => done(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
});
