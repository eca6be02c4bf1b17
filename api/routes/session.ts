import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { mayReadStudents, type Reader } from "#warehouse";
import { demoPerson, openDemoDoor } from "../auth/demo-door.ts";
import { pagesOf } from "../auth/page-access.ts";
import { signIn, signOut } from "../auth/sessions.ts";
import type { Provider } from "../auth/sign-in/provider.ts";
import { exportFormat, type Session, sessionSchema, signedOut, signInRequest } from "../contract.ts";
import type { AppEnv, Deps, ViewedBy } from "../deps.ts";
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
  responses: {
    200: {
      description: "Signed out here; the identity provider has an address for signing out there",
      content: { "application/json": { schema: signedOut } },
    },
    204: { description: "Signed out" },
    ...problemResponses,
  },
});
const leaveAll = createRoute({
  method: "delete",
  path: "/sessions",
  summary: "Sign out everywhere: end every session of mine",
  responses: { 204: { description: "Signed out" }, ...problemResponses },
});

export const sessionRoutes = (deps: Deps, provider: Provider | null) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(who, async (context) => {
      const reader = context.get("reader");
      if (!reader)
        throw new ProblemError("not_signed_in", "Nobody is signed in: POST /api/session to sign in.");
      return context.json(await sessionOf(reader, deps, context.get("viewedBy")), 200);
    })
    .openapi(enter, async (context) => {
      openDemoDoor(context, deps);
      const { account } = context.req.valid("json");
      const vouched = demoPerson(deps.district, account);
      const replacedSessionId = context.get("sessionId");
      const reader = await signIn(context, deps, { vouched, replacedSessionId });
      return context.json(await sessionOf(reader, deps), 200);
    })
    .openapi(leave, async (context) => {
      await signOut(context, deps);
      // A provider that does not answer must not keep anybody signed in here.
      const url = await provider?.signOutUrl().catch(() => null);
      return url ? context.json({ provider_sign_out: url.href }, 200) : context.body(null, 204);
    })
    .openapi(leaveAll, async (context) => {
      await signOut(context, deps, true);
      return context.body(null, 204);
    });

/** Who is signed in, as the pages need it; `viewedBy` is the administrator who looks as this reader. */
async function sessionOf(
  reader: Reader,
  { warehouse, district, printer }: Deps,
  viewedBy: ViewedBy | null = null,
): Promise<Session> {
  const pages = pagesOf(reader);
  const isDistrictWide = reader.grants.some(({ scope }) => scope.kind === "district");
  const schools =
    isDistrictWide || !pages.includes("school") ? [] : await warehouse.view("schools", {}, reader);
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
    formats: exportFormat.options.filter((format) => format !== "pdf" || printer !== undefined),
    is_demo: district.today !== null,
    district: district.name,
    viewed_by: viewedBy && {
      account: viewedBy.account,
      name: viewedBy.name,
      ends_at: viewedBy.endsAt,
    },
  };
}

const schoolRow = z.object({ organization_id: z.string(), name: z.string() });
