import { describe, expect, it } from "vitest";
import type { IdentityProvider } from "#warehouse";
import { isLoopbackAddress } from "../demo-door.ts";
import { vouchedBy } from "./claims.ts";
import { checkProvider } from "./provider.ts";

const config: IdentityProvider = {
  ...{ label: "Camino ID", issuer: "https://id.camino.example", clientId: "rollbook" },
  address: "https://rollbook.camino.example",
  claims: { account: "sub", name: "name", groups: "roles", email: "email", staff: "staff_id" },
};

describe("the provider's configuration", () => {
  it("is accepted with https, and with http on this machine", () => {
    checkProvider(config, undefined);
    checkProvider({ ...config, issuer: "http://127.0.0.1:9000", address: "http://[::1]:4400" }, undefined);
    checkProvider({ ...config, clientSecretEnv: "OUR_SECRET" }, "a secret");
  });

  it.each(["email", "preferred_username", "name", "phone_number"])(
    "is refused where the account is the claim %s, which can be given to another person",
    (account) =>
      expect(() => checkProvider({ ...config, claims: { ...config.claims, account } }, undefined)).toThrow(
        `claims.account may not be "${account}", which can be given to another person`,
      ),
  );

  it.each([
    [{ issuer: "http://id.camino.example" }, "identityProvider.issuer must be an https address"],
    [{ address: "http://rollbook.camino.example" }, "identityProvider.address must be an https address"],
    [{ clientSecretEnv: "OUR_SECRET" }, "set the environment variable OUR_SECRET"],
  ])("is refused with %j", (changed, sentence) => {
    expect(() => checkProvider({ ...config, ...changed }, undefined)).toThrow(sentence);
  });
});

it.each([
  [true, ["localhost", "127.0.0.1", "127.255.0.9", "::1", "[::1]"]],
  [false, ["0.0.0.0", "::", "127.0.0.1.evil.example", "x127.0.0.1", "127.1", "localhost.example", ""]],
])("this machine is meant (%s) by %j", (isMeant, hosts) => {
  expect(hosts.map(isLoopbackAddress)).toEqual(hosts.map(() => isMeant));
});

describe("claims", () => {
  it("are read by their configured names", () => {
    const claims = {
      sub: "7",
      name: " Ana ",
      roles: ["b", "a", "b", 7],
      email: "a@b.example",
      staff_id: "S1",
    };
    expect(vouchedBy(claims, config)).toEqual({
      ...{ issuer: config.issuer, subject: "7", name: "Ana", email: "a@b.example", staffId: "S1" },
      groups: ["a", "b"],
    });
  });

  it("may be few: a person without a name is called by her subject, and one group is a list", () => {
    expect(vouchedBy({ sub: "7", roles: "a" }, config)).toMatchObject({
      name: "7",
      groups: ["a"],
      email: null,
    });
  });

  it("may be as long as what is kept of them", () => {
    expect(vouchedBy({ sub: "x".repeat(255) }, config).subject).toHaveLength(255);
  });

  it.each([{}, { sub: "" }, { sub: 7 }, { sub: "x".repeat(256) }, { sub: ["7"] }])(
    "that do not say who it is are refused: %j",
    (claims) => expect(() => vouchedBy(claims, config)).toThrow('its answer lacks "sub"'),
  );
});
