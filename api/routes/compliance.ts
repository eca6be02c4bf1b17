import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { decreeSchema } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { problemResponses, refuseInvalid } from "../problems.ts";

const scorecard = z.object({ generation: z.string(), decrees: z.array(decreeSchema) });
const compliance = createRoute({
  method: "get",
  path: "/compliance",
  summary: "The scorecard: every decree, outcome by outcome",
  request: { query: z.object({ generation: z.string().max(40).optional() }) },
  responses: {
    200: { description: "Decrees", content: { "application/json": { schema: scorecard } } },
    ...problemResponses,
  },
});

export const complianceRoutes = ({ warehouse }: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid }).openapi(compliance, async (context) => {
    const { generation } = warehouse.manifest(context.req.valid("query").generation);
    const decrees = await warehouse.scorecard(readerOf(context), generation);
    return context.json({ generation, decrees }, 200);
  });
