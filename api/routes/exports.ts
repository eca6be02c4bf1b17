import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { sayAccess } from "../access/showing.ts";
import { readerOf } from "../auth/sessions.ts";
import { refusePage } from "../auth/tokens.ts";
import { exportFormat, exportRequest } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { fileOf } from "../export/file.ts";
import { types } from "../export/formats.ts";
import { guardAttachment } from "../export/guard.ts";
import { binary, problemResponses, refuseInvalid } from "../problems.ts";

const take = createRoute({
  method: "post",
  path: "/exports",
  summary: "The same answers as a file",
  description:
    "`Rollbook-Rows` says how many rows will be written; a file that breaks off is not whole. Columns for tools (Parquet, Arrow, the sheet Data): a dimension is its key and `<key>__label`, a measure its unrounded number and `<column>__mark`.",
  request: { body: { required: true, content: { "application/json": { schema: exportRequest } } } },
  responses: {
    200: {
      description:
        "A workbook with a sheet a slice, of one slice with its data, and a sheet About; JSON as POST /api/answers gives it; PDF, CSV, Parquet and Arrow carry one slice",
      content: Object.fromEntries(exportFormat.options.map((format) => [types[format], { schema: binary }])),
    },
    ...problemResponses,
  },
});

export const exportRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid }).openapi(take, async (context) => {
    const order = context.req.valid("json");
    refusePage({ token: context.get("token"), page: order.page });
    const reader = readerOf(context);
    const { type, title, rows, subject, bytes } = await fileOf(order, reader, {
      ...deps,
      signal: context.req.raw.signal,
    });
    sayAccess(reader, { action: "export", subject });
    const headers = { "content-type": type, "content-disposition": guardAttachment(title, order.format) };
    return new Response(webStream(bytes()), { headers: { ...headers, "rollbook-rows": String(rows) } });
  });

/** What is taken as it is made; who stops taking ends the making. */
export function webStream(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return?.();
    },
  });
}
