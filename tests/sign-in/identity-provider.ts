import { generateKeyPairSync } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import { type ClientMetadata, type Configuration, Provider } from "oidc-provider";
import type { IdentityProvider } from "#warehouse";

type Claims = { name: string; email?: string; groups?: string[] };
export type RunningProvider = {
  config: IdentityProvider;
  secret: string;
  /** Holds back every answer until it is let go again: a provider that is down. */
  isDown: boolean;
  /** What the discovery document says instead of the truth. */
  lies: Record<string, unknown>;
  /** The header by which the client last proved who it is. */
  authorization: string | undefined;
  close(): Promise<void>;
};

const SECRET = "a secret of the tests, long enough to sign with";

/** A real OpenID Connect provider on a loopback port, where whoever types a subject is that subject. */
export async function startProvider(
  address: string,
  people: Record<string, Claims>,
  client: Partial<ClientMetadata> = {},
): Promise<RunningProvider> {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const running: Omit<RunningProvider, "config" | "secret" | "close"> = {
    ...{ isDown: false, lies: {}, authorization: undefined },
  };
  const server = createServer((request, response) => {
    if (running.isDown) return response.socket?.destroy();
    if (request.url?.startsWith("/.well-known/openid-configuration")) lieWith(running.lies, response);
    if (request.url?.startsWith("/token")) running.authorization = request.headers.authorization;
    return answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const bound = server.address();
  const issuer = `http://127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
  answer = new Provider(issuer, configurationOf(address, people, client)).callback();
  return Object.assign(running, {
    config: configOf(issuer, address),
    secret: SECRET,
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  });
}

function configOf(issuer: string, address: string): IdentityProvider {
  return {
    ...{
      label: "Camino ID",
      issuer,
      clientId: "rollbook",
      clientSecretEnv: "ROLLBOOK_CLIENT_SECRET",
      address,
    },
    scopes: ["profile", "email", "groups"],
    claims: { account: "sub", name: "name", groups: "groups", email: "email" },
  };
}

function configurationOf(
  address: string,
  people: Record<string, Claims>,
  client: Partial<ClientMetadata>,
): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: "rollbook",
        client_secret: SECRET,
        redirect_uris: [`${address}/api/sign-in/callback`],
        post_logout_redirect_uris: [`${address}/sign-in`],
        ...client,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", kid: "one", alg: "RS256" }] },
    cookies: { keys: ["a key of the tests"] },
    claims: { openid: ["sub"], profile: ["name"], email: ["email"], groups: ["groups"] },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...(people[subject] ?? { name: subject }) }),
    }),
    ttl: { Interaction: 3600, Session: 3600, Grant: 3600, AccessToken: 3600, IdToken: 3600 },
  };
}

/** The document as the provider writes it, with some of it changed on the way. */
function lieWith(lies: Record<string, unknown>, response: Parameters<RequestListener>[1]): void {
  if (Object.keys(lies).length === 0) return;
  const end = response.end.bind(response);
  response.removeHeader("content-length");
  Object.assign(response, {
    end: (body: Buffer | string) => {
      const text = JSON.stringify({ ...JSON.parse(String(body)), ...lies });
      response.setHeader("content-length", Buffer.byteLength(text));
      return end(text);
    },
  });
}
