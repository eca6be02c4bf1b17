import * as openid from "openid-client";
import type { IdentityProvider, Vouched } from "#warehouse";
import type { Log } from "../../deps.ts";
import { ProblemError } from "../../problems.ts";
import { isLoopbackAddress } from "../demo-door.ts";
import { vouchedBy } from "./claims.ts";

/** What must come back from the provider unchanged, and is kept here meanwhile. */
export type Secrets = { state: string; nonce: string; codeVerifier: string };

/** The district's identity provider. Throws `provider_unavailable` and `sign_in_refused`. */
export type Provider = {
  /** Where to send a browser that wants to sign in. */
  begin(): Promise<{ url: URL; secrets: Secrets }>;
  /** Who came back, from the query of the callback: state, issuer, code, signature and nonce are checked. */
  finish(query: string, secrets: Secrets): Promise<Vouched>;
  /** Where the provider ends its own session, if it offers that. */
  signOutUrl(): Promise<URL | null>;
};

/** `timeoutSeconds` are how long one answer of the provider is waited for. */
type Connection = {
  config: IdentityProvider;
  secret: string | undefined;
  log: Log;
  timeoutSeconds?: number;
};

const CALLBACK = "/api/sign-in/callback";
/** Of a sign-in that ends with the provider's silence rather than with its no. */
const SILENT = new Set([
  "OAUTH_TIMEOUT",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_PARSE_ERROR",
]);

export function connectProvider({ config, secret, log, timeoutSeconds = 8 }: Connection): Provider {
  const redirectUri = new URL(CALLBACK, config.address).href;
  let known: Promise<openid.Configuration> | undefined;
  const discovered = async () => {
    known ??= discover(config, secret, timeoutSeconds);
    return known.catch((error: unknown) => {
      known = undefined;
      throw refusalOf(error, config, log, true);
    });
  };
  return {
    async begin() {
      const found = await discovered();
      const secrets = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        codeVerifier: openid.randomPKCECodeVerifier(),
      };
      const url = openid.buildAuthorizationUrl(found, {
        redirect_uri: redirectUri,
        scope: ["openid", ...(config.scopes ?? ["profile"])].join(" "),
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(secrets.codeVerifier),
        code_challenge_method: "S256",
      });
      return { url, secrets };
    },
    async finish(query, { state, nonce, codeVerifier }) {
      const found = await discovered();
      try {
        // The address is the configured one: what a request says of its own host proves nothing.
        const tokens = await openid.authorizationCodeGrant(found, new URL(`${redirectUri}${query}`), {
          expectedState: state,
          // With it an answer without an identity token is refused, too.
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
        });
        const claims: Record<string, unknown> = { ...tokens.claims() };
        const isShort = Object.values(config.claims).some((claim) => claims[claim] === undefined);
        const more =
          isShort && found.serverMetadata().userinfo_endpoint
            ? await openid.fetchUserInfo(found, tokens.access_token, String(claims.sub))
            : {};
        return vouchedBy({ ...more, ...claims }, config);
      } catch (error) {
        throw refusalOf(error, config, log);
      }
    },
    async signOutUrl() {
      const found = await discovered();
      if (!found.serverMetadata().end_session_endpoint) return null;
      return openid.buildEndSessionUrl(found, {
        post_logout_redirect_uri: new URL("/sign-in", config.address).href,
      });
    },
  };
}

/** Throws a sentence where the configuration would let a password or a code travel in the clear. */
export function checkProvider(config: IdentityProvider, secret: string | undefined): void {
  for (const name of ["issuer", "address"] as const) {
    const { protocol, hostname } = new URL(config[name]);
    if (protocol !== "https:" && !isLoopbackAddress(hostname))
      throw new Error(`district.config.ts: identityProvider.${name} must be an https address.`);
  }
  // OpenID Connect Core 5.7: these may change hands, and are not to be used as a key.
  if (["email", "preferred_username", "name", "phone_number"].includes(config.claims.account))
    throw new Error(
      `district.config.ts: identityProvider.claims.account may not be "${config.claims.account}", which can be given to another person; use "sub".`,
    );
  if (config.clientSecretEnv && !secret)
    throw new Error(
      `The identity provider's client secret is missing: set the environment variable ${config.clientSecretEnv}.`,
    );
}

async function discover(
  config: IdentityProvider,
  secret: string | undefined,
  timeout: number,
): Promise<openid.Configuration> {
  const issuer = new URL(config.issuer);
  const found = await openid.discovery(issuer, config.clientId, undefined, clientAuth(secret), {
    timeout,
    execute: [
      openid.enableNonRepudiationChecks,
      ...(issuer.protocol === "http:" ? [openid.allowInsecureRequests] : []),
    ],
  });
  // The library lets some large providers answer for every tenant; here one issuer is one issuer.
  if (found.serverMetadata().issuer !== config.issuer)
    throw new Error(`the discovery document names the issuer ${found.serverMetadata().issuer}`);
  return found;
}

function clientAuth(secret: string | undefined): openid.ClientAuth {
  if (!secret) return openid.None();
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const takesBasic = methods.includes("client_secret_basic");
    const authenticate = takesBasic ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
    return authenticate(server, client, body, headers);
  };
}

/** The log gets the kind of the fault and never its cause: that holds claims, codes and tokens. */
function refusalOf(error: unknown, { label }: IdentityProvider, log: Log, isDiscovery = false): ProblemError {
  if (error instanceof ProblemError) return error;
  const code = error instanceof openid.ClientError ? (error.code ?? "") : "";
  const message = error instanceof Error ? error.message : String(error);
  log.error({ code, message }, "a sign-in failed");
  if (isDiscovery || SILENT.has(code) || error instanceof TypeError)
    return new ProblemError(
      "provider_unavailable",
      `${label} does not answer as it should, so nobody can sign in now. Try again in some minutes.`,
    );
  const why = error instanceof openid.AuthorizationResponseError ? ` (${plain(error.error)})` : "";
  return new ProblemError(
    "sign_in_refused",
    `${label} did not sign you in${why}, or its answer was not meant for this browser. Begin again.`,
  );
}

/** Part of an address that anybody may have written: letters of an error code, or nothing. */
function plain(text: string): string {
  return /^[a-z_]{1,40}$/.test(text) ? text : "error";
}
