import { createServer } from "node:http";
import type { ClientAuthMethod } from "oidc-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { IdentityProvider } from "#warehouse";
import { connectProvider, type Provider } from "../../api/auth/sign-in/provider.ts";
import { type RunningProvider, startProvider } from "./identity-provider.ts";
import { newVisitor } from "./visitor.ts";

/** The connection to a real provider alone, without an application behind it; nobody listens at our address. */
const address = "http://127.0.0.1:9";
const people = { ana: { name: "Ana Boss", email: "ana@camino.example", groups: ["cabinet"] } };

let provider: RunningProvider;
let logged: object[] = [];
beforeAll(async () => {
  provider = await startProvider(address, people);
});
afterAll(() => provider.close());
afterEach(() => {
  Object.assign(provider, { isDown: false, lies: {} });
  logged = [];
});

type At = { config: IdentityProvider; secret: string | undefined };
function connected(
  changed: Partial<IdentityProvider> = {},
  { config, secret }: At = provider,
  timeoutSeconds = 20,
): Provider {
  const log = { info() {}, error: (fields: object) => void logged.push(fields) };
  return connectProvider({ config: { ...config, ...changed }, secret, log, timeoutSeconds });
}

/** Goes to the provider, signs in there as Ana and comes back with the query of the callback. */
async function signIn(connection: Provider) {
  const { url, secrets } = await connection.begin();
  const { search } = new URL(await newVisitor().logIn(url.href, "ana"));
  return connection.finish(search, secrets);
}

const unavailable = { code: "provider_unavailable" };
const refused = { code: "sign_in_refused" };

describe("a sign-in at the provider", () => {
  it("asks for the configured scopes and comes back to the configured address", async () => {
    const asked = (await connected().begin()).url.searchParams;
    expect(asked.get("scope")).toBe("openid profile email groups");
    expect(asked.get("redirect_uri")).toBe(`${address}/api/sign-in/callback`);
    expect(asked.get("code_challenge_method")).toBe("S256");
    const { scopes: _, ...config } = provider.config;
    const plainly = connected({}, { ...provider, config });
    expect((await plainly.begin()).url.searchParams.get("scope")).toBe("openid profile");
  });

  it("gives what the provider vouches for, in the token and where it says more", async () => {
    expect(await signIn(connected())).toEqual({
      ...{ issuer: provider.config.issuer, subject: "ana", name: "Ana Boss", email: "ana@camino.example" },
      ...{ groups: ["cabinet"], staffId: null },
    });
  });

  it("asks for no more where the token says all that the configuration names", async () => {
    provider.lies = { userinfo_endpoint: `${address}/nobody` };
    const claims = { account: "sub", name: "sub" };
    expect(await signIn(connected({ claims }))).toMatchObject({ subject: "ana", name: "ana" });
    await expect(signIn(connected())).rejects.toMatchObject(unavailable);
  });

  it("makes do with the token where the provider says no more", async () => {
    provider.lies = { userinfo_endpoint: undefined };
    expect(await signIn(connected())).toMatchObject({ subject: "ana", name: "ana", email: null });
  });

  it("is refused in words of its own where the account's claim is missing", async () => {
    const claims = { account: "employee_number", name: "name" };
    await expect(signIn(connected({ claims }))).rejects.toThrow('its answer lacks "employee_number"');
    expect(logged).toEqual([]);
  });

  it("begins at a provider that was down as soon as it is back", async () => {
    const connection = connected();
    provider.isDown = true;
    await expect(connection.begin()).rejects.toMatchObject(unavailable);
    expect(logged).toMatchObject([{ message: "fetch failed" }]);
    provider.isDown = false;
    expect((await connection.begin()).url.origin).toBe(provider.config.issuer);
  });
});

describe("the client proves who it is", () => {
  const both = ["client_secret_post", "client_secret_basic"];
  it.each<[string, string | undefined, ClientAuthMethod, string[] | undefined]>([
    ["in the header, unless the provider says how", "Basic", "client_secret_basic", undefined],
    ["in the header, where both are taken", "Basic", "client_secret_basic", both],
    ["in the body, where it is taken only there", undefined, "client_secret_post", ["client_secret_post"]],
  ])("with its secret %s", async (_, scheme, token_endpoint_auth_method, methods) => {
    const other = await startProvider(address, people, { token_endpoint_auth_method });
    other.lies = { token_endpoint_auth_methods_supported: methods };
    expect((await signIn(connected({}, other))).subject).toBe("ana");
    expect(other.authorization?.split(" ")[0]).toBe(scheme);
    await other.close();
  });

  it("not at all where it has no secret: such a client is public", async () => {
    const other = await startProvider(address, people, { token_endpoint_auth_method: "none" });
    expect((await signIn(connected({}, { ...other, secret: undefined }))).subject).toBe("ana");
    await other.close();
  });
});

describe("a code that is redeemed", () => {
  const json = "application/json";
  const token = '{"access_token":"a","token_type":"bearer"}';
  it.each([
    ["is not, where the answer is a failure", 500, json, "{}", unavailable],
    ["is not, where it is a page", 200, "text/html", "<html>", unavailable],
    ["is not, where it breaks off", 200, json, '{"access_token":', unavailable],
    ["is not, where none comes", 0, json, "", unavailable],
    ["is refused where the provider says no", 400, json, '{"error":"invalid_grant"}', refused],
    ["is refused where no identity token comes with it", 200, json, token, refused],
  ])("%s", async (_, status, type, body, expected) => {
    const server = createServer((_request, response) => {
      if (status > 0) response.writeHead(status, { "content-type": type }).end(body);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const bound = server.address();
    const port = typeof bound === "object" ? bound?.port : 0;
    provider.lies = { token_endpoint: `http://127.0.0.1:${port}/token` };
    const connection = connected({}, provider, status > 0 ? 20 : 0.5);
    await expect(signIn(connection)).rejects.toMatchObject(expected);
    expect(logged).toEqual([{ code: expect.any(String), message: expect.any(String) }]);
    server.closeAllConnections();
    server.close();
  });
});

it("a provider's no is passed on by its code, and whatever is no code is not", async () => {
  const connection = connected();
  const { secrets } = await connection.begin();
  const iss = encodeURIComponent(provider.config.issuer);
  const told = (error: string) =>
    connection.finish(`?error=${encodeURIComponent(error)}&state=${secrets.state}&iss=${iss}`, secrets);
  await expect(told("access_denied")).rejects.toThrow("did not sign you in (access_denied), or");
  await expect(told("Access denied: call 555")).rejects.toThrow("did not sign you in (error), or");
  await expect(connection.finish("?code=1", secrets)).rejects.toThrow("did not sign you in, or");
});

it("signing out goes on to the provider where it ends sessions, and comes back to our page", async () => {
  const url = await connected().signOutUrl();
  expect(url?.searchParams.get("post_logout_redirect_uri")).toBe(`${address}/sign-in`);
  provider.lies = { end_session_endpoint: undefined };
  expect(await connected().signOutUrl()).toBeNull();
});
