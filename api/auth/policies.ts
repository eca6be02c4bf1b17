import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Reader } from "#warehouse";
import type { AppEnv } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { mayOpen, type Page } from "./page-access.ts";
import { inviting, isAdministrator } from "./powers.ts";
import { refuseChanges } from "./view-as.ts";

/**
 * Who may call a route: anybody, anybody signed in, administrators, whoever may invite guardians, or whoever may open a
 * page and so what the page is made of. Which rows a reader gets is decided by the warehouse; this table keeps whole routes shut.
 */
export type Policy = "public" | "signed_in" | "admin" | "inviter" | Page;

/** Every route of /api as the router names it; one that is missing here is refused. */
export const policies: Readonly<Record<string, Policy>> = {
  "GET /api/session": "public",
  "POST /api/session": "public",
  "DELETE /api/session": "public",
  "GET /api/sign-in": "public",
  "GET /api/sign-in/callback": "public",
  "GET /api/sign-in/options": "public",
  "DELETE /api/sessions": "signed_in",
  "GET /api/tokens": "signed_in",
  "POST /api/tokens": "signed_in",
  "DELETE /api/tokens/:id": "signed_in",
  "GET /api/catalog": "signed_in",
  "POST /api/answers": "signed_in",
  "GET /api/generations": "signed_in",
  "POST /api/exports": "signed_in",
  "GET /api/reports": "signed_in",
  "POST /api/reports": "signed_in",
  "POST /api/reports/files": "signed_in",
  "GET /api/reports/:id": "signed_in",
  "PUT /api/reports/:id": "signed_in",
  "DELETE /api/reports/:id": "signed_in",
  "POST /api/reports/:id/copy": "signed_in",
  "POST /api/reports/:id/run": "signed_in",
  "GET /api/reports/:id/file": "signed_in",
  "GET /api/reports/:id/versions": "signed_in",
  "POST /api/reports/:id/restore": "signed_in",
  "GET /api/reports/:id/template-changes": "signed_in",
  "POST /api/reports/:id/template-changes": "signed_in",
  "GET /api/groups": "signed_in",
  "POST /api/groups": "signed_in",
  "PUT /api/groups/:id": "signed_in",
  "DELETE /api/groups/:id": "signed_in",
  "GET /api/schedules": "signed_in",
  "POST /api/schedules": "signed_in",
  "DELETE /api/schedules/:id": "signed_in",
  "PUT /api/schedules/:id/subscription": "signed_in",
  "GET /api/schedules/:id/deliveries": "signed_in",
  "GET /api/alerts": "signed_in",
  "POST /api/alerts": "signed_in",
  "DELETE /api/alerts/:id": "signed_in",
  "PUT /api/alerts/:id/snooze": "signed_in",
  "GET /api/alerts/:id/looks": "signed_in",
  "GET /api/exports/jobs": "signed_in",
  "POST /api/exports/jobs": "signed_in",
  "GET /api/exports/jobs/:id": "signed_in",
  "GET /api/exports/jobs/:id/file": "signed_in",
  "DELETE /api/exports/jobs/:id": "signed_in",
  "GET /api/compliance": "compliance",
  "GET /api/costs/programs": "costs",
  "GET /api/costs/alerts": "costs",
  "GET /api/sources": "data",
  "GET /api/runs": "data",
  "GET /api/completeness": "data",
  "GET /api/rejections": "data",
  "GET /api/data-report": "signed_in",
  "GET /api/reconciliation": "signed_in",
  "GET /api/pages/board": "board",
  "GET /api/pages/school": "school",
  "GET /api/pages/compliance": "compliance",
  "GET /api/pages/costs": "costs",
  "GET /api/pages/data": "data",
  "GET /api/pages/parent": "parent",
  "GET /api/disputes": "signed_in",
  "POST /api/disputes": "parent",
  "POST /api/disputes/:id/answer": "school",
  "GET /api/uploads": "upload",
  "POST /api/uploads": "upload",
  "GET /api/uploads/:id": "upload",
  "DELETE /api/uploads/:id": "upload",
  "POST /api/uploads/:id/submit": "upload",
  "POST /api/figure-notices": "signed_in",
  "POST /api/figure-notices/:id/answer": "data",
  "GET /api/purposes": "signed_in",
  "POST /api/purposes": "signed_in",
  "GET /api/audit": "admin",
  "GET /api/audit/students/:id": "admin",
  "GET /api/grants": "signed_in",
  "POST /api/grants": "admin",
  "DELETE /api/grants/:id": "admin",
  "GET /api/why": "signed_in",
  "GET /api/invitations": "inviter",
  "POST /api/invitations": "inviter",
  "POST /api/invitations/redeem": "signed_in",
  "POST /api/view-as": "admin",
  "DELETE /api/view-as": "signed_in",
  "GET /api/openapi.json": "public",
  "GET /api/healthz": "public",
  "GET /api/readyz": "public",
};

export const gate: MiddlewareHandler<AppEnv> = async (context, next) => {
  const route = routeOf(context);
  if (route !== undefined) {
    allow(policies[route], context.get("reader"));
    refuseChanges(route, context.get("viewedBy"));
  }
  await next();
};

/** The route that will answer, as `policies` writes it; undefined where none will. */
export function routeOf(context: Context<AppEnv>): string | undefined {
  const route = matchedRoutes(context).find(({ method }) => method !== "ALL");
  return route && `${route.method} ${route.path}`;
}

function isAllowed(policy: "admin" | "inviter" | Page, reader: Reader): boolean {
  if (policy === "admin") return isAdministrator(reader);
  if (policy === "inviter") return inviting(reader).grants.length > 0;
  return mayOpen(reader, policy);
}

function allow(policy: Policy | undefined, reader: Reader | null): void {
  if (policy === undefined)
    throw new ProblemError("forbidden", "This address has no policy, so nobody may use it.");
  if (policy === "public") return;
  if (!reader)
    throw new ProblemError("not_signed_in", "Sign in first, or send a token that is known and good.");
  if (policy === "signed_in" || isAllowed(policy, reader)) return;
  if (policy === "admin" || policy === "inviter")
    throw new ProblemError("forbidden", `The grants of ${reader.name} do not allow this.`);
  throw new ProblemError("forbidden", `The grants of ${reader.name} do not reach the ${policy} page.`);
}
