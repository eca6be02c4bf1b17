import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { readerOf } from "../../auth/sessions.ts";
import {
  acceptChangesRequest,
  reportVersionsResponse,
  restoreRequest,
  templateChangesResponse,
} from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { refuseInvalid } from "../../problems.ts";
import { acceptChanges, templateChanges } from "../../reports/template.ts";
import { restoreVersion, versionsOf } from "../../reports/versions.ts";
import { giving, jsonOf, oneReport, reportNow, tellReport } from "./shared.ts";

const versions = createRoute({
  method: "get",
  path: "/reports/{id}/versions",
  summary: "Every version of a report one may change: who saved it, when, and which parts changed",
  request: oneReport,
  responses: giving("Newest first", reportVersionsResponse),
});
const restore = createRoute({
  method: "post",
  path: "/reports/{id}/restore",
  summary: "Make an earlier version of a report the newest one",
  request: { ...oneReport, ...jsonOf(restoreRequest) },
  responses: reportNow,
});
const compare = createRoute({
  method: "get",
  path: "/reports/{id}/template-changes",
  summary: "What the template of a report says now that the report does not, part by part",
  request: oneReport,
  responses: giving("Three contents, and the parts that differ", templateChangesResponse),
});
const accept = createRoute({
  method: "post",
  path: "/reports/{id}/template-changes",
  summary: "Take parts of the template over and keep one's own of all others",
  request: { ...oneReport, ...jsonOf(acceptChangesRequest) },
  responses: reportNow,
});

export const reportVersionRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(versions, async (context) => {
      const { id } = context.req.valid("param");
      return context.json({ versions: await versionsOf(id, readerOf(context), deps) }, 200);
    })
    .openapi(restore, async (context) => {
      const { id } = context.req.valid("param");
      await restoreVersion(id, { ...context.req.valid("json"), reader: readerOf(context) }, deps);
      return context.json(await tellReport(id, context, deps), 200);
    })
    .openapi(compare, async (context) =>
      context.json(await templateChanges(context.req.valid("param").id, readerOf(context), deps), 200),
    )
    .openapi(accept, async (context) => {
      const { id } = context.req.valid("param");
      await acceptChanges(id, { accept: context.req.valid("json"), reader: readerOf(context) }, deps);
      return context.json(await tellReport(id, context, deps), 200);
    });
