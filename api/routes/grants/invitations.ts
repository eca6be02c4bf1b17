import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { inviting, isAdministrator } from "../../auth/powers.ts";
import { readerOf } from "../../auth/sessions.ts";
import {
  type InvitationsResponse,
  invitationMade,
  invitationRequest,
  invitationsResponse,
  redeemed,
  redeemRequest,
} from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { invite, redeem } from "../../grants/invite.ts";
import { problemResponses, refuseInvalid } from "../../problems.ts";

const list = createRoute({
  method: "get",
  path: "/invitations",
  summary: "Invitations one has made; for an administrator all of them. Codes are never told again",
  responses: {
    200: { description: "Invitations", content: { "application/json": { schema: invitationsResponse } } },
    ...problemResponses,
  },
});
const make = createRoute({
  method: "post",
  path: "/invitations",
  summary: "Invite one guardian to one child's records; the code is told once",
  request: { body: { required: true, content: { "application/json": { schema: invitationRequest } } } },
  responses: {
    201: { description: "The code", content: { "application/json": { schema: invitationMade } } },
    ...problemResponses,
  },
});
const use = createRoute({
  method: "post",
  path: "/invitations/redeem",
  summary: "Turn a code into a grant over its child; five wrong codes an hour",
  request: { body: { required: true, content: { "application/json": { schema: redeemRequest } } } },
  responses: {
    200: { description: "What it gave", content: { "application/json": { schema: redeemed } } },
    ...problemResponses,
  },
});

export const invitationRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (context) => {
      const reader = readerOf(context);
      const all = await tellAll(deps);
      const mine = isAdministrator(reader) ? all : all.filter(({ made_by }) => made_by === reader.account);
      return context.json({ invitations: mine }, 200);
    })
    .openapi(make, async (context) => {
      const made = await invite(deps, inviting(readerOf(context)), context.req.valid("json"));
      return context.json(made, 201);
    })
    .openapi(use, async (context) =>
      context.json(await redeem(deps, readerOf(context), context.req.valid("json").code), 200),
    );

async function tellAll({ control, clock }: Deps): Promise<InvitationsResponse["invitations"]> {
  const now = clock().toISOString();
  return (await control.invitations()).map((one) => ({
    invitation_id: one.invitationId,
    guardian_name: one.guardianName,
    state_student_id: one.stateStudentId,
    relation: one.relation,
    made_by: one.madeBy,
    made_at: one.madeAt,
    expires_at: one.expiresAt,
    state: one.usedBy ? "used" : one.expiresAt <= now ? "expired" : "open",
  }));
}
