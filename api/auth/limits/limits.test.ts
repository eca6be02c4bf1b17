import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { AppEnv } from "../../deps.ts";
import { problemOf } from "../../problems.ts";
import { testDistrict } from "../../test-district.ts";
import { addressOf } from "./address.ts";
import { bucketsOf } from "./buckets.ts";
import { limitsOf } from "./limits.ts";

describe("a bucket", () => {
  it("gives a minute's worth at once and then fills evenly", () => {
    const { take } = bucketsOf({ aMinute: 20, keys: 10 });
    const taken = Array.from({ length: 21 }, () => take("a", 0));
    expect(taken.filter((seconds) => seconds === 0)).toHaveLength(20);
    expect(taken.at(-1)).toBe(3);
    expect(take("a", 2999)).toBe(1);
    expect(take("a", 3000)).toBe(0);
    expect(take("b", 0)).toBe(0);
  });

  it("never holds more than a minute's worth, and a clock that goes back fills nothing", () => {
    const { take, giveBack } = bucketsOf({ aMinute: 2, keys: 10 });
    giveBack("a");
    expect([take("a", 0), take("a", 0), take("a", -60_000)]).toEqual([0, 0, 30]);
    giveBack("a");
    giveBack("a");
    giveBack("a");
    expect([take("a", 0), take("a", 0), take("a", 0)]).toEqual([0, 0, 30]);
  });

  it("is forgotten for the key that was used longest ago when there are too many", () => {
    const { take } = bucketsOf({ aMinute: 1, keys: 2 });
    take("a", 0);
    take("b", 0);
    expect(take("a", 0)).toBeGreaterThan(0);
    take("c", 0);
    expect(take("a", 0)).toBeGreaterThan(0);
    expect(take("b", 0)).toBe(0);
  });
});

describe("the address of a caller", () => {
  const addressFor = async (remoteAddress: string, forwarded: string | null, trusted: string[] = []) => {
    const app = new Hono<AppEnv>().get("/", (context) => context.text(addressOf(context, trusted)));
    const headers: Record<string, string> = forwarded === null ? {} : { "x-forwarded-for": forwarded };
    const env = { incoming: { socket: { remoteAddress } } };
    return (await app.request("/", { headers }, env)).text();
  };

  it.each([
    ["10.0.0.1", null, [], "10.0.0.1"],
    ["::ffff:10.0.0.1", null, [], "10.0.0.1"],
    ["10.0.0.1", "1.2.3.4", [], "10.0.0.1"],
    ["10.0.0.1", "1.2.3.4", ["10.0.0.9"], "10.0.0.1"],
    ["10.0.0.1", "6.6.6.6, 1.2.3.4", ["10.0.0.1"], "1.2.3.4"],
    ["10.0.0.1", null, ["10.0.0.1"], "10.0.0.1"],
    ["2001:db8:1:2:3:4:5:6", null, [], "2001:db8:1:2::/64"],
    ["2001:db8::6", null, [], "2001:db8:0:0::/64"],
    ["::1", null, [], "0:0:0:0::/64"],
    ["2001:db8::3:4:5:6:7", null, [], "2001:db8:0:3::/64"],
    ["10.0.0.1", " ", ["10.0.0.1"], "10.0.0.1"],
    ["10.0.0.1", `${"y".repeat(100)}:`, ["10.0.0.1"], "y".repeat(64)],
    ["10.0.0.1", "x".repeat(10_000), ["10.0.0.1"], "x".repeat(64)],
  ])("%s saying %s behind %j is %s", async (remote, forwarded, trusted, address) => {
    expect(await addressFor(remote, forwarded, trusted)).toBe(address);
  });
});

describe("the routes that sign in", () => {
  const clock = () => new Date("2026-11-20T12:00:00Z");

  /** How two requests one after the other end where an address may fail to sign in once a minute. */
  async function twice(method: string, path: string, succeeds = false) {
    const { signIns } = limitsOf({ district: { ...testDistrict, limits: { signInsAMinute: 1 } }, clock });
    const app = new Hono<AppEnv>()
      .use(signIns)
      .all("*", (context) => {
        if (succeeds) context.set("hasSignedIn", true);
        return context.text("let through");
      })
      .onError((error) => problemOf(error, { info() {}, error() {} }));
    const ask = async () => {
      const { status, headers } = await app.request(path, { method });
      return [status, headers.get("retry-after")];
    };
    return [await ask(), await ask()];
  }
  const [through, refused] = [
    [200, null],
    [429, "60"],
  ];

  it.each([
    ["GET", "/api/sign-in"],
    ["POST", "/api/session"],
  ])("are those that begin it, and count where nothing comes of it: %s %s", async (method, path) => {
    expect(await twice(method, path)).toEqual([through, refused]);
    expect(await twice(method, path, true)).toEqual([through, through]);
  });

  it.each([
    ["GET", "/api/session"],
    ["DELETE", "/api/session"],
    ["GET", "/api/sign-in/options"],
    ["GET", "/api/sign-in/callback"],
    ["POST", "/api/tokens"],
  ])("are not %s %s", async (method, path) => {
    expect(await twice(method, path)).toEqual([through, through]);
  });
});

it("a person has a bucket wherever she asks from, and an address one for whoever is not known", async () => {
  const clock = () => new Date("2026-11-20T12:00:00Z");
  const { requests } = limitsOf({ district: { ...testDistrict, limits: { requestsAMinute: 1 } }, clock });
  const ask = async (personId: string | null, remoteAddress: string) => {
    const person = personId === null ? null : { ...somebody, personId };
    const app = new Hono<AppEnv>()
      .use(async (context, next) => {
        context.set("person", person);
        await next();
      })
      .use(requests)
      .all("*", (context) => context.text("let through"))
      .onError((error) => problemOf(error, { info() {}, error() {} }));
    return (await app.request("/", {}, { incoming: { socket: { remoteAddress } } })).status;
  };
  expect([await ask("p1", "10.0.0.1"), await ask("p2", "10.0.0.1"), await ask(null, "10.0.0.1")]).toEqual([
    200, 200, 200,
  ]);
  expect([await ask("p1", "10.0.0.2"), await ask(null, "10.0.0.2"), await ask(null, "10.0.0.1")]).toEqual([
    429, 200, 429,
  ]);
});

const somebody = {
  ...{ issuer: "demo", subject: "ann", name: "Ann", email: null, staffId: null, groups: [] },
  ...{ isDisabled: false, lastSeenAt: "2026-11-20T12:00:00Z" },
};
