import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../../auth/sessions.ts";
import {
  deliveriesResponse,
  scheduleRequest,
  scheduleSchema,
  schedulesResponse,
  subscriptionRequest,
} from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { problemResponses, refuseInvalid } from "../../problems.ts";
import {
  deliveriesOf,
  endSchedule,
  makeSchedule,
  schedulesFor,
  subscribe,
} from "../../schedules/schedules.ts";
import { giving, jsonOf } from "./shared.ts";

const one = { params: z.object({ id: z.uuid() }) };
const list = createRoute({
  method: "get",
  path: "/schedules",
  summary: "Reports that are mailed to one, and those one has scheduled for others",
  responses: giving("Oldest first", schedulesResponse),
});
const make = createRoute({
  method: "post",
  path: "/schedules",
  summary: "Have a report mailed daily, weekly or after each load, to oneself or to a role",
  request: jsonOf(scheduleRequest),
  responses: {
    201: { description: "The schedule", content: { "application/json": { schema: scheduleSchema } } },
    ...problemResponses,
  },
});
const end = createRoute({
  method: "delete",
  path: "/schedules/{id}",
  summary: "End a schedule; its history stays on record",
  request: one,
  responses: { 204: { description: "Ended" }, ...problemResponses },
});
const change = createRoute({
  method: "put",
  path: "/schedules/{id}/subscription",
  summary: "Get a mail that is meant for one, or get it no more",
  request: { ...one, ...jsonOf(subscriptionRequest) },
  responses: giving("The schedule", scheduleSchema),
});
const history = createRoute({
  method: "get",
  path: "/schedules/{id}/deliveries",
  summary: "What became of every mail of a schedule: to whom, when, and why not",
  request: one,
  responses: giving("Newest first", deliveriesResponse),
});

export const scheduleRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) => context.json(await schedulesFor(readerOf(context), deps), 200))
    .openapi(make, async (context) =>
      context.json(await makeSchedule(context.req.valid("json"), readerOf(context), deps), 201),
    )
    .openapi(end, async (context) => {
      await endSchedule(context.req.valid("param").id, readerOf(context), deps);
      return context.body(null, 204);
    })
    .openapi(change, async (context) => {
      const asked = { isSubscribed: context.req.valid("json").is_subscribed, reader: readerOf(context) };
      return context.json(await subscribe(context.req.valid("param").id, asked, deps), 200);
    })
    .openapi(history, async (context) => {
      const { id } = context.req.valid("param");
      return context.json({ deliveries: await deliveriesOf(id, readerOf(context), deps) }, 200);
    });
