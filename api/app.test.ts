import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Control, openControl, openWarehouse, type Warehouse } from "#warehouse";
import { createApp } from "./app.ts";
import { policies } from "./auth/policies.ts";
import { problemSchema, sessionSchema } from "./contract.ts";
import type { Deps } from "./deps.ts";
import { testDistrict } from "./test-district.ts";

let folder = "";
let warehouse: Warehouse;
let control: Control;
let now = new Date("2026-11-20T12:00:00Z");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollbook-api-"));
  await mkdir(join(folder, "pages", "assets"), { recursive: true });
  await writeFile(join(folder, "pages", "index.html"), "<!doctype html><title>Rollbook</title>");
  const script = join(folder, "pages", "assets", "main-1a2b.js");
  await writeFile(script, "export {};");
  await writeFile(`${script}.br`, brotliCompressSync("export {};"));
  warehouse = await openWarehouse({ dataDir: folder, district: testDistrict });
  control = await openControl({ dataDir: folder });
});
afterAll(async () => {
  await warehouse.close();
  await control.close();
  await rm(folder, { recursive: true, force: true });
});

const silent = { info() {}, error() {} };
function appWith(changed: Partial<Deps> = {}) {
  const pagesDir = join(folder, "pages");
  const schedule = async () => [];
  const clock = () => now;
  const usual = {
    warehouse,
    control,
    district: testDistrict,
    clock,
    schedule,
    log: silent,
    pagesDir,
    isLoopback: true,
  };
  return createApp({ ...usual, ...changed });
}

const json = { "content-type": "application/json" };
function signIn(account: string, headers: Record<string, string> = {}, app = appWith()) {
  return app.request("/api/session", {
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify({ account }),
  });
}
const cookieOf = (response: Response) => response.headers.get("set-cookie")?.split(";")[0] ?? "";
const problemOf = async (response: Response) => problemSchema.parse(await response.json());

describe("signing in", () => {
  it("gives an opaque cookie that only this host's pages send and no script reads", async () => {
    const response = await signIn("board");
    expect(response.status).toBe(200);
    expect(sessionSchema.parse(await response.json())).toMatchObject({
      account: "board",
      pages: ["board", "school", "compliance", "costs", "data", "reports"],
    });
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-rollbook=[\w-]{43}; /);
    for (const flag of ["Path=/", "HttpOnly", "Secure", "SameSite=Strict"]) expect(cookie).toContain(flag);
  });

  it("says who is signed in until the session is closed", async () => {
    const app = appWith();
    const cookie = cookieOf(await signIn("admin"));
    expect((await app.request("/api/session", { headers: { cookie } })).status).toBe(200);
    expect((await app.request("/api/session", { method: "DELETE", headers: { cookie } })).status).toBe(204);
    expect((await problemOf(await app.request("/api/session", { headers: { cookie } }))).code).toBe(
      "not_signed_in",
    );
  });

  it("closes the old session when somebody signs in again", async () => {
    const first = cookieOf(await signIn("board"));
    const second = cookieOf(await signIn("admin", { cookie: first }));
    expect(second).not.toBe(first);
    expect((await appWith().request("/api/session", { headers: { cookie: first } })).status).toBe(401);
  });

  it("lasts twelve hours", async () => {
    const cookie = cookieOf(await signIn("board"));
    now = new Date("2026-11-21T00:00:01Z");
    expect((await appWith().request("/api/session", { headers: { cookie } })).status).toBe(401);
    now = new Date("2026-11-20T12:00:00Z");
  });

  it("has nothing to show an account without grants, and says so", async () => {
    const session = sessionSchema.parse(await (await signIn("parent")).json());
    expect(session.pages).toEqual([]);
  });

  it("suggests the account that was meant", async () => {
    const response = await signIn("bord");
    expect(response.status).toBe(404);
    expect((await problemOf(response)).detail).toContain("Did you mean board?");
  });

  it.each([
    ["another name that points here", { host: "rollbook.example" }],
    ["a proxy", { forwarded: "for=10.0.0.1" }],
    ["an older proxy", { "x-forwarded-for": "10.0.0.1" }],
    ["a proxy that names only itself", { "x-forwarded-server": "gate" }],
    ["a proxy that says only that it is there", { via: "1.1 gate" }],
    ["another site's page", { origin: "https://elsewhere.example" }],
    ["another site's form", { "sec-fetch-site": "cross-site" }],
  ])("is refused to %s", async (_who, headers) => {
    const response = await signIn("board", headers);
    expect(response.status).toBe(403);
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it("does not exist where the server listens beyond this machine", async () => {
    const response = await signIn("board", {}, appWith({ isLoopback: false }));
    expect((await problemOf(response)).detail).toContain("--host 127.0.0.1");
  });

  it("is kept in the audit log", async () => {
    expect(await control.auditEntries()).toContainEqual(
      expect.objectContaining({ account: "admin", action: "sign_in" }),
    );
  });

  it.each([
    ["/api/session", "this browser"],
    ["/api/sessions", "everywhere"],
  ])("ends by DELETE %s, which the audit log keeps as %s", async (path, subject) => {
    const cookie = cookieOf(await signIn("board"));
    await appWith().request(path, { method: "DELETE", headers: { cookie } });
    const [newest] = await control.auditEntries();
    expect(newest).toMatchObject({ account: "board", action: "sign_out", subject });
  });
});

describe("every route", () => {
  const app = appWith();
  const routes = app.routes.filter(
    ({ method, path }) => method !== "ALL" && path !== "/healthz" && path !== "/readyz",
  );
  const names = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))];

  it("declares its policy, and no policy is left without a route", () => {
    expect(names.sort()).toEqual(Object.keys(policies).sort());
  });

  it.each(names.filter((name) => policies[name] !== "public"))(
    "%s refuses whoever has not signed in",
    async (name) => {
      const [method = "GET", path = "/"] = name.split(" ");
      const body = method === "POST" ? { body: "{}" } : {};
      const response = await appWith().request(path, { method, headers: json, ...body });
      expect(response.status).toBe(401);
      expect(response.headers.get("content-type")).toContain("application/problem+json");
    },
  );

  it.each(names.filter((name) => !["public", "signed_in"].includes(policies[name] ?? "")))(
    "%s refuses an account without grants",
    async (name) => {
      const [method = "GET", path = "/"] = name.split(" ");
      const cookie = cookieOf(await signIn("parent"));
      expect((await appWith().request(path, { method, headers: { cookie } })).status).toBe(403);
    },
  );

  it("stands in the OpenAPI document", async () => {
    const document = await (await app.request("/api/openapi.json")).json();
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(["/api/answers", "/api/pages/board"]));
  });
});

describe("errors", () => {
  it("say in a sentence what is wrong with a request, and in which slice", async () => {
    const cookie = cookieOf(await signIn("admin"));
    const body = JSON.stringify({ slices: [{ measures: ["enrollment"] }, { measures: [] }] });
    const response = await appWith().request("/api/answers", {
      method: "POST",
      headers: { ...json, cookie },
      body,
    });
    expect(await problemOf(response)).toMatchObject({ status: 400, code: "invalid_request", slice: 1 });
  });

  it("say that a body is not JSON", async () => {
    const cookie = cookieOf(await signIn("admin"));
    const response = await appWith().request("/api/answers", {
      method: "POST",
      headers: { ...json, cookie },
      body: "{",
    });
    expect(await problemOf(response)).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("refuse a name that is longer than any of ours before looking for its like", async () => {
    const cookie = cookieOf(await signIn("admin"));
    const body = JSON.stringify({ slices: [{ measures: ["x".repeat(900_000)] }] });
    const headers = { ...json, cookie };
    const response = await appWith().request("/api/answers", { method: "POST", headers, body });
    expect(await problemOf(response)).toMatchObject({ status: 400, code: "invalid_request", slice: 0 });
  });

  it("say that a body must be declared as JSON", async () => {
    const cookie = cookieOf(await signIn("admin"));
    const headers = { "content-type": "text/plain", cookie };
    const response = await appWith().request("/api/answers", { method: "POST", headers, body: "{}" });
    expect(await problemOf(response)).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("name an address that is not there, and a method that an address does not take", async () => {
    const cookie = cookieOf(await signIn("admin"));
    expect((await appWith().request("/api/nothing", { headers: { cookie } })).status).toBe(404);
    const response = await appWith().request("/api/answers", { method: "PUT", headers: { cookie } });
    expect(response.headers.get("allow")).toBe("POST");
    expect((await problemOf(response)).code).toBe("method_not_allowed");
  });

  it("refuse a body that is too large", async () => {
    const body = "x".repeat(1024 * 1024 + 1);
    const headers = { ...json, "content-length": String(body.length) };
    const response = await appWith().request("/api/session", { method: "POST", headers, body });
    expect((await problemOf(response)).code).toBe("too_large");
  });

  it("refuse a file that is too large before it is sent", async () => {
    const headers = { "content-type": "application/octet-stream", "content-length": String(2 ** 30) };
    const response = await appWith().request("/api/uploads?name=a.csv", {
      method: "POST",
      headers,
      body: "x",
    });
    expect(await problemOf(response)).toMatchObject({ status: 413, code: "too_large" });
  });

  it("say that nothing has been published yet", async () => {
    const cookie = cookieOf(await signIn("admin"));
    const response = await appWith().request("/api/pages/data", { headers: { cookie } });
    expect(await problemOf(response)).toMatchObject({ status: 503, code: "not_ready" });
    expect((await appWith().request("/readyz")).status).toBe(503);
    expect((await appWith().request("/healthz")).status).toBe(200);
  });
});

describe("pages", () => {
  it.each(["/", "/board", "/school/07612340000010", "/sign-in?account=board"])(
    "%s is the one page",
    async (path) => {
      const response = await appWith().request(path);
      expect(await response.text()).toContain("<title>Rollbook</title>");
      expect(response.headers.get("cache-control")).toBe("no-cache");
    },
  );

  it("load from us alone and stand in no frame", async () => {
    const policy = (await appWith().request("/")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("http");
  });

  it("keep files named by their content, and miss the others with 404", async () => {
    const file = await appWith().request("/assets/main-1a2b.js");
    expect(file.headers.get("cache-control")).toContain("immutable");
    expect((await appWith().request("/assets/main-gone.js")).status).toBe(404);
    expect((await appWith().request("/../control.sqlite")).status).toBe(404);
  });

  it("come compressed to who takes it", async () => {
    const asked = { headers: { "accept-encoding": "gzip, deflate, br" } };
    const response = await appWith().request("/assets/main-1a2b.js", asked);
    expect(response.headers.get("content-encoding")).toBe("br");
    expect(response.headers.get("vary")?.toLowerCase()).toContain("accept-encoding");
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(response.headers.get("content-type")).toContain("javascript");
    expect(brotliDecompressSync(await response.arrayBuffer()).toString()).toBe("export {};");
  });

  it("say when they are not built", async () => {
    const response = await appWith({ pagesDir: join(folder, "nowhere") }).request("/");
    expect(await problemOf(response)).toMatchObject({ status: 503, code: "not_ready" });
  });
});
