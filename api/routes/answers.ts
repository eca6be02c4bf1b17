import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { answersRequest, answersResponse, catalogResponse } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { binary, ProblemError, problemResponse, refuseInvalid } from "../problems.ts";

export const ARROW = "application/vnd.apache.arrow.stream";

const ask = createRoute({
  method: "post",
  path: "/answers",
  summary: "Answers to slices, all from one generation",
  description: `One slice may be asked as \`${ARROW}\` by the Accept header.`,
  request: { body: { required: true, content: { "application/json": { schema: answersRequest } } } },
  responses: {
    200: {
      description: "One answer a slice, in the same order",
      content: { "application/json": { schema: answersResponse }, [ARROW]: { schema: binary } },
    },
    default: problemResponse,
  },
});

const browse = createRoute({
  method: "get",
  path: "/catalog",
  summary: "The measures and dimensions this reader may use",
  responses: {
    200: { description: "The catalogue", content: { "application/json": { schema: catalogResponse } } },
    default: problemResponse,
  },
});

export const answerRoutes = ({ warehouse, control, clock }: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(ask, async (context) => {
      const { slices } = context.req.valid("json");
      const reader = readerOf(context);
      if (slices.some(({ by }) => by?.includes("student"))) {
        const subject = slices.flatMap(({ measures }) => measures).join(" ");
        await control.record({
          at: clock().toISOString(),
          account: reader.account,
          action: "students_read",
          subject,
        });
      }
      if (!context.req.header("accept")?.includes(ARROW)) {
        return context.json(await warehouse.answer(slices, reader), 200);
      }
      const [slice, ...others] = slices;
      if (!slice || others.length > 0) {
        throw new ProblemError(
          "invalid_request",
          "Arrow carries one slice; ask for each of the slices by itself.",
        );
      }
      return new Response(new Uint8Array(await warehouse.arrow(slice, reader)), {
        headers: { "content-type": ARROW },
      });
    })
    .openapi(browse, (context) => context.json(warehouse.catalog(readerOf(context)), 200));
