import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { AccessFilter } from "#warehouse";
import { sayAccess } from "../access/showing.ts";
import { readerOf } from "../auth/sessions.ts";
import { type Access, accessSchema, auditResponse } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { csvLine } from "../export/flat/csv.ts";
import { guardAttachment } from "../export/guard.ts";
import { problemResponses, refuseInvalid } from "../problems.ts";

const CSV = "text/csv; charset=utf-8";
const MOST = 10_000;

const day = z.iso.date("wants a date like 2026-11-20").optional();
const page = {
  from: day,
  to: day,
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(200),
  format: z.enum(["json", "csv"]).default("json"),
};
const text = z.string().min(1).max(200).optional();
const ofAnybody = z
  .object({ account: text, student: text, action: accessSchema.shape.action.optional(), ...page })
  .strict();
const ofStudent = z.object({ account: text, action: accessSchema.shape.action.optional(), ...page }).strict();

const responses = {
  200: {
    description: "Entries, newest first; as CSV where `format` says so",
    content: { "application/json": { schema: auditResponse }, [CSV]: { schema: z.string() } },
  },
  ...problemResponses,
};
const list = createRoute({
  method: "get",
  path: "/audit",
  summary: "The access log: who saw which student, when, why, from which generation",
  request: { query: ofAnybody },
  responses,
});
const record = createRoute({
  method: "get",
  path: "/audit/students/{id}",
  summary: "One student's accesses, by the state's id: the record that 34 CFR 99.32 asks for",
  request: { params: z.object({ id: z.string().min(1).max(200) }), query: ofStudent },
  responses,
});

export const auditRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, (context) => tell(context, deps, context.req.valid("query")))
    .openapi(record, (context) => {
      const student = context.req.valid("param").id;
      return tell(context, deps, { ...context.req.valid("query"), student });
    });

/** Reading the log is itself in the log, before the entries leave. */
async function tell(
  context: Context<AppEnv>,
  { control }: Deps,
  { format, ...filter }: AccessFilter & { limit: number; format: "json" | "csv" },
) {
  const { student } = filter;
  const asked = Object.entries(filter).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  const subject = `access log: ${asked.join(", ")}`;
  sayAccess(readerOf(context), { action: "audit_read", subject, students: student ? [student] : [] });
  const found = await control.auditEntries({ ...filter, limit: filter.limit + 1 });
  const entries = found.slice(0, filter.limit);
  if (format === "json") return context.json({ entries, more: found.length > entries.length }, 200);
  const headers = { "content-type": CSV, "content-disposition": guardAttachment("Access log", "csv") };
  return context.body([[...columns], ...entries.map(cellsOf)].map(csvLine).join(""), 200, headers);
}

const columns = accessSchema.keyof().options;

const cellsOf = (entry: Access) =>
  columns.map((column) => {
    const value = entry[column];
    return Array.isArray(value) ? value.join(" ") : value;
  });
