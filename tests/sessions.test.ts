import { createHash, randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { peopleCommand } from "#api";
import { problemSchema, signedOut } from "#api/contract";
import { type Application, begin, signedIn, startApplication } from "./sign-in/application.ts";
import { newVisitor, type Visitor } from "./sign-in/visitor.ts";

let app: Application;
beforeAll(async () => {
  app = await startApplication();
});
afterAll(() => app.close());
afterEach(() => {
  app.clock.ahead = 0;
});

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");
const MINUTE = 60_000;
const SESSION = "__Host-rollbook";
const at = (path: string) => `${app.address}${path}`;
const statusOf = async (visitor: Visitor) => (await visitor.ask(at("/api/session"))).status;
const cookieOf = (visitor: Visitor) => visitor.cookies(app.address).get(SESSION)?.value ?? "";
const withCookie = (cookie: string) =>
  fetch(at("/api/session"), { headers: { cookie: `${SESSION}=${cookie}` } });
const change = (visitor: Visitor, path: string) =>
  visitor.ask(at(path), { method: "DELETE", headers: { origin: app.address } });
const people = (...words: string[]) => peopleCommand({ dataDir: app.dataDir, district: app.district }, words);

describe("a session", () => {
  it("has a new cookie after signing in, whatever the browser brought (fixation)", async () => {
    const visitor = newVisitor();
    const planted = "A".repeat(43);
    visitor.cookies(app.address).set(SESSION, { value: planted, path: "/" });
    await signedIn(app, "boss", visitor);
    expect(cookieOf(visitor)).not.toBe(planted);
    expect(await statusOf(visitor)).toBe(200);
    expect((await withCookie(planted)).status).toBe(401);
  });

  it("replaces the older one of the same browser, although the way back from the provider does not carry it", async () => {
    const visitor = await signedIn(app, "boss");
    const first = cookieOf(visitor);
    const callback = await visitor.logIn(await begin(app, visitor), "boss");
    visitor.cookies(app.address).delete(SESSION);
    await visitor.ask(callback);
    expect((await withCookie(first)).status).toBe(401);
    expect(await statusOf(visitor)).toBe(200);
  });

  it("is kept as a hash: what stands in the store opens nothing", async () => {
    const visitor = await signedIn(app, "boss");
    expect((await withCookie(hashOf(cookieOf(visitor)))).status).toBe(401);
  });

  it("ends after an hour unused, and goes on for twelve while it is used", async () => {
    const [idle, busy] = [await signedIn(app, "boss"), await signedIn(app, "boss")];
    for (let minutes = 0; minutes < 12 * 60; minutes += 59) {
      app.clock.ahead = minutes * MINUTE;
      expect(await statusOf(busy)).toBe(200);
      if (minutes > 60) expect(await statusOf(idle)).toBe(401);
    }
    app.clock.ahead = 12 * 60 * MINUTE + 1000;
    expect(await statusOf(busy)).toBe(401);
  });

  it("dies with the first request after the person is disabled, and no sign-in opens another", async () => {
    const [visitor, elsewhere] = [await signedIn(app, "teacher"), await signedIn(app, "teacher")];
    expect((await people("list")).people).toContainEqual(expect.objectContaining({ account: "parent" }));
    expect((await people("disable", "parent")).people).toMatchObject([
      { account: "parent", is_disabled: true },
    ]);
    expect([await statusOf(visitor), await statusOf(elsewhere)]).toEqual([401, 401]);
    const response = await visitor.ask(await visitor.logIn(await begin(app, visitor), "teacher"));
    expect(problemSchema.parse(await response.json())).toMatchObject({
      status: 403,
      code: "account_disabled",
    });
    expect((await people("enable", "parent")).people).toMatchObject([{ is_disabled: false }]);
    expect(await statusOf(elsewhere)).toBe(401);
    expect(await statusOf(await signedIn(app, "teacher"))).toBe(200);
  });

  it("is one of a person whom the configured provider vouches for", async () => {
    const person = await app.control.keepPerson(
      { issuer: "demo", subject: "admin", name: "Old", email: null, staffId: null, groups: [] },
      new Date().toISOString(),
    );
    const [token, now] = [randomBytes(32).toString("base64url"), new Date()];
    await app.control.openSession({
      session_id: hashOf(token),
      ...{ person_id: person.personId, created_at: now.toISOString(), seen_at: now.toISOString() },
      expires_at: new Date(now.getTime() + MINUTE).toISOString(),
    });
    expect((await withCookie(token)).status).toBe(401);
  });
});

describe("signing out", () => {
  it("ends this session and says where the provider ends its own", async () => {
    const visitor = await signedIn(app, "boss");
    const cookie = cookieOf(visitor);
    const response = await change(visitor, "/api/session");
    const { provider_sign_out } = signedOut.parse(await response.json());
    const url = new URL(provider_sign_out ?? "");
    expect(url.origin).toBe(app.provider.config.issuer);
    expect(url.searchParams.get("post_logout_redirect_uri")).toBe(at("/sign-in"));
    expect(cookieOf(visitor)).toBe("");
    expect((await withCookie(cookie)).status).toBe(401);
    expect((await newVisitor().ask(url.href)).status).toBe(200);
  });

  it("everywhere ends every session of the person, and of nobody else", async () => {
    const [one, other] = [await signedIn(app, "boss"), await signedIn(app, "boss")];
    const somebody = await signedIn(app, "stranger");
    expect((await change(one, "/api/sessions")).status).toBe(204);
    expect([await statusOf(one), await statusOf(other), await statusOf(somebody)]).toEqual([401, 401, 200]);
  });
});

describe("ten thousand made-up cookies", () => {
  it("open nothing, are slowed down after 600 and keep nobody else out", async () => {
    const somebody = await signedIn(app, "boss");
    const counts: Record<number, number> = {};
    for (let sent = 0; sent < 10_000; sent += 100) {
      const cookies = Array.from(
        { length: 100 },
        () => `${SESSION}=${randomBytes(32).toString("base64url")}`,
      );
      const asked = cookies.map((cookie) => app.request("/api/session", { headers: { cookie } }));
      const answers = await Promise.all(asked);
      for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    }
    expect(Object.keys(counts)).toEqual(["401", "429"]);
    expect(counts[429]).toBeGreaterThan(8000);
    const headers = { cookie: `${SESSION}=${cookieOf(somebody)}` };
    expect((await app.request("/api/session", { headers })).status).toBe(200);
  });
});

describe("rollbook people", () => {
  it("says what it does not know", async () => {
    await expect(people("disable", "nobody")).rejects.toThrow('Nobody has signed in as "nobody"');
    await expect(people("delete", "boss")).rejects.toThrow('There is no "people delete"');
  });

  it("lists names, state and issuer in a line each", async () => {
    await signedIn(app, "boss");
    expect((await people()).text).toMatch(/^board +may enter +last seen 20.*Ana Boss \(http/m);
  });
});
