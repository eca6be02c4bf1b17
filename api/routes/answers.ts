import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { readerOf } from "../auth/sessions.ts";
import { answersRequest, answersResponse, catalogResponse, keptGenerations } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError, problemResponses, refuseInvalid } from "../problems.ts";

export const ARROW = "application/vnd.apache.arrow.stream";

const ask = createRoute({
  method: "post",
  path: "/answers",
  summary: "Answers to slices, all from one generation",
  description: `One slice may be asked as \`${ARROW}\` by the Accept header.`,
  request: { body: { required: true, content: { "application/json": { schema: answersRequest } } } },
  responses: {
    200: {
      description: "One answer a slice, in the same order",
      content: { "application/json": { schema: answersResponse } },
    },
    ...problemResponses,
  },
});

const browse = createRoute({
  method: "get",
  path: "/catalog",
  summary: "The measures and dimensions this reader may use",
  responses: {
    200: { description: "The catalogue", content: { "application/json": { schema: catalogResponse } } },
    ...problemResponses,
  },
});

const kept = createRoute({
  method: "get",
  path: "/generations",
  summary: "The generations that are kept: each can be asked, and compared with",
  responses: {
    200: { description: "Newest first", content: { "application/json": { schema: keptGenerations } } },
    ...problemResponses,
  },
});

export const answerRoutes = (deps: Deps) => {
  const { warehouse } = deps;
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  routes.use("/answers", answerAsArrow(deps));
  return routes
    .openapi(ask, async (context) => {
      const { slices } = context.req.valid("json");
      return context.json(await warehouse.answer(slices, readerOf(context)), 200);
    })
    .openapi(browse, (context) => context.json(warehouse.catalog(readerOf(context)), 200))
    .openapi(kept, (context) => {
      const { generation: current } = warehouse.manifest();
      const generations = warehouse
        .manifests()
        .map(({ generation, as_of, published_at }) => ({ generation, as_of, published_at }))
        .reverse();
      return context.json({ current, generations }, 200);
    });
};

/** Answers one slice as Arrow where that is asked for; what is not a valid request is left to the route behind. */
function answerAsArrow(deps: Deps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (!context.req.header("accept")?.includes(ARROW)) return next();
    const asked = answersRequest.safeParse(await context.req.json().catch(() => undefined));
    if (!asked.success) return next();
    const [slice, ...others] = asked.data.slices;
    if (!slice || others.length > 0) {
      throw new ProblemError(
        "invalid_request",
        "Arrow carries one slice; ask for each of the slices by itself.",
      );
    }
    const reader = readerOf(context);
    const bytes = new Uint8Array(await deps.warehouse.arrow(slice, reader));
    return new Response(bytes, { headers: { "content-type": ARROW } });
  };
}
