import type { MiddlewareHandler } from "hono";
import { routeOf } from "./auth/policies.ts";
import type { AppEnv, Deps } from "./deps.ts";

/**
 * One line a request: who, what, how it ended, how long. Never the query, the body or what stands in a route's place for
 * an id: they may name a child.
 */
export function logRequest({ log, clock }: Deps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const began = clock().getTime();
    await next();
    const { method } = context.req;
    const path = routeOf(context)?.slice(method.length + 1) ?? context.req.path;
    const account = context.get("reader")?.account ?? null;
    const viewed_by = context.get("viewedBy")?.account ?? null;
    const ms = clock().getTime() - began;
    log.info({ method, path, status: context.res.status, ms, account, viewed_by }, "request");
  };
}
