import { randomUUID } from "node:crypto";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ApiToken, Person } from "#warehouse";
import { readerOf } from "../auth/sessions.ts";
import { newToken } from "../auth/tokens.ts";
import {
  newTokenResponse,
  type TokenRequest,
  tokenRequest,
  tokenSchema,
  tokensResponse,
} from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError, problemResponses, refuseInvalid } from "../problems.ts";

const MOST = 20;
const YEAR_MS = 365 * 86_400_000;

const list = createRoute({
  method: "get",
  path: "/tokens",
  summary: "My API tokens, without their secrets",
  responses: {
    200: { description: "Newest first", content: { "application/json": { schema: tokensResponse } } },
    ...problemResponses,
  },
});
const make = createRoute({
  method: "post",
  path: "/tokens",
  summary: "A new API token, shown this once",
  request: { body: { required: true, content: { "application/json": { schema: tokenRequest } } } },
  responses: {
    201: { description: "The token", content: { "application/json": { schema: newTokenResponse } } },
    ...problemResponses,
  },
});
const revoke = createRoute({
  method: "delete",
  path: "/tokens/{id}",
  summary: "Revoke one of my API tokens",
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 204: { description: "Revoked" }, ...problemResponses },
});

export const tokenRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) => {
      const tokens = await deps.control.listTokens(ownerOf(context).personId);
      return context.json({ tokens: tokens.map(shown) }, 200);
    })
    .openapi(make, async (context) => {
      const made = await makeToken(context.req.valid("json"), ownerOf(context), deps);
      await record(context, deps, "token_made", made.token_id);
      return context.json(made, 201);
    })
    .openapi(revoke, async (context) => {
      const { id } = context.req.valid("param");
      const at = deps.clock().toISOString();
      if (!(await deps.control.revokeToken(id, ownerOf(context).personId, at)))
        throw new ProblemError("not_found", "You have no such token; it may be revoked already.");
      await record(context, deps, "token_revoked", id);
      return context.body(null, 204);
    });

async function makeToken(
  { label, expires_on, scopes }: TokenRequest,
  { personId }: Person,
  { control, clock }: Deps,
): Promise<z.infer<typeof newTokenResponse>> {
  const now = clock();
  const [first, last] = [now, new Date(now.getTime() + YEAR_MS)].map((day) => day.toISOString().slice(0, 10));
  if (first === undefined || last === undefined || expires_on < first || expires_on > last)
    throw new ProblemError("invalid_request", `json.expires_on: a day from ${first} to ${last}.`);
  if ((await control.listTokens(personId)).length >= MOST)
    throw new ProblemError("invalid_request", `You have ${MOST} tokens: revoke one that nobody uses.`);
  const { token, hash } = newToken();
  const kept = {
    ...{ token_id: randomUUID(), label, expires_on, created_at: now.toISOString() },
    scopes: [...new Set(scopes)],
  };
  await control.keepToken({
    ...kept,
    scopes: JSON.stringify(kept.scopes),
    token_hash: hash,
    person_id: personId,
  });
  return { ...kept, last_used_at: null, token };
}

function shown(token: ApiToken): z.infer<typeof tokenSchema> {
  return tokenSchema.parse({
    token_id: token.tokenId,
    label: token.label,
    scopes: token.scopes,
    created_at: token.createdAt,
    expires_on: token.expiresOn,
    last_used_at: token.lastUsedAt,
  });
}

function ownerOf(context: Context<AppEnv>): Person {
  const person = context.get("person");
  if (!person) throw new ProblemError("not_signed_in", "Sign in first.");
  return person;
}

async function record(
  context: Context<AppEnv>,
  { control, clock }: Deps,
  action: "token_made" | "token_revoked",
  subject: string,
): Promise<void> {
  const { account } = readerOf(context);
  await control.record({ at: clock().toISOString(), account, action, subject });
}
