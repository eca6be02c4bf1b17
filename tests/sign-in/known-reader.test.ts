import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Warehouse } from "#warehouse";
import { today } from "../../api/auth/sessions.ts";
import { testDistrict } from "../../api/test-district.ts";
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
const idOf = ({ cookie }: { cookie: string }) => hashOf(cookie.split("=")[1] ?? "");

describe("signing in", () => {
  it("opens a session of twelve hours, for this host and no script, and is recorded", async () => {
    const { body, cookie } = await app.ask("POST", "/in/board");
    expect(body).toEqual({ account: "board", hasSignedIn: true });
    expect(cookie?.split("; ").sort()).toEqual([
      ...["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Strict", "Secure"],
      expect.stringMatching(/^__Host-rollbook=[\w-]{43}$/),
    ]);
    expect(await app.entries()).toEqual([`${start} board sign_in demo board`]);
    const headers = { cookie: cookie?.split(";")[0] ?? "" };
    expect(await app.me(headers)).toMatchObject({
      ...{
        account: "board",
        grants: 1,
        viewedBy: null,
        person: "board",
        session: idOf(headers),
        token: null,
      },
    });
  });

  it("closes the session that the browser had, and no other one of the person", async () => {
    const [mine, elsewhere] = [await app.enter("board"), await app.enter("board")];
    const next = await app.enter("admin", mine);
    expect([await app.accountOf(mine), await app.accountOf(elsewhere), await app.accountOf(next)]).toEqual([
      null,
      "board",
      "admin",
    ]);
  });

  it("is refused to whoever is disabled, whose older session is closed all the same", async () => {
    const mine = await app.enter("parent");
    const { personId } = (await app.control.findSession(idOf(mine), { now: start, idleSince: "" }))
      ?.person ?? { personId: "" };
    const board = await app.enter("board");
    await app.control.disablePerson(personId, start);
    const { status, body, cookie } = await app.ask("POST", "/in/parent", board);
    expect([status, body.code, cookie]).toEqual([403, "account_disabled", null]);
    expect(body.detail).toBe(
      "The account of The parent is disabled. Ask whoever runs Rollbook in Test Unified.",
    );
    expect([await app.accountOf(board), await app.accountOf(mine)]).toEqual([null, null]);
    expect(await app.entries()).toHaveLength(2);
  });
});

describe("a session", () => {
  it("is over after an hour unused, and after twelve in any case", async () => {
    const used = await app.enter("board");
    for (let minutes = 59; minutes < 12 * 60; minutes += 59) {
      app.after(minutes);
      expect([minutes, await app.accountOf(used)]).toEqual([minutes, "board"]);
    }
    app.after(12 * 60);
    expect(await app.accountOf(used)).toBeNull();
    app.after(0);
    const left = await app.enter("board");
    app.after(60);
    expect(await app.accountOf(left)).toBeNull();
  });

  it("is noted as used once a minute at most", async () => {
    const mine = await app.enter("board");
    const seenAt = async () =>
      (await app.control.findSession(idOf(mine), { now: start, idleSince: "" }))?.seenAt;
    app.after(0, 59);
    await app.accountOf(mine);
    expect(await seenAt()).toBe(start);
    app.after(1);
    await app.accountOf(mine);
    expect(await seenAt()).toBe("2026-11-20T12:01:00.000Z");
  });

  it("is of nobody whom another issuer vouched for, nor of whoever brings a made-up cookie", async () => {
    const { personId } = await app.control.keepPerson(person("admin", "https://id.example"), start);
    await app.control.openSession({
      ...{ session_id: hashOf("a"), person_id: personId, created_at: start, seen_at: start },
      expires_at: "2026-11-21T12:00:00.000Z",
    });
    for (const cookie of ["__Host-rollbook=a", "__Host-rollbook=b", "rollbook=a", ""])
      expect(await app.me({ cookie })).toMatchObject({ account: null, person: null, session: null });
  });

  it("is what a route for somebody signed in wants", async () => {
    expect((await app.ask("GET", "/whoever")).body.code).toBe("not_signed_in");
    expect((await app.ask("GET", "/whoever", await app.enter("board"))).body).toBe("board");
  });
});

describe("signing out", () => {
  it("ends this browser's session and no other, takes the cookie away, and is recorded", async () => {
    const [mine, elsewhere] = [await app.enter("board"), await app.enter("board")];
    expect((await app.ask("DELETE", "/out/here", mine)).cookie).toMatch(
      /^__Host-rollbook=; Max-Age=0; Path=\//,
    );
    expect([await app.accountOf(mine), await app.accountOf(elsewhere)]).toEqual([null, "board"]);
    expect((await app.entries()).at(-1)).toBe(`${start} board sign_out this browser`);
  });

  it("everywhere ends every session of the person and of nobody else", async () => {
    const [mine, elsewhere, other] = [
      await app.enter("board"),
      await app.enter("board"),
      await app.enter("admin"),
    ];
    await app.ask("DELETE", "/out/everywhere", mine);
    expect([await app.accountOf(mine), await app.accountOf(elsewhere), await app.accountOf(other)]).toEqual([
      null,
      null,
      "admin",
    ]);
    expect((await app.entries()).at(-1)).toBe(`${start} board sign_out everywhere`);
  });

  it("of whoever is not signed in takes a cookie away, and is not recorded", async () => {
    expect((await app.ask("DELETE", "/out/here", { cookie: "__Host-rollbook=x" })).cookie).toContain(
      "Max-Age=0",
    );
    expect(await app.entries()).toEqual([]);
  });
});

describe("looking as somebody else", () => {
  it("shows what the other has and nothing of one's own, for an hour", async () => {
    const admin = await app.enter("admin");
    expect((await app.ask("POST", "/view/parent", admin)).status).toBe(204);
    expect(await app.me(admin)).toMatchObject({
      ...{ account: "parent", grants: 0, person: "admin", session: idOf(admin) },
      viewedBy: { account: "admin", name: "An Operator", endsAt: "2026-11-20T13:00:00.000Z" },
    });
    app.after(59);
    expect(await app.accountOf(admin)).toBe("parent");
    app.after(60);
    await app.enter("admin");
    expect(await app.accountOf(admin)).toBe("admin");
  });

  it("is for an administrator with her own eyes, at somebody who is none", async () => {
    const [admin, board] = [await app.enter("admin"), await app.enter("board")];
    expect((await app.ask("POST", "/view/parent")).status).toBe(403);
    expect((await app.ask("POST", "/view/parent", board)).status).toBe(403);
    expect((await app.ask("POST", "/view/admin", admin)).body.detail).toContain(
      "Nobody looks as an administrator",
    );
    expect((await app.ask("POST", "/view/admin2", admin)).status).toBe(403);
    expect((await app.ask("POST", "/view/nobody", admin)).status).toBe(404);
    await app.ask("POST", "/view/board", admin);
    expect((await app.ask("POST", "/view/parent", admin)).body.detail).toContain(
      "looks through her own eyes",
    );
    expect(await app.me(admin)).toMatchObject({ account: "board", grants: 1 });
    expect((await app.entries()).filter((entry) => entry.includes("view_as"))).toEqual([
      `${start} admin view_as_began as board`,
    ]);
  });

  it("ends when she says so, and before she signs out; both are recorded", async () => {
    const admin = await app.enter("admin");
    await app.ask("DELETE", "/view", admin);
    await app.ask("POST", "/view/parent", admin);
    await app.ask("DELETE", "/view", admin);
    expect(await app.accountOf(admin)).toBe("admin");
    await app.ask("POST", "/view/board", admin);
    await app.ask("DELETE", "/out/here", admin);
    expect((await app.entries()).slice(1)).toEqual([
      `${start} admin view_as_began as parent`,
      `${start} admin view_as_ended as parent`,
      `${start} admin view_as_began as board`,
      `${start} admin view_as_ended as board`,
      `${start} admin sign_out this browser`,
    ]);
    expect(await app.control.viewOf(idOf(admin), start)).toBeUndefined();
  });

  it("counts for nothing where the session is not, or is no longer, an administrator's own", async () => {
    const board = await app.enter("board");
    const view = {
      session_id: idOf(board),
      account: "admin",
      began_at: start,
      ends_at: "2026-11-20T13:00:00.000Z",
    };
    for (const viewed_by of ["board", "admin"]) {
      await app.control.beginView({ ...view, viewed_by });
      expect(await app.me(board)).toMatchObject({ account: "board", viewedBy: null });
    }
    const admin = await app.enter("admin");
    await app.control.beginView({ ...view, session_id: idOf(admin), account: "board", viewed_by: "board" });
    expect(await app.me(admin)).toMatchObject({ account: "admin", viewedBy: null });
  });

  it("shows whoever has become an administrator since without a grant", async () => {
    const admin = await app.enter("admin");
    const view = { session_id: idOf(admin), viewed_by: "admin", began_at: start };
    await app.control.beginView({ ...view, account: "admin", ends_at: "2026-11-20T13:00:00.000Z" });
    expect(await app.me(admin)).toMatchObject({
      account: "admin",
      grants: 0,
      viewedBy: { account: "admin" },
    });
  });
});

it("the day that grants count from is the demo's, or else today's", () => {
  const clock = () => new Date("2027-01-02T23:59:59Z");
  expect(today(testDistrict, clock)).toBe("2026-11-20");
  expect(today({ ...testDistrict, today: null }, clock)).toBe("2027-01-02");
});
