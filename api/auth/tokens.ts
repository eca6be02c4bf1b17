import type { Context, MiddlewareHandler } from "hono";
import { type ApiToken, issuerOf, type Person } from "#warehouse";
import { type TokenScope, tokenScopes } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import type { Page } from "./page-access.ts";
import { policies, routeOf } from "./policies.ts";
import { digest, newSecret } from "./secrets.ts";

/** Leads every token, so that a scanner finds one that was committed somewhere. */
const PREFIX = "rb_";
const USED_EVERY_MS = 60_000;

/** What a route wants of a token where its policy is no page. Any other route for somebody signed in takes no token. */
const scopes: Readonly<Record<string, TokenScope>> = {
  "GET /api/catalog": "answers",
  "POST /api/answers": "answers",
  "POST /api/exports": "exports",
  "GET /api/reports": "answers",
  "GET /api/reports/:id": "answers",
  "GET /api/reports/:id/file": "answers",
  "POST /api/reports/:id/run": "answers",
  "GET /api/exports/jobs": "exports",
  "POST /api/exports/jobs": "exports",
  "GET /api/exports/jobs/:id": "exports",
  "GET /api/exports/jobs/:id/file": "exports",
  "DELETE /api/exports/jobs/:id": "exports",
};

/** The token of the request, or undefined. A browser never sends one by itself, so no other site can make it. */
export function bearerOf(context: Context<AppEnv>): string | undefined {
  return /^bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
}

/** Whose token it is, and what it may do; nobody when it is unknown, expired or revoked, or she is disabled. */
export async function personOfToken(
  bearer: string,
  { control, district, clock }: Deps,
): Promise<{ person: Person; token: ApiToken } | null> {
  if (!bearer.startsWith(PREFIX)) return null;
  const now = clock();
  const found = await control.findToken(digest(bearer), now.toISOString().slice(0, 10));
  if (!found || found.person.issuer !== issuerOf(district)) return null;
  const { tokenId, lastUsedAt } = found.token;
  if (lastUsedAt === null || now.getTime() - Date.parse(lastUsedAt) >= USED_EVERY_MS)
    await control.markTokenUsed(tokenId, now.toISOString());
  return found;
}

/** Behind the gate: what the owner may do, a token may do only where its scopes say so. */
export const withinToken: MiddlewareHandler<AppEnv> = async (context, next) => {
  const token = context.get("token");
  const route = routeOf(context);
  if (token && route !== undefined && policies[route] !== "public") {
    const wanted = scopes[route] ?? tokenScopes.find((scope) => scope === policies[route]);
    if (wanted === undefined || !token.scopes.includes(wanted))
      throw new ProblemError(
        "forbidden",
        wanted === undefined
          ? "A token cannot do this: sign in with a browser."
          : `The token "${token.label}" does not reach ${wanted}: make one that does.`,
      );
  }
  await next();
};

/** A page that comes as a file is still that page: a token for files alone does not reach it. */
export function refusePage({ token, page }: { token: ApiToken | null; page: Page | undefined }): void {
  if (token && page !== undefined && !token.scopes.some((scope) => scope === page))
    throw new ProblemError(
      "forbidden",
      `The token "${token.label}" does not reach ${page}: make one that does.`,
    );
}

export function newToken(): { token: string; hash: string } {
  const token = `${PREFIX}${newSecret()}`;
  return { token, hash: digest(token) };
}
