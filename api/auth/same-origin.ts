import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { bearerOf } from "./tokens.ts";

const CHANGES_NOTHING = new Set(["GET", "HEAD"]);

/**
 * Refuses what another site makes a browser send. Every browser says where a changing request comes from; programs say
 * nothing and carry their own cookie, or a token, which no browser sends by itself.
 */
export function sameOrigin({ district: { identityProvider } }: Deps): MiddlewareHandler<AppEnv> {
  const address = identityProvider && new URL(identityProvider.address).origin;
  return async (context, next) => {
    const isOurs = CHANGES_NOTHING.has(context.req.method) || bearerOf(context) !== undefined;
    if (!isOurs && !isFrom(address ?? ownOrigin(context), context)) {
      throw new ProblemError(
        "forbidden",
        "This request came from another site. Open Rollbook itself and try again.",
      );
    }
    await next();
  };
}

function isFrom(home: string, { req }: Context): boolean {
  const [origin, site] = [req.header("origin"), req.header("sec-fetch-site")];
  if (origin === undefined && site === undefined) return !isBrowser(req.header("user-agent") ?? "");
  return (origin === undefined || origin === home) && (site === undefined || site === "same-origin");
}

/** Each calls itself Mozilla; one that leaves out both headers is too old to be protected. */
function isBrowser(userAgent: string): boolean {
  return /\bMozilla\//.test(userAgent);
}

function ownOrigin({ req }: Context): string {
  const { protocol, host } = new URL(req.url);
  return `${protocol}//${req.header("host") ?? host}`;
}
