import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { mayReadStudents, type Reader, readerFor } from "#warehouse";
import { openDemoDoor } from "../auth/demo-door.ts";
import { pagesOf } from "../auth/page-access.ts";
import { signIn, signOut, today } from "../auth/sessions.ts";
import { type Session, sessionSchema, signInRequest } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError, problemResponses, refuseInvalid } from "../problems.ts";
import { readRows } from "../rows.ts";

const session = {
  description: "Who is signed in",
  content: { "application/json": { schema: sessionSchema } },
};
const responses = { 200: session, ...problemResponses };

const who = createRoute({ method: "get", path: "/session", summary: "Who am I", responses });
const enter = createRoute({
  method: "post",
  path: "/session",
  summary: "Demo sign-in, from this machine only",
  request: { body: { required: true, content: { "application/json": { schema: signInRequest } } } },
  responses,
});
const leave = createRoute({
  method: "delete",
  path: "/session",
  summary: "Sign out",
  responses: { 204: { description: "Signed out" }, ...problemResponses },
});

export const sessionRoutes = (deps: Deps) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(who, async (context) => {
      const reader = context.get("reader");
      if (!reader)
        throw new ProblemError("not_signed_in", "Nobody is signed in: POST /api/session to sign in.");
      return context.json(await sessionOf(reader, deps), 200);
    })
    .openapi(enter, async (context) => {
      openDemoDoor(context, deps);
      const reader = readerFor(
        deps.district,
        context.req.valid("json").account,
        today(deps.district, deps.clock),
      );
      await signIn(context, deps, reader.account);
      return context.json(await sessionOf(reader, deps), 200);
    })
    .openapi(leave, async (context) => {
      await signOut(context, deps);
      return context.body(null, 204);
    });

async function sessionOf(reader: Reader, { warehouse, district }: Deps): Promise<Session> {
  const pages = pagesOf(reader);
  const isDistrictWide = reader.grants.some(({ scope }) => scope.kind === "district");
  const schools = isDistrictWide || pages.length === 0 ? [] : await warehouse.view("schools", {}, reader);
  return {
    account: reader.account,
    name: reader.name,
    role: reader.role,
    pages,
    schools: readRows(schoolRow, schools).map(({ organization_id, name }) => ({
      key: organization_id,
      label: name,
    })),
    may_read_students: mayReadStudents(reader),
    sentence:
      pages.length > 0 ? null : `Nothing has been granted to ${reader.name} yet, so there is nothing to see.`,
    is_demo: district.today !== null,
    district: district.name,
  };
}

const schoolRow = z.object({ organization_id: z.string(), name: z.string() });
