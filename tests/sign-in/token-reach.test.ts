import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Warehouse } from "#warehouse";
import { newToken } from "../../api/auth/tokens.ts";
import { emptyWarehouse, hashOf, openSmallApp, person, type SmallApp } from "./small-app.ts";

let warehouse: Warehouse;
let app: SmallApp;
beforeAll(async () => {
  warehouse = await emptyWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  app = await openSmallApp(warehouse);
});
afterEach(() => app.close());

const start = "2026-11-20T12:00:00.000Z";

/** Makes a token of a person and gives the header that a program then sends. */
async function bearer(subject: string, scopes: string[], { issuer = "demo", token = newToken().token } = {}) {
  const { personId } = await app.control.keepPerson(person(subject, issuer), start);
  await app.control.keepToken({
    ...{ token_id: hashOf(token), token_hash: hashOf(token), person_id: personId, label: "Nightly" },
    ...{ scopes: JSON.stringify(scopes), created_at: start, expires_on: "2026-11-21" },
  });
  return { authorization: `Bearer ${token}` };
}

describe("a token", () => {
  it("is random, begins with its prefix, and is kept as a hash", () => {
    const { token, hash } = newToken();
    expect(token).toMatch(/^rb_[\w-]{43}$/);
    expect(hash).toBe(hashOf(token));
    expect(newToken().token).not.toBe(token);
  });

  it("says whose request it is, however the word before it is written", async () => {
    const { authorization } = await bearer("board", ["board"]);
    const token = authorization.slice("Bearer ".length);
    for (const words of [authorization, `bearer  ${token}`])
      expect(await app.me({ authorization: words })).toMatchObject({
        ...{ account: "board", person: "board", session: null, token: "Nightly", viewedBy: null, grants: 1 },
      });
  });

  it("counts instead of the cookie beside it, also where it is unknown", async () => {
    const admin = await app.enter("admin");
    expect(await app.me({ ...admin, ...(await bearer("parent", ["answers"])) })).toMatchObject({
      ...{ account: "parent", session: null },
    });
    expect(await app.me({ ...admin, authorization: "Bearer rb_unknown" })).toMatchObject({
      ...{ account: null, person: null, session: null, token: null },
    });
    expect(await app.accountOf({ ...admin, authorization: "Basic YTpi" })).toBe("admin");
  });

  it("reads as its owner while she looks as somebody else", async () => {
    const admin = await app.enter("admin");
    await app.ask("POST", "/view/parent", admin);
    expect(await app.me(await bearer("admin", ["data"]))).toMatchObject({ account: "admin", viewedBy: null });
  });

  it("is nobody's without its prefix, and where another issuer vouched for its owner", async () => {
    expect(await app.accountOf(await bearer("board", ["board"], { token: "xx_1" }))).toBeNull();
    expect(await app.accountOf(await bearer("board", ["board"], { token: "rb_1" }))).toBe("board");
    const elsewhere = await bearer("board", ["board"], { issuer: "https://id.example", token: "rb_2" });
    expect(await app.accountOf(elsewhere)).toBeNull();
  });

  it("lasts to the end of its last day", async () => {
    const token = await bearer("board", ["board"]);
    app.after(36 * 60 - 1);
    expect(await app.accountOf(token)).toBe("board");
    app.after(36 * 60);
    expect(await app.accountOf(token)).toBeNull();
  });

  it("is noted as used, once a minute at most", async () => {
    const token = await bearer("board", ["board"]);
    const usedAt = async () => {
      const [person] = await app.control.listPeople();
      const [kept] = await app.control.listTokens(person?.personId ?? "");
      return kept?.lastUsedAt;
    };
    const used: unknown[] = [await usedAt()];
    for (const seconds of [5, 64, 65]) {
      app.after(0, seconds);
      await app.accountOf(token);
      used.push(await usedAt());
    }
    const first = "2026-11-20T12:00:05.000Z";
    expect(used).toEqual([null, first, first, "2026-11-20T12:01:05.000Z"]);
  });
});

describe("behind the gate a token", () => {
  const every = [
    "board",
    "school",
    "compliance",
    "costs",
    "data",
    "parent",
    "upload",
    "access",
    "answers",
    "exports",
  ];

  it.each([
    ["GET /api/pages/board", "board"],
    ["GET /api/sources", "data"],
    ["GET /api/catalog", "answers"],
    ["POST /api/answers", "answers"],
    ["POST /api/exports", "exports"],
    ["POST /api/exports/jobs", "exports"],
    ["GET /api/exports/jobs/x/file", "exports"],
    ["DELETE /api/exports/jobs/x", "exports"],
  ])("reaches %s by the scope %s and by no other", async (route, scope) => {
    const [method = "", path = ""] = route.split(" ");
    expect((await app.ask(method, path, await bearer("board", [scope]))).body).toBe("open");
    const others = await bearer(
      "board",
      every.filter((one) => one !== scope),
    );
    expect((await app.ask(method, path, others)).body).toMatchObject({
      ...{ code: "forbidden", detail: `The token "Nightly" does not reach ${scope}: make one that does.` },
    });
  });

  it.each([
    "GET /api/tokens",
    "POST /api/tokens",
    "DELETE /api/sessions",
    "GET /api/audit",
    "POST /api/purposes",
  ])("never reaches %s, whatever its scopes are", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    expect((await app.ask(method, path, await bearer("admin", every))).body).toMatchObject({
      ...{ code: "forbidden", detail: "A token cannot do this: sign in with a browser." },
    });
    expect((await app.ask(method, path, await app.enter("admin"))).body).toBe("open");
  });

  it("asks for no more than its owner may, and is not needed where anybody may ask", async () => {
    const guest = await bearer("parent", every);
    expect((await app.ask("GET", "/api/pages/board", guest)).body.detail).toContain(
      "do not reach the board page",
    );
    expect((await app.ask("GET", "/api/session", await bearer("board", []))).body).toBe("open");
  });
});
