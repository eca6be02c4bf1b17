import { Hono } from "hono";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Warehouse } from "#warehouse";
import { keepAttempt, takeAttempt } from "../../api/auth/sign-in/attempt.ts";
import type { AppEnv } from "../../api/deps.ts";
import { problemOf } from "../../api/problems.ts";
import { emptyWarehouse, openSmallApp, type SmallApp } from "./small-app.ts";

let warehouse: Warehouse;
let app: SmallApp;
beforeAll(async () => {
  warehouse = await emptyWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  app = await openSmallApp(warehouse);
});
afterEach(() => app.close());

const attempt = {
  secrets: { state: "s", nonce: "n", codeVerifier: "v" },
  ...{ returnTo: "/board", replacedSessionId: "old" },
};
async function ask(path: "/begin" | "/back", headers: Record<string, string> = {}) {
  const routes = new Hono<AppEnv>()
    .onError((error) => problemOf(error, app.deps.log))
    .get("/begin", async (context) =>
      context.json(await keepAttempt(context, app.deps, attempt).then(() => null)),
    )
    .get("/back", async (context) => context.json(await takeAttempt(context, app.deps)));
  const response = await routes.request(path, { headers });
  return { body: await response.json(), set: response.headers.get("set-cookie") ?? "" };
}
async function begin() {
  const { set } = await ask("/begin");
  return { cookie: set.split(";")[0] ?? "" };
}

it("a sign-in is tied to the browser by a cookie of ten minutes that comes back from another site, and no script reads", async () => {
  expect((await ask("/begin")).set.split("; ").sort()).toEqual([
    ...["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"],
    expect.stringMatching(/^__Host-rollbook-sign-in=[\w-]{43}$/),
  ]);
});

it("what was begun is given back once, and the cookie goes", async () => {
  const headers = await begin();
  const { body, set } = await ask("/back", headers);
  expect(body).toEqual(attempt);
  expect(set).toMatch(/^__Host-rollbook-sign-in=; Max-Age=0; Path=\//);
  expect((await ask("/back", headers)).body.code).toBe("sign_in_expired");
});

it("what was begun is given back within ten minutes, and to this browser alone", async () => {
  const [one, other] = [await begin(), await begin()];
  app.after(9, 59);
  expect((await ask("/back", one)).body).toEqual(attempt);
  app.after(10);
  expect((await ask("/back", other)).body.code).toBe("sign_in_expired");
  app.after(0);
  await begin();
  for (const headers of [{ cookie: "" }, { cookie: "__Host-rollbook-sign-in=x" }])
    expect((await ask("/back", headers)).body.code).toBe("sign_in_expired");
});
