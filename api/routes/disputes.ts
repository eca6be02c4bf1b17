import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import { answerDispute, disputesFor, makeDispute } from "../children/disputes.ts";
import { disputeAnswerRequest, disputeRequest, disputesResponse } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { problemResponses, refuseInvalid } from "../problems.ts";

const responses = {
  200: {
    description: "What is said to be wrong, as this reader may see it, newest first",
    content: { "application/json": { schema: disputesResponse } },
  },
  ...problemResponses,
};
const list = createRoute({
  method: "get",
  path: "/disputes",
  summary: "What guardians say is wrong: of one's own children, and of those one serves at a school",
  responses,
});
const make = createRoute({
  method: "post",
  path: "/disputes",
  summary: "Say that something in one's own child's records is wrong",
  request: { body: { required: true, content: { "application/json": { schema: disputeRequest } } } },
  responses,
});
const answer = createRoute({
  method: "post",
  path: "/disputes/{id}/answer",
  summary: "Answer, as the school, what a guardian says is wrong",
  request: {
    params: z.object({ id: z.uuid() }),
    body: { required: true, content: { "application/json": { schema: disputeAnswerRequest } } },
  },
  responses,
});

export const disputeRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) =>
      context.json({ disputes: await disputesFor(readerOf(context), deps) }, 200),
    )
    .openapi(make, async (context) => {
      await makeDispute(context.req.valid("json"), readerOf(context), deps);
      return context.json({ disputes: await disputesFor(readerOf(context), deps) }, 200);
    })
    .openapi(answer, async (context) => {
      const asked = { reader: readerOf(context), answer: context.req.valid("json") };
      await answerDispute(context.req.valid("param").id, asked, deps);
      return context.json({ disputes: await disputesFor(readerOf(context), deps) }, 200);
    });
