import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Reader } from "#warehouse";
import type { AppEnv } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { mayOpen, type Page } from "./page-access.ts";

/**
 * Who may call a route: anybody, anybody signed in, admins, or whoever may open a page and so what the page is made of. Which
 * rows a reader gets is decided by the warehouse; this table keeps whole routes shut.
 */
export type Policy = "public" | "signed_in" | "admin" | Page;

/** Every route of /api; one that is missing here is refused. */
export const policies: Readonly<Record<string, Policy>> = {
  "GET /api/session": "public",
  "POST /api/session": "public",
  "DELETE /api/session": "public",
  "GET /api/catalog": "signed_in",
  "POST /api/answers": "signed_in",
  "POST /api/exports": "signed_in",
  "GET /api/compliance": "compliance",
  "GET /api/costs/programs": "costs",
  "GET /api/costs/alerts": "costs",
  "GET /api/sources": "data",
  "GET /api/runs": "data",
  "GET /api/completeness": "data",
  "GET /api/rejections": "data",
  "GET /api/pages/board": "board",
  "GET /api/pages/school": "school",
  "GET /api/pages/compliance": "compliance",
  "GET /api/pages/costs": "costs",
  "GET /api/pages/data": "data",
  "GET /api/purposes": "signed_in",
  "POST /api/purposes": "signed_in",
  "GET /api/audit": "admin",
  "GET /api/audit/students/:id": "admin",
  "GET /api/openapi.json": "public",
  "GET /api/healthz": "public",
  "GET /api/readyz": "public",
};

export const gate: MiddlewareHandler<AppEnv> = async (context, next) => {
  const route = matchedRoutes(context).find(({ method }) => method !== "ALL");
  if (route) allow(policies[`${route.method} ${route.path}`], context.get("reader"));
  await next();
};

function allow(policy: Policy | undefined, reader: Reader | null): void {
  if (policy === undefined)
    throw new ProblemError("forbidden", "This address has no policy, so nobody may use it.");
  if (policy === "public") return;
  if (!reader)
    throw new ProblemError("not_signed_in", "Sign in first: POST /api/session, or open a sign-in link.");
  if (policy === "signed_in") return;
  if (policy === "admin") {
    if (reader.grants.some(({ role }) => role === "admin")) return;
    throw new ProblemError("forbidden", `${reader.name} has no grant as admin.`);
  }
  if (mayOpen(reader, policy)) return;
  throw new ProblemError("forbidden", `The grants of ${reader.name} do not reach the ${policy} page.`);
}
