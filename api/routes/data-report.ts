import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { dataReportSchema } from "../contract.ts";
import { dataReportOf } from "../data-report/report.ts";
import { reportWorkbook } from "../data-report/workbook.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { guardAttachment } from "../export/guard.ts";
import { binary, problemResponses } from "../problems.ts";
import { XLSX } from "./exports.ts";

const report = createRoute({
  method: "get",
  path: "/data-report",
  summary: "What each of the reader's schools has to mend, each kind of error once",
  description: `As a workbook by the Accept header \`${XLSX}\`.`,
  responses: {
    200: {
      description: "The data-processing report",
      content: { "application/json": { schema: dataReportSchema }, [XLSX]: { schema: binary } },
    },
    ...problemResponses,
  },
});

export const dataReportRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>().openapi(report, async (context) => {
    const found = await dataReportOf(deps, readerOf(context));
    if (!context.req.header("accept")?.includes(XLSX)) return context.json(found, 200);
    return new Response(new Uint8Array(await reportWorkbook(found)), {
      headers: {
        "content-type": XLSX,
        "content-disposition": guardAttachment(`Data report ${found.as_of}`, "xlsx"),
      },
    });
  });
