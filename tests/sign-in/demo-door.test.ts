import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { demoPerson, hasDemoAccounts, openDemoDoor } from "../../api/auth/demo-door.ts";
import type { AppEnv } from "../../api/deps.ts";
import { testDistrict } from "../../api/test-district.ts";

const identityProvider = {
  ...{ label: "Camino ID", issuer: "https://id.example", clientId: "r", address: "https://rollbook.example" },
  claims: { account: "sub", name: "name" },
};
const linked = { ...testDistrict, identityProvider };

/** What the door says to a request; "open" where it lets it through. */
async function asked(headers: Record<string, string>, place = { isLoopback: true, district: testDistrict }) {
  const app = new Hono<AppEnv>()
    .post("/api/session", (context) => {
      openDemoDoor(context, place);
      return context.text("open");
    })
    .onError(({ message }) => new Response(message));
  return (await app.request("http://127.0.0.1:4400/api/session", { method: "POST", headers })).text();
}

describe("demo accounts are for the person at this machine", () => {
  it.each([{}, { host: "127.0.0.1" }, { host: "LOCALHOST:4400" }, { host: "[::1]:4400" }])(
    "who comes with %j",
    async (headers) => expect(await asked(headers)).toBe("open"),
  );

  it.each([
    { host: "rollbook.example" },
    { host: "127.0.0.1.evil.example" },
    { host: "evil-localhost" },
    { host: "localhost:x" },
  ])("and for nobody who comes with %j", async (headers) =>
    expect(await asked(headers)).toContain("open it as http://127.0.0.1, not under another name"),
  );

  it.each(["forwarded", "x-forwarded-for", "x-forwarded-host", "via", "x-real-ip"])(
    "and for nobody behind a proxy, which says %s",
    async (name) => expect(await asked({ [name]: "1" })).toContain("the request came through a proxy"),
  );

  it("and for nobody where the server listens beyond it", async () => {
    const refusal = await asked({}, { isLoopback: false, district: testDistrict });
    expect(refusal).toBe(
      "Demo sign-in is for this machine only: start Rollbook with --host 127.0.0.1 to use it.",
    );
  });

  it("and are not there where the district has a provider", async () => {
    const refusal = await asked({}, { isLoopback: true, district: linked });
    expect(refusal).toBe("There are no demo accounts here: sign in with Camino ID.");
  });

  it("and are offered where they can be used", () => {
    const offered = [testDistrict, linked].flatMap((district) =>
      [true, false].map((isLoopback) => hasDemoAccounts({ isLoopback, district })),
    );
    expect(offered).toEqual([true, false, false, false]);
  });
});

it("a demo account is a person whom nobody but this machine vouches for", () => {
  expect(demoPerson(testDistrict, "board")).toEqual({
    ...{ issuer: "demo", subject: "board", name: "A Board Member", email: null, staffId: null, groups: [] },
  });
  expect(() => demoPerson(testDistrict, "bord")).toThrow("Did you mean board?");
});
