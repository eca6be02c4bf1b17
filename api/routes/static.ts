import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { MiddlewareHandler } from "hono";
import type { AppEnv, Deps } from "../deps.ts";
import { problem } from "../problems.ts";

const HAS_EXTENSION = /\.[a-z0-9]+$/i;

/** The built pages; every address that is not a file is answered by index.html, whose router reads the address. */
export function staticPages({ pagesDir }: Deps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const { method, path } = context.req;
    if (path.startsWith("/api/") || (method !== "GET" && method !== "HEAD")) return next();
    if (!existsSync(join(pagesDir, "index.html"))) {
      return problem("not_ready", `The pages are not built: there is no index.html in ${pagesDir}.`);
    }
    // The names in /assets carry a hash of their content.
    const keep = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    context.header("cache-control", keep);
    const wanted = HAS_EXTENSION.test(path) ? {} : { path: "index.html" };
    return serveStatic<AppEnv>({ root: pagesDir, precompressed: true, ...wanted })(context, next);
  };
}
