import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { reconciliationSchema } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { types } from "../export/formats.ts";
import { guardAttachment } from "../export/guard.ts";
import { binary, problemResponses, refuseInvalid } from "../problems.ts";
import { reconciliationOf } from "../reconciliation/reconciliation.ts";
import { reconciliationWorkbook } from "../reconciliation/workbook.ts";

const reconciliation = createRoute({
  method: "get",
  path: "/reconciliation",
  summary: "Rows sent, read, loaded, refused and published of one load, by file and by school",
  description: `Of the current generation unless one is named. As a workbook by the Accept header \`${types.xlsx}\`.`,
  request: {
    query: z.object({ generation: z.string().max(64).optional(), school: z.string().max(64).optional() }),
  },
  responses: {
    200: {
      description: "The reconciliation",
      content: {
        "application/json": { schema: reconciliationSchema },
        [types.xlsx]: { schema: binary },
      },
    },
    ...problemResponses,
  },
});

export const reconciliationRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid }).openapi(reconciliation, async (context) => {
    const found = await reconciliationOf(deps, readerOf(context), context.req.valid("query"));
    if (!context.req.header("accept")?.includes(types.xlsx)) return context.json(found.reconciliation, 200);
    return new Response(new Uint8Array(await reconciliationWorkbook(found.reconciliation, found.all)), {
      headers: {
        "content-type": types.xlsx,
        "content-disposition": guardAttachment(`Reconciliation ${found.reconciliation.as_of}`, "xlsx"),
      },
    });
  });
