import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { readerOf, today } from "../../auth/sessions.ts";
import { beginView, endView } from "../../auth/view-as.ts";
import { viewAsRequest } from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { ProblemError, problemResponses, refuseInvalid } from "../../problems.ts";

const begin = createRoute({
  method: "post",
  path: "/view-as",
  summary: "Look as another person for an hour: with her rights and nothing more, changing nothing, recorded",
  request: { body: { required: true, content: { "application/json": { schema: viewAsRequest } } } },
  responses: { 204: { description: "Begun" }, ...problemResponses },
});
const end = createRoute({
  method: "delete",
  path: "/view-as",
  summary: "Look through one's own eyes again",
  responses: { 204: { description: "Ended" }, ...problemResponses },
});

export const viewAsRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(begin, async (context) => {
      const sessionId = context.get("sessionId");
      if (!sessionId)
        throw new ProblemError("forbidden", "Only a signed-in session can look as somebody else.");
      const { account } = context.req.valid("json");
      await beginView(context, deps, { account, sessionId, day: today(deps.district, deps.clock) });
      return context.body(null, 204);
    })
    .openapi(end, async (context) => {
      readerOf(context);
      await endView(context, deps);
      return context.body(null, 204);
    });
