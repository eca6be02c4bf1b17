import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Reader, Subject } from "#warehouse";
import type { AppEnv } from "./deps.ts";
import { ProblemError } from "./problems.ts";

/**
 * Who may call a route: anybody, anybody signed in, or a reader with a grant on a subject. Which rows a reader gets
 * is decided by the warehouse alone; this table only keeps whole routes shut.
 */
export type Policy = "public" | "signed_in" | Subject;

/** Every route of /api; one that is missing here is refused. */
export const policies: Readonly<Record<string, Policy>> = {
  "GET /api/session": "public",
  "POST /api/session": "public",
  "DELETE /api/session": "public",
  "GET /api/catalog": "signed_in",
  "POST /api/answers": "signed_in",
  "POST /api/exports": "signed_in",
  "GET /api/compliance": "special_education",
  "GET /api/costs/programs": "finance",
  "GET /api/costs/alerts": "finance",
  "GET /api/sources": "operations",
  "GET /api/runs": "operations",
  "GET /api/completeness": "operations",
  "GET /api/rejections": "operations",
  "GET /api/pages/board": "finance",
  "GET /api/pages/school": "students",
  "GET /api/pages/compliance": "special_education",
  "GET /api/pages/costs": "finance",
  "GET /api/pages/data": "operations",
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
  if (policy === "signed_in" || hasSubject(reader, policy)) return;
  throw new ProblemError("forbidden", `${reader.name} has no grant on ${policy.replace("_", " ")}.`);
}

export function hasSubject(reader: Reader, subject: Subject): boolean {
  return reader.grants.some(({ subjects }) => subjects.includes(subject));
}
