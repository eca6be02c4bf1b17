import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { AppEnv } from "../deps.ts";
import { problem } from "../problems.ts";
import { LARGEST_BYTES, tooLarge } from "../uploads/receive.ts";

const BODY_BYTES = 1024 * 1024;

/**
 * The `<style>` elements that libraries write, by their hash: Plot's around a chart, React Aria's for pressing and for
 * dialogs on iOS. Another version may write others; tests/sign-in-journey.test.ts hears the browser refuse them.
 */
const STYLES = [
  "'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='",
  "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
];

/** A page may load from us and nobody else, and runs and wears nothing that stands in the page itself. */
export const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    styleSrc: ["'self'", ...STYLES],
    imgSrc: ["'self'", "data:"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], usb: [], payment: [] },
  xFrameOptions: "DENY",
  referrerPolicy: "same-origin",
  // Rollbook is also served as plain http on loopback; a proxy that ends TLS says this.
  strictTransportSecurity: false,
});

/** Answers differ by reader and by generation: nobody in between may keep one. */
export const noStore: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  context.header("cache-control", "no-store");
};

const small = bodyLimit({
  maxSize: BODY_BYTES,
  onError: () => problem("too_large", `A request may have ${BODY_BYTES} bytes; ask in several requests.`),
});

/** A file that is uploaded has a limit of its own, and is not read before the gate has let its sender through. */
export const fittingBody: MiddlewareHandler<AppEnv> = async (context, next) => {
  const { method, path } = context.req;
  if (method !== "POST" || path !== "/api/uploads") return small(context, next);
  if (Number(context.req.header("content-length") ?? 0) > LARGEST_BYTES) throw tooLarge();
  await next();
};

/** A request that is none: it never reached the app, so the headers are put on here. */
export function refuseUnreadable(): Response {
  const refusal = problem("invalid_request", "The request's address or Host header cannot be read.");
  refusal.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  refusal.headers.set("x-content-type-options", "nosniff");
  return refusal;
}

export function refuseMethod(context: Context, methods: string[]): Response {
  const allow = methods.join(", ");
  const refusal = problem(
    "method_not_allowed",
    `${context.req.path} does not take ${context.req.method}: ${allow}.`,
  );
  refusal.headers.set("allow", allow);
  return refusal;
}
