import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { type District, openControl, openWarehouse, type Vouched, type Warehouse } from "#warehouse";
import { knowReader } from "../../api/auth/know-reader.ts";
import { gate, policies } from "../../api/auth/policies.ts";
import { readerOf, signIn, signOut } from "../../api/auth/sessions.ts";
import { withinToken } from "../../api/auth/tokens.ts";
import { beginView, endView } from "../../api/auth/view-as.ts";
import type { AppEnv, Deps } from "../../api/deps.ts";
import { problemOf } from "../../api/problems.ts";
import { testDistrict } from "../../api/test-district.ts";

/** The test district with a second administrator. */
const district: District = {
  ...testDistrict,
  accounts: testDistrict.accounts.flatMap((one) =>
    one.role === "admin" ? [one, { ...one, account: "admin2" }] : [one],
  ),
};
const FROM = "2026-11-20T12:00:00.000Z";

/**
 * Who a request is, by cookie or token: the parts that find it out over a real control store, behind a few routes that do
 * what ours do and say who asks. It opens in milliseconds; the caller closes it.
 */
export async function openSmallApp(warehouse: Warehouse) {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-small-"));
  const control = await openControl({ dataDir: folder });
  let now = new Date(FROM);
  const deps: Deps = {
    ...{ warehouse, control, district, pagesDir: folder, isLoopback: true },
    ...{ log: { info() {}, error() {} }, clock: () => now, schedule: async () => [] },
  };
  const app = routesOver(deps);
  async function ask(method: string, path: string, headers: Record<string, string> = {}) {
    const response = await app.request(path, { method, headers });
    const text = await response.text();
    const body = text ? JSON.parse(text) : null;
    return { status: response.status, cookie: response.headers.get("set-cookie"), body };
  }
  const me = async (headers: Record<string, string>) => (await ask("GET", "/me", headers)).body;
  return {
    ...{ ask, control, deps, me },
    /** Signs in and gives the header that the browser then sends. */
    async enter(subject: string, headers: Record<string, string> = {}) {
      const { cookie } = await ask("POST", `/in/${subject}`, headers);
      return { cookie: cookie?.split(";")[0] ?? "" };
    },
    accountOf: async (headers: Record<string, string>): Promise<string | null> => (await me(headers)).account,
    /** Sets the clock to so long after the start. */
    after(minutes: number, seconds = 0) {
      now = new Date(Date.parse(FROM) + (60 * minutes + seconds) * 1000);
    },
    /** What stands in the log, oldest first. */
    async entries() {
      const newestFirst = await control.auditEntries();
      return newestFirst
        .reverse()
        .map(({ at, account, action, subject }) => [at, account, action, subject].join(" "));
    },
    async close() {
      await control.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A warehouse with nothing in it, for all tests of a file. The caller closes it. */
export const emptyWarehouse = (): Promise<Warehouse> =>
  openWarehouse({ dataDir: mkdtempSync(join(tmpdir(), "rollbook-empty-")), district });

export type SmallApp = Awaited<ReturnType<typeof openSmallApp>>;

export const person = (subject: string, issuer = "demo"): Vouched => ({
  ...{ issuer, subject, name: `The ${subject}`, email: null, staffId: null, groups: [] },
});
export const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

function routesOver(deps: Deps) {
  const app = new Hono<AppEnv>()
    .onError((error) => problemOf(error, deps.log))
    .use(knowReader(deps))
    .post("/in/:subject", async (context) => {
      const vouched = person(context.req.param("subject"));
      const reader = await signIn(context, deps, { vouched, replacedSessionId: context.get("sessionId") });
      return context.json({ account: reader.account, hasSignedIn: context.get("hasSignedIn") });
    })
    .post("/view/:account", async (context) => {
      const sessionId = context.get("sessionId") ?? "";
      await beginView(context, deps, { account: context.req.param("account"), sessionId, day: "2026-11-20" });
      return context.body(null, 204);
    })
    .delete("/view", async (context) => {
      await endView(context, deps);
      return context.body(null, 204);
    })
    .delete("/out/:where", async (context) => {
      await (context.req.param("where") === "here" ? signOut(context, deps) : signOut(context, deps, true));
      return context.body(null, 204);
    })
    .get("/me", (context) =>
      context.json({
        account: context.get("reader")?.account ?? null,
        grants: context.get("reader")?.grants.length ?? 0,
        viewedBy: context.get("viewedBy"),
        person: context.get("person")?.subject ?? null,
        session: context.get("sessionId"),
        token: context.get("token")?.label ?? null,
      }),
    )
    .get("/whoever", (context) => context.json(readerOf(context).account))
    .use("/api/*", gate, withinToken);
  for (const route of Object.keys(policies)) {
    const [method = "", path = ""] = route.split(" ");
    app.on(method, path, (context) => context.json("open"));
  }
  return app;
}
