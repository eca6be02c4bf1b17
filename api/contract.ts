/**
 * What travels over HTTP: request and response schemas and error codes. The only thing the dashboards may see.
 * Measure cells are unrounded numbers or null; a null always has a mark; dates are ISO dates.
 */
export type { Api } from "./app.ts";
export * from "./contract/access.ts";
export * from "./contract/alerts.ts";
export * from "./contract/audit.ts";
export * from "./contract/costs.ts";
export * from "./contract/decree.ts";
export * from "./contract/disputes.ts";
export * from "./contract/export-jobs.ts";
export * from "./contract/exports.ts";
export * from "./contract/named-groups.ts";
export * from "./contract/page-frame.ts";
export * from "./contract/pages.ts";
export * from "./contract/parent.ts";
export type { Printing } from "./contract/printing.ts";
export * from "./contract/problem.ts";
export * from "./contract/reconciliation.ts";
export * from "./contract/register.ts";
export * from "./contract/reports.ts";
export * from "./contract/schedules.ts";
export * from "./contract/session.ts";
export * from "./contract/slices.ts";
export * from "./contract/standing.ts";
export * from "./contract/tokens.ts";
export * from "./contract/uploads.ts";
