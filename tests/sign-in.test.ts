import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { problemSchema, sessionSchema, signInOptions } from "#api/contract";
import { type Application, begin, signedIn, startApplication } from "./sign-in/application.ts";
import { newVisitor, type Visitor } from "./sign-in/visitor.ts";

let app: Application;
beforeAll(async () => {
  // Every request of these tests comes from one address, and many of the sign-ins are meant to fail.
  app = await startApplication({ limits: { signInsAMinute: 1000 } });
});
afterAll(() => app.close());

const at = (path: string) => `${app.address}${path}`;
const SESSION = "__Host-rollbook";
const ATTEMPT = "__Host-rollbook-sign-in";

const sessionOf = async (visitor: Visitor) =>
  sessionSchema.parse(await (await visitor.ask(at("/api/session"))).json());
const statusOf = async (visitor: Visitor) => (await visitor.ask(at("/api/session"))).status;
async function refusal(visitor: Visitor, url: string) {
  const problem = problemSchema.parse(await (await visitor.ask(url)).json());
  expect(visitor.cookies(app.address).has(SESSION)).toBe(false);
  return problem;
}
const changed = (url: string, name: string, value: string) => {
  const address = new URL(url);
  address.searchParams.set(name, value);
  return address.href;
};

describe("signing in at the district's provider", () => {
  it("asks with PKCE, a state and a nonce, and never twice with the same", async () => {
    const visitor = newVisitor();
    const [one, other] = [await begin(app, visitor), await begin(app, visitor)].map(
      (url) => new URL(url).searchParams,
    );
    expect(one?.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(one?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one?.get(name)).not.toBe(other?.get(name));
    }
  });

  it("opens the account whose subject the configuration names, on the page that was asked for", async () => {
    const visitor = newVisitor();
    const callback = await visitor.logIn(
      await begin(app, visitor, "?return_to=/board%3Fschool_year%3D2025-26"),
      "boss",
    );
    const response = await visitor.ask(callback);
    expect(response.headers.get("location")).toBe("/board?school_year=2025-26");
    const cookies = response.headers.getSetCookie();
    expect(cookies.find((one) => one.startsWith(`${SESSION}=`))).toMatch(
      /^__Host-rollbook=[\w-]{43}; .*HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(visitor.cookies(app.address).has(ATTEMPT)).toBe(false);
    expect(await sessionOf(visitor)).toMatchObject({ account: "board", role: "board", is_demo: true });
  });

  it("keeps name, address and groups of the person as the provider says them", async () => {
    await signedIn(app, "boss");
    const found = (await app.control.listPeople()).find(({ subject }) => subject === "boss");
    expect(found).toMatchObject({
      ...{ issuer: app.provider.config.issuer, name: "Ana Boss", email: "boss@camino.example" },
      groups: ["all staff", "cabinet"],
    });
  });

  it("joins nobody by e-mail address: whoever has another's address is a guest without grants", async () => {
    const session = await sessionOf(await signedIn(app, "stranger"));
    expect(session).toMatchObject({ role: "guest", pages: [], schools: [], may_read_students: false });
    expect(session.account).toMatch(/^p-/);
  });

  it("lets nobody choose an account by choosing its name: admin names no subject, so it is nobody's", async () => {
    expect(await sessionOf(await signedIn(app, "admin"))).toMatchObject({ role: "guest", pages: [] });
  });

  it("refuses demo accounts, and offers the provider instead", async () => {
    const visitor = newVisitor();
    const headers = { "content-type": "application/json" };
    const asked = { method: "POST", headers, body: '{"account":"admin"}' };
    const response = await visitor.ask(at("/api/session"), asked);
    expect(response.status).toBe(403);
    expect(problemSchema.parse(await response.json()).detail).toContain("sign in with Camino ID");
    const options = await (await visitor.ask(at("/api/sign-in/options"))).json();
    expect(signInOptions.parse(options)).toMatchObject({ provider: "Camino ID", has_demo_accounts: false });
  });

  it.each(["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/api/session"])(
    "returns to the first page and not to %s",
    async (wanted) => {
      const visitor = newVisitor();
      const url = await visitor.logIn(
        await begin(app, visitor, `?return_to=${encodeURIComponent(wanted)}`),
        "boss",
      );
      expect((await visitor.ask(url)).headers.get("location")).toBe("/");
    },
  );
});

describe("a provider that does not answer as it should", () => {
  afterEach(() => Object.assign(app.provider, { isDown: false, lies: {} }));

  it("is said to be so in a sentence, and found again when it is back", async () => {
    const fresh = await startApplication();
    fresh.provider.isDown = true;
    const response = await newVisitor().ask(`${fresh.address}/api/sign-in`);
    expect(problemSchema.parse(await response.json())).toMatchObject({
      ...{ status: 503, code: "provider_unavailable" },
      detail: "Camino ID does not answer as it should, so nobody can sign in now. Try again in some minutes.",
    });
    fresh.provider.isDown = false;
    const visitor = await signedIn(fresh, "boss");
    expect((await visitor.ask(`${fresh.address}/api/session`)).status).toBe(200);
    await fresh.close();
  });

  it("when the code is redeemed opens no session", async () => {
    const visitor = newVisitor();
    const callback = await visitor.logIn(await begin(app, visitor), "boss");
    app.provider.isDown = true;
    expect(await refusal(visitor, callback)).toMatchObject({ status: 503, code: "provider_unavailable" });
  });

  it.each(["https://evil.example", "the same and a slash"])(
    "is not believed when its discovery document names another issuer: %s",
    async (named) => {
      const fresh = await startApplication();
      const issuer = named.startsWith("https") ? named : `${fresh.provider.config.issuer}/`;
      fresh.provider.lies = { issuer };
      const response = await newVisitor().ask(`${fresh.address}/api/sign-in`);
      expect(problemSchema.parse(await response.json()).code).toBe("provider_unavailable");
      expect(fresh.log.join()).toContain("issuer");
      await fresh.close();
    },
  );

  it("is not believed when its identity token is signed by another key", async () => {
    const fresh = await startApplication();
    fresh.provider.lies = { jwks_uri: `${app.provider.config.issuer}/jwks` };
    const visitor = newVisitor();
    const callback = await visitor.logIn(await begin(fresh, visitor), "boss");
    expect(problemSchema.parse(await (await visitor.ask(callback)).json()).code).toBe("sign_in_refused");
    await fresh.close();
  });

  it("keeps nobody from signing out here", async () => {
    const fresh = await startApplication();
    const visitor = await signedIn(fresh, "boss");
    fresh.provider.isDown = true;
    const headers = { origin: fresh.address };
    const response = await visitor.ask(`${fresh.address}/api/session`, { method: "DELETE", headers });
    expect(response.ok).toBe(true);
    expect((await visitor.ask(`${fresh.address}/api/session`)).status).toBe(401);
    await fresh.close();
  });
});

describe("a sign-in is refused", () => {
  it("with another state than this browser was given", async () => {
    const visitor = newVisitor();
    const callback = await visitor.logIn(await begin(app, visitor), "boss");
    expect((await refusal(visitor, changed(callback, "state", "x".repeat(43)))).code).toBe("sign_in_refused");
    expect((await refusal(visitor, callback)).code).toBe("sign_in_expired");
  });

  it("with another nonce in the identity token", async () => {
    const visitor = newVisitor();
    const callback = await visitor.logIn(changed(await begin(app, visitor), "nonce", "n".repeat(43)), "boss");
    expect((await refusal(visitor, callback)).code).toBe("sign_in_refused");
  });

  it("with a code that was got for another's sign-in (code injection)", async () => {
    const [attacker, victim] = [newVisitor(), newVisitor()];
    const stolen =
      new URL(await attacker.logIn(await begin(app, attacker), "boss")).searchParams.get("code") ?? "";
    const callback = await victim.logIn(await begin(app, victim), "teacher");
    expect((await refusal(victim, changed(callback, "code", stolen))).code).toBe("sign_in_refused");
  });

  it("in a browser that did not begin it (login CSRF)", async () => {
    const [attacker, victim] = [newVisitor(), newVisitor()];
    const callback = await attacker.logIn(await begin(app, attacker), "boss");
    expect((await refusal(victim, callback)).code).toBe("sign_in_expired");
    await begin(app, victim);
    expect((await refusal(victim, callback)).code).toBe("sign_in_refused");
  });

  it("a second time with the same address, and the first session stays", async () => {
    const visitor = newVisitor();
    const callback = await visitor.logIn(await begin(app, visitor), "boss");
    await visitor.ask(callback);
    const again = await visitor.ask(callback);
    expect(problemSchema.parse(await again.json()).code).toBe("sign_in_expired");
    expect(await statusOf(visitor)).toBe(200);
  });

  it("even where the cookie of the first time is put back", async () => {
    const visitor = newVisitor();
    const callback = await visitor.logIn(await begin(app, visitor), "boss");
    const cookie = `${ATTEMPT}=${visitor.cookies(app.address).get(ATTEMPT)?.value}`;
    await visitor.ask(callback);
    const again = await newVisitor().ask(callback, { headers: { cookie } });
    expect(problemSchema.parse(await again.json()).code).toBe("sign_in_expired");
  });

  it("by the word of another issuer", async () => {
    const visitor = newVisitor();
    const callback = await visitor.logIn(await begin(app, visitor), "boss");
    const problem = await refusal(visitor, changed(callback, "iss", "https://evil.example"));
    expect(problem.code).toBe("sign_in_refused");
  });

  it("more than ten minutes after it was begun", async () => {
    const visitor = newVisitor();
    const callback = await visitor.logIn(await begin(app, visitor), "boss");
    app.clock.ahead = 10 * 60_000 + 1000;
    const problem = await refusal(visitor, callback);
    app.clock.ahead = 0;
    expect(problem).toMatchObject({ code: "sign_in_expired", status: 400 });
  });

  it("when the provider says no, in words that nobody can put into its mouth", async () => {
    const visitor = newVisitor();
    const state = new URL(await begin(app, visitor)).searchParams.get("state");
    const issuer = encodeURIComponent(app.provider.config.issuer);
    const url = at(`/api/sign-in/callback?error=access_denied<b>&state=${state}&iss=${issuer}`);
    expect((await refusal(visitor, url)).detail).toMatch(/^Camino ID did not sign you in \(error\), /);
  });

  it("with a sentence on the sign-in page for a person, whose address gives nothing away", async () => {
    const response = await newVisitor().ask(at("/api/sign-in/callback?code=1&state=2"), {
      headers: { accept: "text/html,*/*" },
    });
    expect([response.status, response.headers.get("location")]).toEqual([
      303,
      "/sign-in?refused=sign_in_expired",
    ]);
  });

  it("and codes, tokens and claims are not in the log", async () => {
    const visitor = newVisitor();
    const callback = new URL(await visitor.logIn(changed(await begin(app, visitor), "nonce", "bad"), "boss"));
    await visitor.ask(callback.href);
    const written = app.log.join("\n");
    expect(written).toContain("a sign-in failed");
    for (const secret of [callback.searchParams.get("code") ?? "", "boss@camino.example", "Ana Boss"])
      expect(written).not.toContain(secret);
  });
});
