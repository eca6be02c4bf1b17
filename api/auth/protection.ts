import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { AppEnv } from "../deps.ts";
import { problem } from "../problems.ts";

const BODY_BYTES = 1024 * 1024;

/** A page may load from us and nobody else. Plot and React Aria write `<style>` elements, hence the one exception. */
export const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  referrerPolicy: "same-origin",
  // Rollbook is also served as plain http on loopback; a proxy that ends TLS says this.
  strictTransportSecurity: false,
});

/** Answers differ by reader and by generation: nobody in between may keep one. */
export const noStore: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
};

export const smallBody = bodyLimit({
  maxSize: BODY_BYTES,
  onError: () => problem("too_large", `A request may have ${BODY_BYTES} bytes; ask in several requests.`),
});

export function refuseMethod(context: Context, methods: string[]): Response {
  const allow = methods.join(", ");
  const refusal = problem(
    "method_not_allowed",
    `${context.req.path} does not take ${context.req.method}: ${allow}.`,
  );
  refusal.headers.set("allow", allow);
  return refusal;
}
