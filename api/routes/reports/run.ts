import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { readerOf } from "../../auth/sessions.ts";
import { answersResponse, reportFile } from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { guardAttachment } from "../../export/guard.ts";
import { binary, problemResponses, refuseInvalid } from "../../problems.ts";
import { runnable } from "../../reports/check.ts";
import { fileText } from "../../reports/file.ts";
import { openReport } from "../../reports/find.ts";
import { importReport } from "../../reports/keep.ts";
import { ARROW } from "../answers.ts";
import { giving, jsonOf, oneReport, reportMade, tellReport } from "./shared.ts";

const FILE = "text/json";

const answered = giving("Its one answer, from the current generation", answersResponse);
const run = createRoute({
  method: "post",
  path: "/reports/{id}/run",
  summary: "The figures of a report, as the grants of whoever runs it reach them",
  description: `As \`${ARROW}\` by the Accept header.`,
  request: oneReport,
  responses: {
    ...answered,
    200: { ...answered[200], content: { ...answered[200].content, [ARROW]: { schema: binary } } },
  },
});
const take = createRoute({
  method: "get",
  path: "/reports/{id}/file",
  summary: "A report as a JSON file that can live in version control",
  request: oneReport,
  responses: {
    200: {
      description: "A ReportFile, as POST /reports/files takes it",
      content: { [FILE]: { schema: binary } },
    },
    ...problemResponses,
  },
});
const bring = createRoute({
  method: "post",
  path: "/reports/files",
  summary: "Save a report that comes as a file, for oneself",
  request: jsonOf(reportFile),
  responses: reportMade,
});

export const reportRunRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(run, async (context) => {
      const reader = readerOf(context);
      const { content } = await openReport(context.req.valid("param").id, reader, deps);
      const { slice, notes } = runnable(content);
      if (context.req.header("accept")?.includes(ARROW)) {
        const bytes = new Uint8Array(await deps.warehouse.arrow(slice, reader));
        return new Response(bytes, { headers: { "content-type": ARROW } });
      }
      const { generation, answers } = await deps.warehouse.answer([slice], reader);
      const noted = answers.map((answer) => ({ ...answer, notes: [...notes, ...answer.notes] }));
      return context.json({ generation, answers: noted }, 200);
    })
    .openapi(take, async (context) => {
      const opened = await openReport(context.req.valid("param").id, readerOf(context), deps);
      return new Response(fileText(opened), {
        headers: {
          "content-type": FILE,
          "content-disposition": guardAttachment(opened.content.title, "json"),
        },
      });
    })
    .openapi(bring, async (context) => {
      const id = await importReport(context.req.valid("json"), readerOf(context), deps);
      return context.json(await tellReport(id, context, deps), 201);
    });
