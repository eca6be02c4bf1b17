import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../../auth/sessions.ts";
import { sessionSchema } from "../../contract/session.ts";
import { ownName } from "../../contract/slices.ts";
import { whyResponse } from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { explain } from "../../grants/explain.ts";
import { problemResponses, refuseInvalid } from "../../problems.ts";

const query = z
  .object({
    page: sessionSchema.shape.pages.element.optional(),
    measure: ownName.optional(),
    dimension: ownName.optional(),
    school: ownName.optional(),
  })
  .strict();

const ask = createRoute({
  method: "get",
  path: "/why",
  summary:
    "Why one can or cannot see a page, or a measure by a dimension at a school: grants that apply, what is missing",
  request: { query },
  responses: {
    200: { description: "Why", content: { "application/json": { schema: whyResponse } } },
    ...problemResponses,
  },
});

export const whyRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid }).openapi(ask, async (context) =>
    context.json(await explain(deps, readerOf(context), context.req.valid("query")), 200),
  );
