import type { Readable } from "node:stream";
import type { z } from "@hono/zod-openapi";
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { Reader } from "#warehouse";
import { sayAccess } from "../access/showing.ts";
import { readerOf } from "../auth/sessions.ts";
import { exportRequest } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { csvOf } from "../export/csv.ts";
import { extractOf } from "../export/extract.ts";
import { guardAttachment } from "../export/guard.ts";
import { workbookStream } from "../export/workbook.ts";
import { binary, ProblemError, problemResponses, refuseInvalid } from "../problems.ts";
import { ARROW } from "./answers.ts";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV = "text/csv; charset=utf-8";

const take = createRoute({
  method: "post",
  path: "/exports",
  summary: "The same answers as a file",
  request: { body: { required: true, content: { "application/json": { schema: exportRequest } } } },
  responses: {
    200: {
      description: "A workbook with a sheet a slice and a sheet About; CSV and Arrow carry one slice",
      content: { [XLSX]: { schema: binary }, [CSV]: { schema: binary }, [ARROW]: { schema: binary } },
    },
    ...problemResponses,
  },
});

type Order = z.infer<typeof exportRequest>;

export const exportRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid }).openapi(take, async (context) => {
    const order = context.req.valid("json");
    const reader = readerOf(context);
    const file = await fileOf(order, reader, deps);
    const measures = order.slices.map(({ measures: names }) => names.join(" ")).join("; ");
    sayAccess(reader, { action: "export", subject: `${order.format} ${order.title ?? ""}: ${measures}` });
    return new Response(file.body, {
      headers: {
        "content-type": file.type,
        "content-disposition": guardAttachment(order.title ?? "", order.format),
      },
    });
  });

async function fileOf(order: Order, reader: Reader, deps: Deps): Promise<{ type: string; body: BodyInit }> {
  const { format, slices } = order;
  const [slice] = slices;
  if (format !== "xlsx" && slices.length > 1) {
    throw new ProblemError(
      "invalid_request",
      `A ${format} file carries one slice: ask for each by itself, or for xlsx.`,
    );
  }
  if (format === "arrow" && slice) {
    return { type: ARROW, body: new Uint8Array(await deps.warehouse.arrow(slice, reader)) };
  }
  const extract = await extractOf(order, reader, deps);
  if (format === "csv")
    return { type: CSV, body: extract.sheets.map(({ answer }) => csvOf(answer)).join("") };
  return { type: XLSX, body: webStream(workbookStream(extract)) };
}

function webStream(stream: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => {
      stream.destroy();
    },
  });
}
