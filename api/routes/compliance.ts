import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { decreeSchema } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { problemResponse, refuseInvalid } from "../problems.ts";

const scorecard = z.object({ generation: z.string(), decrees: z.array(decreeSchema) });
const compliance = createRoute({
  method: "get",
  path: "/compliance",
  summary: "The scorecard: every decree, outcome by outcome",
  request: {
    query: z.object({
      school_year: z.string().max(20).optional(),
      generation: z.string().max(40).optional(),
    }),
  },
  responses: {
    200: { description: "Decrees", content: { "application/json": { schema: scorecard } } },
    default: problemResponse,
  },
});

export const complianceRoutes = ({ warehouse }: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid }).openapi(compliance, async (context) => {
    const query = context.req.valid("query");
    const { generation } = warehouse.manifest(query.generation);
    const ofYear = query.school_year === undefined ? {} : { schoolYear: query.school_year };
    const decrees = await warehouse.scorecard(readerOf(context), { generation, ...ofYear });
    return context.json({ generation, decrees }, 200);
  });
