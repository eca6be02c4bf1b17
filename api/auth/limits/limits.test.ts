import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { AppEnv } from "../../deps.ts";
import { addressOf } from "./address.ts";
import { bucketsOf } from "./buckets.ts";

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
    ["10.0.0.1", "x".repeat(10_000), ["10.0.0.1"], "x".repeat(64)],
  ])("%s saying %s behind %j is %s", async (remote, forwarded, trusted, address) => {
    expect(await addressFor(remote, forwarded, trusted)).toBe(address);
  });
});
