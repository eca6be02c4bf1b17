import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newTokenResponse, problemSchema, sessionSchema, tokensResponse } from "#api/contract";
import { type Application, signedIn, startApplication } from "./sign-in/application.ts";
import type { Visitor } from "./sign-in/visitor.ts";

let app: Application;
let owner: Visitor;
beforeAll(async () => {
  app = await startApplication();
  owner = await signedIn(app, "boss");
});
afterAll(() => app.close());
afterEach(() => {
  app.clock.ahead = 0;
});

const DAY = 86_400_000;
const at = (path: string) => `${app.address}${path}`;
const day = (ahead: number) => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);
const json = { "content-type": "application/json" };
const send = (visitor: Visitor, method: string, path: string, body?: unknown) =>
  visitor.ask(at(path), {
    method,
    headers: { ...json, origin: app.address },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const asked = (scopes: string[], changed = {}) => ({
  label: "Nightly",
  expires_on: day(30),
  scopes,
  ...changed,
});
const make = async (scopes: string[], visitor = owner) =>
  newTokenResponse.parse(await (await send(visitor, "POST", "/api/tokens", asked(scopes))).json());
const with_ = (token: string, path: string, init: RequestInit = {}) =>
  fetch(at(path), { ...init, headers: { ...json, ...init.headers, authorization: `Bearer ${token}` } });
const post = (token: string, path: string, body: unknown) =>
  with_(token, path, { method: "POST", body: JSON.stringify(body) });
const problemOf = async (response: Response) => problemSchema.parse(await response.json());
const slices = [{ measures: ["enrollment"] }];

describe("a personal API token", () => {
  it("is shown once, found by its prefix, and kept as a hash", async () => {
    const { token, token_id } = await make(["board"]);
    expect(token).toMatch(/^rb_[\w-]{43}$/);
    const text = await (await owner.ask(at("/api/tokens"))).text();
    expect(text).not.toContain(token);
    expect(tokensResponse.parse(JSON.parse(text)).tokens.map((one) => one.token_id)).toContain(token_id);
  });

  it("says who its owner is, and notes when it was used", async () => {
    const { token, token_id } = await make(["board"]);
    const session = sessionSchema.parse(await (await with_(token, "/api/session")).json());
    expect(session.account).toBe("board");
    const lastUsed = async () => {
      const { tokens } = tokensResponse.parse(await (await owner.ask(at("/api/tokens"))).json());
      return tokens.find((one) => one.token_id === token_id)?.last_used_at;
    };
    const first = await lastUsed();
    expect(first).toMatch(/^20/);
    await with_(token, "/api/session");
    // To the minute is enough, and spares the store.
    expect(await lastUsed()).toBe(first);
  });

  // Nothing is published in these tests: whoever gets through is told that, with 503.
  it.each([
    ["board", "GET", "/api/pages/board"],
    ["data", "GET", "/api/sources"],
    ["answers", "GET", "/api/catalog"],
    ["answers", "POST", "/api/answers"],
    ["exports", "POST", "/api/exports"],
  ])("made for %s reaches %s %s, and one made for anything else does not", async (scope, method, path) => {
    const body = method === "POST" ? { body: JSON.stringify({ slices, format: "csv" }) } : {};
    const others = ["board", "school", "compliance", "costs", "data", "answers", "exports"].filter(
      (one) => one !== scope,
    );
    const [good, bad] = [await make([scope]), await make(others)];
    expect([200, 400, 503]).toContain((await with_(good.token, path, { method, ...body })).status);
    const problem = await problemOf(await with_(bad.token, path, { method, ...body }));
    expect(problem).toMatchObject({
      status: 403,
      detail: `The token "Nightly" does not reach ${scope}: make one that does.`,
    });
    for (const { token_id } of [good, bad]) await send(owner, "DELETE", `/api/tokens/${token_id}`);
  });

  it("never does more than its owner may now: a guest's reaches no page and gets no rows", async () => {
    const guest = await signedIn(app, "stranger");
    const { token } = await make(["board", "answers"], guest);
    expect((await with_(token, "/api/pages/board")).status).toBe(403);
    expect((await problemOf(await post(token, "/api/answers", { slices }))).code).toBe("not_ready");
  });

  it.each([
    ["POST", "/api/tokens"],
    ["GET", "/api/tokens"],
    ["DELETE", "/api/tokens/x"],
    ["DELETE", "/api/sessions"],
  ])("makes, lists and ends nothing of its owner's: %s %s", async (method, path) => {
    const { token, token_id } = await make([
      "board",
      "school",
      "compliance",
      "costs",
      "data",
      "answers",
      "exports",
    ]);
    const body = method === "POST" ? { body: JSON.stringify(asked(["board"])) } : {};
    expect((await problemOf(await with_(token, path, { method, ...body }))).detail).toContain(
      "sign in with a browser",
    );
    await send(owner, "DELETE", `/api/tokens/${token_id}`);
  });

  it("needs no origin, and the cookie beside it counts for nothing", async () => {
    const guest = await signedIn(app, "stranger");
    const { token } = await make(["answers"], guest);
    const headers = { authorization: `Bearer ${token}`, origin: "https://elsewhere.example" };
    const session = sessionSchema.parse(await (await owner.ask(at("/api/session"), { headers })).json());
    expect(session.role).toBe("guest");
    expect((await owner.ask(at("/api/session"), { headers: { authorization: "Bearer rb_x" } })).status).toBe(
      401,
    );
  });

  it("ends with its last day, when it is revoked, and when its owner is disabled", async () => {
    const [old, revoked] = [await make(["board"]), await make(["board"])];
    app.clock.ahead = 31 * DAY;
    expect((await with_(old.token, "/api/session")).status).toBe(401);
    app.clock.ahead = 0;
    expect((await send(owner, "DELETE", `/api/tokens/${revoked.token_id}`)).status).toBe(204);
    expect((await send(owner, "DELETE", `/api/tokens/${revoked.token_id}`)).status).toBe(404);
    expect((await with_(revoked.token, "/api/session")).status).toBe(401);
    const leaver = await signedIn(app, "teacher");
    const { token } = await make(["answers"], leaver);
    expect((await with_(token, "/api/session")).status).toBe(200);
    const person = (await app.control.listPeople()).find(({ subject }) => subject === "teacher");
    await app.control.disablePerson(person?.personId ?? "", new Date().toISOString());
    expect((await with_(token, "/api/session")).status).toBe(401);
    await app.control.enablePerson(person?.personId ?? "");
    expect((await with_(token, "/api/session")).status).toBe(401);
  });

  it("is nobody's where its owner was vouched for by another issuer than the configured one", async () => {
    const vouched = { subject: "admin", name: "Old", email: null, staffId: null, groups: [] };
    const now = new Date().toISOString();
    const { personId } = await app.control.keepPerson({ ...vouched, issuer: "demo" }, now);
    const token = `rb_${"t".repeat(43)}`;
    await app.control.keepToken({
      ...{
        token_id: "old",
        token_hash: createHash("sha256").update(token).digest("hex"),
        person_id: personId,
      },
      ...{ label: "old", scopes: '["board"]', created_at: now, expires_on: day(1) },
    });
    expect((await with_(token, "/api/session")).status).toBe(401);
  });

  it("is revoked by nobody else", async () => {
    const { token, token_id } = await make(["board"]);
    const guest = await signedIn(app, "stranger");
    expect((await send(guest, "DELETE", `/api/tokens/${token_id}`)).status).toBe(404);
    expect((await with_(token, "/api/session")).status).toBe(200);
  });

  it.each([
    [{ expires_on: day(367) }, "a day from"],
    [{ expires_on: day(-1) }, "a day from"],
    [{ scopes: [] }, "at least one"],
    [{ scopes: ["everything"] }, "scopes[0]"],
    [{ label: " " }, "what the token is for"],
    [{ label: "a\r\nb" }, "no control characters"],
    [{ scopes: ["board"], mayReadStudents: true }, "mayReadStudents"],
  ])("is not made with %j", async (changed, words) => {
    const response = await send(owner, "POST", "/api/tokens", asked(["board"], changed));
    expect(response.status).toBe(400);
    expect((await problemOf(response)).detail).toContain(words);
  });

  it("is one of twenty at most", async () => {
    const guest = await signedIn(app, "hoarder");
    for (let made = 0; made < 20; made++) await make(["answers"], guest);
    const response = await send(guest, "POST", "/api/tokens", asked(["answers"]));
    expect((await problemOf(response)).detail).toContain("You have 20 tokens");
  });
});
