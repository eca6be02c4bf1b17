import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readerOf } from "../../auth/sessions.ts";
import {
  groupChange,
  type NamedGroup,
  namedGroup,
  namedGroupsResponse,
  newGroupRequest,
  oneGroup,
} from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { changeGroup, deleteGroup, makeGroup, toldGroups } from "../../named-groups/keep-groups.ts";
import { problemResponses, refuseInvalid } from "../../problems.ts";
import { giving, jsonOf, lookingIn } from "./shared.ts";

const list = createRoute({
  method: "get",
  path: "/groups",
  summary:
    "Groups of schools and students that one may name in a filter: one's own and those shared with one",
  responses: giving("By name", namedGroupsResponse),
});
const make = createRoute({
  method: "post",
  path: "/groups",
  summary: "Put schools or students together under a name",
  request: jsonOf(newGroupRequest),
  responses: {
    201: { description: "The group", content: { "application/json": { schema: namedGroup } } },
    ...problemResponses,
  },
});
const change = createRoute({
  method: "put",
  path: "/groups/{id}",
  summary: "Change the name, the members or the sharing of one's group",
  request: { params: oneGroup, ...jsonOf(groupChange) },
  responses: giving("The group", namedGroup),
});
const remove = createRoute({
  method: "delete",
  path: "/groups/{id}",
  summary: "Delete one's group",
  request: { params: oneGroup },
  responses: { 204: { description: "Deleted" }, ...problemResponses },
});

export const namedGroupRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) =>
      context.json({ groups: await toldGroups(lookingIn(context), deps) }, 200),
    )
    .openapi(make, async (context) => {
      const id = await makeGroup(context.req.valid("json"), readerOf(context), deps);
      return context.json(await tellGroup(id, context, deps), 201);
    })
    .openapi(change, async (context) => {
      const { id } = context.req.valid("param");
      await changeGroup(id, { change: context.req.valid("json"), reader: readerOf(context) }, deps);
      return context.json(await tellGroup(id, context, deps), 200);
    })
    .openapi(remove, async (context) => {
      await deleteGroup(context.req.valid("param").id, readerOf(context), deps);
      return context.body(null, 204);
    });

async function tellGroup(id: string, context: Context<AppEnv>, deps: Deps): Promise<NamedGroup> {
  const told = (await toldGroups(lookingIn(context), deps)).find(({ group }) => group === id);
  if (!told) throw new Error("One group was to be told, and none was.");
  return told;
}
