import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { alertsOf, endAlert, looksAt, makeAlert, snoozeAlert } from "../../alerts/alerts.ts";
import { readerOf } from "../../auth/sessions.ts";
import { alertRequest, alertSchema, alertsResponse, looksResponse, snoozeRequest } from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { problemResponses, refuseInvalid } from "../../problems.ts";
import { giving, jsonOf } from "./shared.ts";

const one = { params: z.object({ id: z.uuid() }) };
const list = createRoute({
  method: "get",
  path: "/alerts",
  summary: "What one wants to be told of, and whether it is so",
  responses: giving("Open ones first", alertsResponse),
});
const make = createRoute({
  method: "post",
  path: "/alerts",
  summary: "Be told when a figure is beyond a bound, changes, or is not reported",
  request: jsonOf(alertRequest),
  responses: {
    201: {
      description: "The alert, as it is now",
      content: { "application/json": { schema: alertSchema } },
    },
    ...problemResponses,
  },
});
const end = createRoute({
  method: "delete",
  path: "/alerts/{id}",
  summary: "End an alert of one's own; its history stays on record",
  request: one,
  responses: { 204: { description: "Ended" }, ...problemResponses },
});
const snooze = createRoute({
  method: "put",
  path: "/alerts/{id}/snooze",
  summary: "Be told nothing of an alert up to a day, or again at once",
  request: { ...one, ...jsonOf(snoozeRequest) },
  responses: giving("The alert", alertSchema),
});
const looks = createRoute({
  method: "get",
  path: "/alerts/{id}/looks",
  summary: "What every look at an alert came to, a generation each",
  request: one,
  responses: giving("Newest first", looksResponse),
});

export const alertRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) => context.json(await alertsOf(readerOf(context), deps), 200))
    .openapi(make, async (context) =>
      context.json(await makeAlert(context.req.valid("json"), readerOf(context), deps), 201),
    )
    .openapi(end, async (context) => {
      await endAlert(context.req.valid("param").id, readerOf(context), deps);
      return context.body(null, 204);
    })
    .openapi(snooze, async (context) => {
      const asked = { ...context.req.valid("json"), reader: readerOf(context) };
      return context.json(await snoozeAlert(context.req.valid("param").id, asked, deps), 200);
    })
    .openapi(looks, async (context) =>
      context.json(await looksAt(context.req.valid("param").id, readerOf(context), deps), 200),
    );
