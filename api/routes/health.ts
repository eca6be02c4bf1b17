import { existsSync } from "node:fs";
import { join } from "node:path";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError, problemResponses } from "../problems.ts";

const state = z.object({ state: z.enum(["alive", "ready"]), generation: z.string().optional() });
const responses = {
  200: { description: "Yes", content: { "application/json": { schema: state } } },
  ...problemResponses,
};
const health = createRoute({ method: "get", path: "/healthz", summary: "Is the server alive", responses });
const readiness = createRoute({
  method: "get",
  path: "/readyz",
  summary: "Are a generation attached and the pages built",
  responses,
});

export const healthRoutes = ({ warehouse, pagesDir }: Deps) =>
  new OpenAPIHono<AppEnv>()
    .openapi(health, (context) => context.json({ state: "alive" } as const, 200))
    .openapi(readiness, (context) => {
      const { generation } = warehouse.manifest();
      if (!existsSync(join(pagesDir, "index.html"))) {
        throw new ProblemError(
          "not_ready",
          `The pages are not built: there is no index.html in ${pagesDir}.`,
        );
      }
      return context.json({ state: "ready", generation } as const, 200);
    });
