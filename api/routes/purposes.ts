import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { beginPurpose, purposesFor } from "../auth/purposes.ts";
import { purposeRequest, purposesResponse } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { problemResponses, refuseInvalid } from "../problems.ts";

const responses = {
  200: {
    description: "The closed list and the open task",
    content: { "application/json": { schema: purposesResponse } },
  },
  ...problemResponses,
};
const list = createRoute({
  method: "get",
  path: "/purposes",
  summary: "What special-education records may be needed for, and the task this session has open",
  responses,
});
const begin = createRoute({
  method: "post",
  path: "/purposes",
  summary: "Says what special-education records are needed for, once a task: for eight hours at most",
  request: { body: { required: true, content: { "application/json": { schema: purposeRequest } } } },
  responses,
});

export const purposeRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) => context.json(await purposesFor(context, deps), 200))
    .openapi(begin, async (context) =>
      context.json(await beginPurpose(context, deps, context.req.valid("json")), 200),
    );
