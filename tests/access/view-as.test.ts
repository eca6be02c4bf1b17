import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Warehouse } from "#warehouse";
import { policies } from "../../api/auth/policies.ts";
import { alder, birch } from "../../warehouse/build/mini-district.ts";
import {
  type Access,
  children,
  openAccess,
  publishedSchools,
  type Session,
  studentsSeen,
} from "./access-district.ts";

let warehouse: Warehouse;
let access: Access;
let admin: Session;
beforeAll(async () => {
  warehouse = await publishedSchools();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  access = await openAccess(warehouse);
  admin = await access.signIn("admin");
});
afterEach(() => access.close());

const lookAs = (account: string, session = admin) => session.post("/api/view-as", { account });

describe("looking as somebody else", () => {
  it.each(["board", "bond", "coordinator", "principal", "clerk", "helper", "rosa"])(
    "gives exactly what %s has, and nothing more",
    async (account) => {
      const own = await access.signIn(account);
      expect((await lookAs(account)).status).toBe(204);
      const session = (await admin.get("/api/session")).body;
      expect(session).toEqual({
        ...(await own.get("/api/session")).body,
        viewed_by: { account: "admin", name: "admin the admin", ends_at: "2025-03-28T13:00:00.000Z" },
      });
      const questions = [
        "/api/catalog",
        "/api/grants",
        "/api/invitations",
        "/api/why?page=board",
        "/api/pages/school",
        `/api/pages/school?school=${birch}`,
        "/api/pages/data",
        "/api/pages/costs",
      ];
      for (const path of questions)
        expect([path, await admin.get(path)]).toEqual([path, await own.get(path)]);
      const slices = [{ measures: ["days_absent"], by: ["student"] }];
      expect(await admin.post("/api/answers", { slices })).toEqual(
        await own.post("/api/answers", { slices }),
      );
    },
  );

  it("tells nothing of the administrator's own: her tokens are out of sight", async () => {
    await lookAs("rosa");
    expect((await admin.get("/api/tokens")).status).toBe(403);
    expect((await admin.get("/api/grants")).body.grants).toEqual([]);
  });

  it("changes nothing: every route that could is refused, whoever is looked through", async () => {
    for (const account of ["coordinator", "principal", "rosa"]) {
      await lookAs(account);
      const changing = Object.keys(policies).filter((name) => !/^GET /.test(name));
      const allowed = [
        "POST /api/answers",
        "POST /api/exports",
        "POST /api/reports/:id/run",
        "DELETE /api/view-as",
        "DELETE /api/session",
      ];
      for (const name of changing.filter((one) => !allowed.includes(one))) {
        const [method, path = ""] = name.split(" ");
        const body = method === "DELETE" ? undefined : {};
        const { status } = await admin.send(method ?? "", path, body);
        expect([name, status]).toEqual([name, 403]);
      }
      await admin.delete("/api/view-as");
    }
    expect(await access.control.handGrants()).toEqual([]);
    expect(await access.control.invitations()).toEqual([]);
  });

  it("does not nest, nor reach another administrator or oneself", async () => {
    expect((await lookAs("admin2")).status).toBe(403);
    expect((await lookAs("admin")).status).toBe(403);
    expect((await lookAs("nobody")).status).toBe(404);
    await lookAs("coordinator");
    expect((await lookAs("rosa")).status).toBe(403);
    expect((await admin.get("/api/session")).body.account).toBe("coordinator");
  });

  it("is for administrators", async () => {
    for (const account of ["board", "coordinator", "principal", "rosa"])
      expect((await lookAs("rosa", await access.signIn(account))).status).toBe(403);
  });

  it("ends when she stops, after an hour, and with the session", async () => {
    const who = async (session = admin) => (await session.get("/api/session")).body.account;
    await lookAs("rosa");
    expect((await admin.delete("/api/view-as")).status).toBe(204);
    expect(await who()).toBe("admin");
    await lookAs("rosa");
    access.time.at = new Date("2025-03-28T12:59:59Z");
    expect(await who()).toBe("rosa");
    access.time.at = new Date("2025-03-28T13:00:00Z");
    expect(await who()).toBe("admin");
    await lookAs("rosa");
    expect((await admin.delete("/api/session")).status).toBe(204);
    expect((await admin.get("/api/session")).status).toBe(401);
    expect(await who(await access.signIn("admin"))).toBe("admin");
  });

  it("is one session's: another of the same administrator reads as before", async () => {
    const other = await access.signIn("admin");
    await lookAs("rosa");
    expect((await other.get("/api/session")).body.account).toBe("admin");
    expect((await other.delete("/api/view-as")).status).toBe(204);
    expect((await admin.get("/api/session")).body.account).toBe("rosa");
  });

  it("is recorded with both, begun and ended, also by signing out", async () => {
    await lookAs("rosa");
    await admin.delete("/api/view-as");
    await lookAs("principal");
    await admin.delete("/api/session");
    const entries = (await access.control.auditEntries()).map(({ account, action, subject }) =>
      [account, action, subject].join(" "),
    );
    expect(entries.sort()).toEqual([
      "admin sign_in demo admin",
      "admin sign_out this browser",
      "admin view_as_began as principal",
      "admin view_as_began as rosa",
      "admin view_as_ended as principal",
      "admin view_as_ended as rosa",
    ]);
  });

  it("leaves in the log who really looked, and as whom", async () => {
    await lookAs("principal");
    await studentsSeen(admin);
    const [seen] = await access.control.auditEntries({ action: "drill_down" });
    expect(seen).toMatchObject({ account: "admin", viewed_as: "principal" });
    expect(seen?.students).toContain(children.ann);
  });

  it("falls away with the administrator's own grant, and shows nothing of who has become one", async () => {
    const asked = {
      role: "admin",
      scope: { kind: "district" },
      reason: "Second administrator",
      to: "2025-12-31",
    };
    const give = (key: string) =>
      access
        .signIn("admin2")
        .then((other) => other.post("/api/grants", { ...asked, grantee: { kind: "person", key } }));
    const grantId = (await give("otto")).body.grant_id;
    const otto = await access.signIn("otto");
    await lookAs("principal", otto);
    expect(await studentsSeen(otto)).toContain("Archer, ann");
    await admin.delete(`/api/grants/${grantId}`);
    expect((await otto.get("/api/session")).body).toMatchObject({ account: "otto", viewed_by: null });
    expect(await studentsSeen(otto)).toEqual([]);
    await lookAs("rosa");
    await give("rosa");
    expect(await studentsSeen(admin)).toEqual([]);
    expect((await admin.post("/api/grants", {})).status).toBe(403);
  });
});

describe("why can I (not) see this", () => {
  type Lack = { key: string; subject: string | null };
  const why = async (account: string, query: string) => {
    const { status, body } = await (await access.signIn(account)).get(`/api/why?${query}`);
    const lacks: Lack[] = body.missing ?? [];
    const missing = lacks.map(({ key, subject }) => (subject ? `${key} ${subject}` : key));
    return { status, sees: body.sees, missing, grants: body.grants?.length, hidden: body.hidden_up_to };
  };

  it.each([
    ["principal", "measure=iep_students", { sees: "all", missing: [], grants: 1, hidden: null }],
    [
      "clerk",
      "measure=iep_students",
      { sees: "nothing", missing: ["no_subject special_education"], grants: 0 },
    ],
    [
      "clerk",
      "measure=days_absent&dimension=disability",
      { sees: "nothing", missing: ["no_subject special_education"] },
    ],
    ["board", "measure=days_absent", { sees: "part", missing: ["no_students"], hidden: 10 }],
    ["board", "measure=days_absent&dimension=student", { sees: "nothing", missing: ["no_students"] }],
    ["bond", "page=costs", { sees: "all", missing: [], hidden: null }],
    ["bond", "measure=enrollment", { sees: "nothing", missing: ["no_subject students"] }],
    ["principal", "page=board", { sees: "nothing", missing: ["no_subject finance"] }],
    ["principal", "page=compliance", { sees: "nothing", missing: ["not_whole_district"] }],
    ["principal", "page=access", { sees: "nothing", missing: ["only_administrators"] }],
    ["admin", "page=access", { sees: "all", missing: [] }],
    ["rosa", "measure=days_absent", { sees: "nothing", missing: ["no_grant"], grants: 0 }],
    ["principal", `measure=days_absent&school=${alder}`, { sees: "all", missing: [] }],
  ])("says to %s of %s what applies and what is missing", async (account, query, expected) => {
    expect(await why(account, query)).toMatchObject({ status: 200, ...expected });
  });

  it("says to a guardian that a page about a school is not about her child", async () => {
    const coordinator = await access.signIn("coordinator");
    const invited = { guardian_name: "Rosa Diaz", state_student_id: children.ann, relation: "mother" };
    const { code } = (await coordinator.post("/api/invitations", invited)).body;
    await (await access.signIn("rosa")).post("/api/invitations/redeem", { code });
    expect(await why("rosa", "page=school")).toMatchObject({ sees: "nothing", missing: ["not_schools"] });
    expect(await why("rosa", "measure=days_absent")).toMatchObject({ sees: "all", grants: 1 });
  });

  it("never tells whether a school is there that one may not see", async () => {
    const asked = (school: string) => why("principal", `measure=days_absent&school=${school}`);
    expect(await asked(birch)).toEqual(await asked("07619999999999"));
    expect((await asked(birch)).missing).toEqual(["no_school"]);
  });

  it("refuses what is no measure, dimension or page", async () => {
    for (const query of ["measure=wages", "dimension=shoe_size", "page=payroll", "student=1"])
      expect((await why("board", query)).status).toBe(400);
  });
});
