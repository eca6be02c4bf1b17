import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf, today } from "../auth/sessions.ts";
import { costAlertsResponse, programsResponse } from "../contract.ts";
import { alertsOn, programsOn } from "../costs/programs.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { problemResponses, refuseInvalid } from "../problems.ts";

const request = {
  query: z.object({ as_of: z.iso.date("wants a date like 2016-04-30").optional() }).strict(),
};
const programs = createRoute({
  method: "get",
  path: "/costs/programs",
  summary: "Programs of work with what was approved, asked, spent and promised in effect on a day",
  request,
  responses: {
    200: { description: "Programs", content: { "application/json": { schema: programsResponse } } },
    ...problemResponses,
  },
});
const alerts = createRoute({
  method: "get",
  path: "/costs/alerts",
  summary: "Cost alerts that had fired on a day",
  request,
  responses: {
    200: { description: "Alerts", content: { "application/json": { schema: costAlertsResponse } } },
    ...problemResponses,
  },
});

export const costRoutes = ({ warehouse, district, clock }: Deps) => {
  const asking = (reader: ReturnType<typeof readerOf>) => {
    const { generation } = warehouse.manifest();
    return { warehouse, reader, generation };
  };
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(programs, async (context) => {
      const as_of = context.req.valid("query").as_of ?? today(district, clock);
      const ask = asking(readerOf(context));
      return context.json({ generation: ask.generation, as_of, programs: await programsOn(as_of, ask) }, 200);
    })
    .openapi(alerts, async (context) => {
      const as_of = context.req.valid("query").as_of ?? today(district, clock);
      const ask = asking(readerOf(context));
      return context.json({ generation: ask.generation, as_of, alerts: await alertsOn(as_of, ask) }, 200);
    });
};
