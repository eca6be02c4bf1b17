import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { dataReportSchema } from "../contract.ts";
import { dataReportOf } from "../data-report/report.ts";
import { reportWorkbook } from "../data-report/workbook.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { types } from "../export/formats.ts";
import { guardAttachment } from "../export/guard.ts";
import { binary, problemResponses } from "../problems.ts";

const report = createRoute({
  method: "get",
  path: "/data-report",
  summary: "What each of the reader's schools has to mend, each kind of error once",
  description: `As a workbook by the Accept header \`${types.xlsx}\`.`,
  responses: {
    200: {
      description: "The data-processing report",
      content: { "application/json": { schema: dataReportSchema }, [types.xlsx]: { schema: binary } },
    },
    ...problemResponses,
  },
});

export const dataReportRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>().openapi(report, async (context) => {
    const found = await dataReportOf(deps, readerOf(context));
    if (!context.req.header("accept")?.includes(types.xlsx)) return context.json(found, 200);
    return new Response(new Uint8Array(await reportWorkbook(found)), {
      headers: {
        "content-type": types.xlsx,
        "content-disposition": guardAttachment(`Data report ${found.as_of}`, "xlsx"),
      },
    });
  });
