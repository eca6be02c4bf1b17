import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../deps.ts";
import { ProblemError } from "../problems.ts";

const CHANGES_NOTHING = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses what another site makes a browser send. Programs send neither header and carry their own cookie. */
export const sameOrigin: MiddlewareHandler<AppEnv> = async (context, next) => {
  if (!CHANGES_NOTHING.has(context.req.method)) {
    const origin = context.req.header("origin");
    const site = context.req.header("sec-fetch-site");
    const isOurs = origin === undefined || origin === ownOrigin(context.req.url, context.req.header("host"));
    if (!isOurs || (site !== undefined && site !== "same-origin")) {
      throw new ProblemError(
        "forbidden",
        "This request came from another site. Open Rollbook itself and try again.",
      );
    }
  }
  await next();
};

function ownOrigin(url: string, host: string | undefined): string {
  const { protocol, host: urlHost } = new URL(url);
  return `${protocol}//${host ?? urlHost}`;
}
