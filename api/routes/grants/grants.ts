import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { allAccounts, findAccount, readerOfAccount, roles, roleTemplates } from "#warehouse";
import { isAdministrator } from "../../auth/powers.ts";
import { readerOf, today } from "../../auth/sessions.ts";
import { type GrantsResponse, giveGrantRequest, grantsResponse } from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { giveGrant, revokeGrant } from "../../grants/give-grant.ts";
import { placesOf } from "../../grants/places.ts";
import { grantsOfAll, grantsOfOne } from "../../grants/tell-grants.ts";
import { problemResponses, refuseInvalid } from "../../problems.ts";

const list = createRoute({
  method: "get",
  path: "/grants",
  summary: "One's own grants; for an administrator everybody's, with persons, role templates and places",
  request: { query: z.object({ whose: z.literal("mine").optional() }).strict() },
  responses: {
    200: { description: "Grants", content: { "application/json": { schema: grantsResponse } } },
    ...problemResponses,
  },
});
const give = createRoute({
  method: "post",
  path: "/grants",
  summary: "Give a grant by hand: with a reason, for a year at most, never to oneself",
  request: { body: { required: true, content: { "application/json": { schema: giveGrantRequest } } } },
  responses: {
    201: {
      description: "Given",
      content: { "application/json": { schema: z.object({ grant_id: z.string() }) } },
    },
    ...problemResponses,
  },
});
const revoke = createRoute({
  method: "delete",
  path: "/grants/{id}",
  summary: "Revoke a grant given by hand; it stays on record",
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 204: { description: "Revoked" }, ...problemResponses },
});

export const grantRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) => {
      const reader = readerOf(context);
      if (isAdministrator(reader) && context.req.valid("query").whose !== "mine")
        return context.json(
          { grants: await grantsOfAll(deps, reader), administration: await administrationOf(deps, reader) },
          200,
        );
      const person = await findAccount(deps, reader.account);
      return context.json({ grants: await grantsOfOne(deps, person, reader), administration: null }, 200);
    })
    .openapi(give, async (context) => {
      const grant_id = await giveGrant(deps, readerOf(context), context.req.valid("json"));
      return context.json({ grant_id }, 201);
    })
    .openapi(revoke, async (context) => {
      await revokeGrant(deps, readerOf(context), context.req.valid("param").id);
      return context.body(null, 204);
    });

type Administration = GrantsResponse["administration"];

async function administrationOf(deps: Deps, reader: ReturnType<typeof readerOf>): Promise<Administration> {
  const day = today(deps.district, deps.clock);
  const persons = (await allAccounts(deps)).map(async (person) => {
    const { account, name, role, groups = [] } = person;
    const isAdmin = isAdministrator(await readerOfAccount(deps, person, day));
    return { account, name, role, groups, may_be_viewed: account !== reader.account && !isAdmin };
  });
  return { persons: await Promise.all(persons), templates: templates(), ...(await placesOf(deps, reader)) };
}

/** The roles that can be given by hand: a parent joins by an invitation. */
const templates = () =>
  roles
    .filter((role) => role !== "parent")
    .map((role) => {
      const { scopes, subjects, usual, most, needsEndAndPurpose } = roleTemplates[role];
      return {
        role,
        scopes: [...scopes],
        subjects: [...subjects],
        usual: told(usual),
        most: told(most),
        needs_purpose: needsEndAndPurpose,
      };
    });

const told = (reach: (typeof roleTemplates)["admin"]["usual"]) => ({
  may_read_students: reach.mayReadStudents,
  may_read_names: reach.mayReadNames,
  may_read_history: reach.mayReadHistory,
});
