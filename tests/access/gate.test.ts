import { Hono } from "hono";
import { expect, it } from "vitest";
import type { Grant, Reader } from "#warehouse";
import { gate } from "../../api/auth/policies.ts";
import type { AppEnv, ViewedBy } from "../../api/deps.ts";

const grant: Grant = {
  ...{ role: "admin", scope: { kind: "district" }, subjects: ["operations"], mayReadStudents: true },
  ...{ mayReadNames: true, reason: "test", from: "2000-01-01", to: null, givenBy: "test" },
};
const root: Reader = { account: "root", name: "Root", role: "admin", grants: [grant] };
const ann: Reader = { account: "ann", name: "Ann", role: "guest", grants: [] };

/** What the gate says to a reader at a route; "open" where it lets her through. */
async function asked(
  route: string,
  reader: Reader | null,
  viewedBy: ViewedBy | null = null,
): Promise<string> {
  const [method = "", path = ""] = route.split(" ");
  const app = new Hono<AppEnv>()
    .use(async (context, next) => {
      context.set("reader", reader);
      context.set("viewedBy", viewedBy);
      await next();
    })
    .use(gate)
    .on(method, path, (context) => context.text("open"))
    .onError(({ message }) => new Response(message));
  return (await app.request(path, { method })).text();
}

it.each<[string, string, Reader | null, string]>([
  ["GET /api/session", "nobody", null, "open"],
  ["GET /api/catalog", "nobody", null, "Sign in first, or send a token that is known and good."],
  ["GET /api/catalog", "a guest", ann, "open"],
  ["GET /api/audit", "a guest", ann, "The grants of Ann do not allow this."],
  ["GET /api/audit", "an administrator", root, "open"],
  ["POST /api/invitations", "a guest", ann, "The grants of Ann do not allow this."],
  ["POST /api/invitations", "an administrator", root, "open"],
  ["GET /api/pages/data", "a guest", ann, "The grants of Ann do not reach the data page."],
  ["GET /api/pages/data", "an administrator", root, "open"],
  ["GET /api/new", "an administrator", root, "This address has no policy, so nobody may use it."],
])("%s answers %s as its policy says", async (route, _, reader, sentence) => {
  expect(await asked(route, reader)).toBe(sentence);
});

it("whoever looks as somebody else may read and change nothing", async () => {
  const viewedBy = { account: "root", name: "Root", endsAt: "2026-11-20T13:00:00Z" };
  expect(await asked("POST /api/tokens", root, viewedBy)).toContain("looking changes nothing");
  expect(await asked("GET /api/pages/data", root, viewedBy)).toBe("open");
});

it("what no route answers is not the gate's to refuse", async () => {
  const app = new Hono<AppEnv>().use(gate);
  expect((await app.request("/api/nothing")).status).toBe(404);
});
