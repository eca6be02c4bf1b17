import { createReadStream } from "node:fs";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { refusePage } from "../auth/tokens.ts";
import { exportFormat, exportJobResponse, exportJobsResponse, exportRequest } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { types } from "../export/formats.ts";
import { guardAttachment } from "../export/guard.ts";
import { beginJob, cancelJob, type JobPlace, jobOf, jobsOf, shownJob } from "../export-jobs/jobs.ts";
import { takeFile } from "../export-jobs/take.ts";
import { exportWork } from "../export-jobs/work.ts";
import { binary, ProblemError, problemResponses, refuseInvalid } from "../problems.ts";
import { webStream } from "./exports.ts";

const one = (description: string) => ({
  description,
  content: { "application/json": { schema: exportJobResponse } },
});
const byId = { params: z.object({ id: z.uuid() }) };

const list = createRoute({
  method: "get",
  path: "/exports/jobs",
  summary: "The files that one asked to be made, kept for a day",
  responses: {
    200: { description: "Newest first", content: { "application/json": { schema: exportJobsResponse } } },
    ...problemResponses,
  },
});
const begin = createRoute({
  method: "post",
  path: "/exports/jobs",
  summary: "Have a file made while nobody waits",
  request: { body: { required: true, content: { "application/json": { schema: exportRequest } } } },
  responses: { 202: one("It is being made"), ...problemResponses },
});
const read = createRoute({
  method: "get",
  path: "/exports/jobs/{id}",
  summary: "How far a file is",
  request: byId,
  responses: { 200: one("The job"), ...problemResponses },
});
const take = createRoute({
  method: "get",
  path: "/exports/jobs/{id}/file",
  summary: "A file that was made, for whoever asked for it",
  request: byId,
  responses: {
    200: {
      description: "The file, as POST /api/exports would have given it",
      content: Object.fromEntries(exportFormat.options.map((format) => [types[format], { schema: binary }])),
    },
    ...problemResponses,
  },
});
const cancel = createRoute({
  method: "delete",
  path: "/exports/jobs/{id}",
  summary: "Stop making a file, or throw it away",
  request: byId,
  responses: { 200: one("It is cancelled"), ...problemResponses },
});

export const exportJobRoutes = (deps: Deps) => {
  const { exportsDir } = deps;
  const place = exportsDir === undefined ? undefined : { ...deps, exportsDir };
  const work = place && exportWork(place);
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) =>
      context.json({ jobs: await jobsOf(readerOf(context), needed(place)) }, 200),
    )
    .openapi(begin, async (context) => {
      const order = context.req.valid("json");
      refusePage({ token: context.get("token"), page: order.page });
      const job = await beginJob(order, readerOf(context), needed(place));
      void work?.make(job);
      return context.json({ job: shownJob(job) }, 202);
    })
    .openapi(read, async (context) => {
      const job = await jobOf(readerOf(context), context.req.valid("param").id, needed(place));
      return context.json({ job: shownJob(job) }, 200);
    })
    .openapi(take, async (context) => {
      const reader = readerOf(context);
      const job = await jobOf(reader, context.req.valid("param").id, needed(place));
      const path = takeFile(reader, job, needed(place));
      const { title, format } = shownJob(job);
      const headers = { "content-type": types[format] };
      return new Response(webStream(createReadStream(path)), {
        headers: { ...headers, "content-disposition": guardAttachment(title, format) },
      });
    })
    .openapi(cancel, async (context) => {
      const job = await jobOf(readerOf(context), context.req.valid("param").id, needed(place));
      return context.json({ job: shownJob(await cancelJob(job, needed(place))) }, 200);
    });
};

function needed(place: JobPlace | undefined): JobPlace {
  if (place) return place;
  throw new ProblemError("not_ready", "This server makes no files in the background. Ask whoever runs it.");
}
