import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { uploadQuery, uploadResponse, uploadsResponse } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { binary, ProblemError, problemResponses, refuseInvalid } from "../problems.ts";
import {
  shown,
  submitUpload,
  takeUpload,
  uploadFor,
  uploadsFor,
  withdrawUpload,
} from "../uploads/uploads.ts";
import { uploadWork } from "../uploads/work.ts";

const one = (description: string) => ({
  description,
  content: { "application/json": { schema: uploadResponse } },
});
const byId = { params: z.object({ id: z.uuid() }) };

const list = createRoute({
  method: "get",
  path: "/uploads",
  summary: "What was uploaded for one's operators, and what may be",
  responses: {
    200: { description: "Newest first", content: { "application/json": { schema: uploadsResponse } } },
    ...problemResponses,
  },
});
const take = createRoute({
  method: "post",
  path: "/uploads",
  summary: "Upload a file of one's schools, as the body; it is checked, and nothing is loaded",
  request: {
    query: uploadQuery,
    body: { required: true, content: { "application/octet-stream": { schema: binary } } },
  },
  responses: { 201: one("It is being checked"), ...problemResponses },
});
const read = createRoute({
  method: "get",
  path: "/uploads/{id}",
  summary: "An upload: what would be loaded and refused, by school",
  request: byId,
  responses: { 200: one("The upload"), ...problemResponses },
});
const submit = createRoute({
  method: "post",
  path: "/uploads/{id}/submit",
  summary: "Load a checked upload",
  request: byId,
  responses: { 202: one("It is being loaded"), ...problemResponses },
});
const withdraw = createRoute({
  method: "delete",
  path: "/uploads/{id}",
  summary: "Take an upload back that was not loaded",
  request: byId,
  responses: { 200: one("It is withdrawn"), ...problemResponses },
});

export const uploadRoutes = (deps: Deps) => {
  const { place, work } = workOf(deps);
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) => context.json(await uploadsFor(readerOf(context), deps), 200))
    .openapi(take, async (context) => {
      const sent = { query: context.req.valid("query"), body: context.req.raw.body };
      const upload = await takeUpload(readerOf(context), sent, place());
      void work().check(upload);
      return context.json({ upload: shown(upload) }, 201);
    })
    .openapi(read, async (context) => {
      const upload = await uploadFor(readerOf(context), context.req.valid("param").id, deps);
      return context.json({ upload: shown(upload) }, 200);
    })
    .openapi(submit, async (context) => {
      const reader = readerOf(context);
      const found = await uploadFor(reader, context.req.valid("param").id, deps);
      const running = work();
      const upload = await submitUpload(reader, found, deps);
      void running.load(upload);
      return context.json({ upload: shown(upload) }, 202);
    })
    .openapi(withdraw, async (context) => {
      const reader = readerOf(context);
      const found = await uploadFor(reader, context.req.valid("param").id, deps);
      return context.json({ upload: shown(await withdrawUpload(reader, found, place())) }, 200);
    });
};

/** Checking and loading are the pipelines'; where they were not passed in, files are not taken. */
function workOf(deps: Deps) {
  const { uploads: jobs } = deps;
  const work = jobs && uploadWork({ ...deps, jobs });
  const absent = () => new ProblemError("not_ready", "This server takes no uploads. Ask whoever runs it.");
  return {
    place() {
      if (!jobs) throw absent();
      return { ...deps, jobs };
    },
    work() {
      if (!work) throw absent();
      return work;
    },
  };
}
