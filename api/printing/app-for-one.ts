import { OpenAPIHono } from "@hono/zod-openapi";
import type { Reader } from "#warehouse";
import { gate } from "../auth/policies.ts";
import { headers } from "../auth/protection.ts";
import type { Printing } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError, problem, problemOf } from "../problems.ts";
import { answerRoutes } from "../routes/answers.ts";
import { pageRoutes } from "../routes/pages.ts";
import { namedGroupRoutes } from "../routes/reports/named-groups.ts";
import { sessionRoutes } from "../routes/session.ts";
import { staticPages } from "../routes/static.ts";

type For = { reader: Reader; printing: Printing | null };

/**
 * The pages, and what they read, for one reader. It listens nowhere: who holds it calls it, so there is no cookie, token
 * or address that somebody else could use. Whom it shows is noted with the request that it was made for.
 */
export function appForOne(deps: Deps, { reader, printing }: For) {
  const app = new OpenAPIHono<AppEnv>();
  app.onError((error) => problemOf(error, deps.log));
  app.notFound(({ req }) => problem("not_found", `Nothing that is printed reads ${req.path}.`));
  app.use(headers);
  app.use("/api/*", async (context, next) => {
    const { method, path } = context.req;
    if (method !== "GET" && path !== "/api/answers")
      throw new ProblemError("forbidden", "Printing changes nothing.");
    for (const name of ["viewedBy", "person", "sessionId", "token"] as const) context.set(name, null);
    context.set("reader", reader);
    await next();
  });
  if (printing) app.get("/api/printing", (context) => context.json(printing));
  app.use("/api/*", gate);
  app
    .route("/api", sessionRoutes(deps, null))
    .route("/api", answerRoutes(deps))
    .route("/api", pageRoutes(deps))
    .route("/api", namedGroupRoutes(deps));
  app.use(staticPages(deps));
  return app;
}
