import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { figureNoticeAnswer, figureNoticeMade, figureNoticeRequest } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { problemResponses, refuseInvalid } from "../problems.ts";
import { answerFigureNotice, makeFigureNotice } from "../standing/figure-notices.ts";

const responses = {
  200: {
    description: "It is kept, and stands in the register of the data page",
    content: { "application/json": { schema: figureNoticeMade } },
  },
  ...problemResponses,
};
const make = createRoute({
  method: "post",
  path: "/figure-notices",
  summary: "Say that a figure is wrong",
  request: { body: { required: true, content: { "application/json": { schema: figureNoticeRequest } } } },
  responses,
});
const answer = createRoute({
  method: "post",
  path: "/figure-notices/{id}/answer",
  summary: "Answer, as the data office, what a reader says is wrong with a figure",
  request: {
    params: z.object({ id: z.uuid() }),
    body: { required: true, content: { "application/json": { schema: figureNoticeAnswer } } },
  },
  responses,
});

export const figureNoticeRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(make, async (context) => {
      const notice = await makeFigureNotice(context.req.valid("json"), readerOf(context), deps);
      return context.json({ notice }, 200);
    })
    .openapi(answer, async (context) => {
      const notice = context.req.valid("param").id;
      const asked = { reader: readerOf(context), answer: context.req.valid("json") };
      await answerFigureNotice(notice, asked, deps);
      return context.json({ notice }, 200);
    });
