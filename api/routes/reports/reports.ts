import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { readerOf } from "../../auth/sessions.ts";
import { newReportRequest, reportChange, reportsResponse } from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { problemResponses, refuseInvalid } from "../../problems.ts";
import { reportsOf } from "../../reports/find.ts";
import { changeReport, copyReport, deleteReport, makeReport } from "../../reports/keep.ts";
import { offeredTo } from "../../reports/sharing.ts";
import { toldReports } from "../../reports/show.ts";
import { giving, jsonOf, lookingIn, oneReport, reportMade, reportNow, tellReport } from "./shared.ts";

const list = createRoute({
  method: "get",
  path: "/reports",
  summary: "Every report one may open: certified ones, one's own and those shared with one",
  responses: giving("Certified ones first, then by title; none of them is run", reportsResponse),
});
const make = createRoute({
  method: "post",
  path: "/reports",
  summary: "Save a report; it holds a question and no figures",
  request: jsonOf(newReportRequest),
  responses: reportMade,
});
const read = createRoute({
  method: "get",
  path: "/reports/{id}",
  summary: "A report: what it asks, whose it is, what has changed around it since it was saved",
  request: oneReport,
  responses: reportNow,
});
const change = createRoute({
  method: "put",
  path: "/reports/{id}",
  summary: "Save a report one may change as its next version, or share it otherwise",
  request: { ...oneReport, ...jsonOf(reportChange) },
  responses: reportNow,
});
const remove = createRoute({
  method: "delete",
  path: "/reports/{id}",
  summary: "Delete a report one may change, with its versions; copies stay",
  request: oneReport,
  responses: { 204: { description: "Deleted" }, ...problemResponses },
});
const copy = createRoute({
  method: "post",
  path: "/reports/{id}/copy",
  summary: "Copy a report; a copy of a template is offered what the template says later",
  request: oneReport,
  responses: reportMade,
});

export const reportRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) => {
      const looking = lookingIn(context);
      const reports = await toldReports(await reportsOf(looking.reader, deps), looking, deps);
      return context.json({ reports, may_share: await offeredTo(deps, looking.reader) }, 200);
    })
    .openapi(make, async (context) => {
      const id = await makeReport(context.req.valid("json"), readerOf(context), deps);
      return context.json(await tellReport(id, context, deps), 201);
    })
    .openapi(read, async (context) =>
      context.json(await tellReport(context.req.valid("param").id, context, deps), 200),
    )
    .openapi(change, async (context) => {
      const { id } = context.req.valid("param");
      await changeReport(id, { change: context.req.valid("json"), reader: readerOf(context) }, deps);
      return context.json(await tellReport(id, context, deps), 200);
    })
    .openapi(remove, async (context) => {
      await deleteReport(context.req.valid("param").id, readerOf(context), deps);
      return context.body(null, 204);
    })
    .openapi(copy, async (context) => {
      const id = await copyReport(context.req.valid("param").id, readerOf(context), deps);
      return context.json(await tellReport(id, context, deps), 201);
    });
