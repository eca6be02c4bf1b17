import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Warehouse } from "#warehouse";
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
let principal: Session;
let rosa: Session;
beforeAll(async () => {
  warehouse = await publishedSchools();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  access = await openAccess(warehouse);
  [principal, rosa] = await Promise.all([access.signIn("principal"), access.signIn("rosa")]);
});
afterEach(() => access.close());

const mother = { guardian_name: "Rosa Diaz", state_student_id: children.ann, relation: "mother" };
const codeFor = async (asked: object = mother, session = principal): Promise<string> =>
  (await session.post("/api/invitations", asked)).body.code;
const redeem = (code: string, session = rosa) => session.post("/api/invitations/redeem", { code });

describe("an invitation", () => {
  it("opens one child to one guardian until the day before the child is 18", async () => {
    const code = await codeFor();
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
    expect(await redeem(code)).toEqual({ status: 200, body: { relation: "mother", to: "2030-03-03" } });
    expect(await studentsSeen(rosa)).toEqual(["Archer, ann"]);
    const [grant] = (await rosa.get("/api/grants")).body.grants;
    expect(grant).toMatchObject({
      role: "parent",
      relation: "mother",
      scope: { kind: "student", places: [{ key: children.ann }] },
      given_by: "principal",
      reason: "Rosa Diaz, invited on 2025-03-28",
    });
    access.time.at = new Date("2030-03-04T12:00:00Z");
    expect(await studentsSeen(await access.signIn("rosa"))).toEqual([]);
  });

  it("stands in the child's record of accesses: who invited, and who came in", async () => {
    await redeem(await codeFor());
    const entries = await access.control.auditEntries({ student: children.ann });
    expect(entries.map(({ account, action }) => `${account} ${action}`)).toEqual([
      "rosa invitation_redeemed",
      "principal invitation_made",
    ]);
  });

  it("may be typed in small letters and without dashes", async () => {
    const code = await codeFor();
    expect((await redeem(` ${code.toLowerCase().replaceAll("-", " ")} `)).status).toBe(200);
  });

  it("gives the same answer when its code is wrong, used, expired or one's own", async () => {
    const used = await codeFor();
    await redeem(used);
    const expired = await codeFor({ ...mother, days: 1 });
    const own = await codeFor();
    access.time.at = new Date("2025-03-29T12:00:00Z");
    const otto = await access.signIn("otto");
    const wrong = await redeem("ABCD-EFGH-JKMN-PQRS", otto);
    expect(wrong).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await redeem(used, otto)).toEqual(wrong);
    expect(await redeem(expired, otto)).toEqual(wrong);
    expect(await redeem(own, await access.signIn("principal"))).toEqual(wrong);
    expect(await studentsSeen(otto)).toEqual([]);
  });

  it("is used once, also by two who try at the same moment", async () => {
    const code = await codeFor();
    const otto = await access.signIn("otto");
    const tried = await Promise.all([redeem(code), redeem(code, otto), redeem(code), redeem(code, otto)]);
    expect(tried.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    expect(await access.control.handGrants()).toHaveLength(1);
  });

  it("cannot be guessed: after five wrong codes in an hour the right one waits too", async () => {
    const code = await codeFor();
    for (let tries = 0; tries < 5; tries++) expect((await redeem(`WRONG-${tries}`)).status).toBe(404);
    expect(await redeem(code)).toMatchObject({ status: 429, body: { code: "too_many_requests" } });
    expect((await redeem(code, await access.signIn("otto"))).status).toBe(200);
    access.time.at = new Date("2025-03-28T13:00:01Z");
    expect((await redeem(code, await access.signIn("rosa"))).status).toBe(404);
  });

  it("is kept as a hash, and its code is told once", async () => {
    const code = await codeFor();
    const listed = JSON.stringify((await principal.get("/api/invitations")).body);
    const kept = JSON.stringify([await access.control.invitations(), await access.control.auditEntries()]);
    for (const text of [listed, kept])
      for (const shape of [code, code.replaceAll("-", "")]) expect(text).not.toContain(shape);
    expect((await principal.get("/api/invitations")).body.invitations).toMatchObject([{ state: "open" }]);
  });
});

describe("who may invite", () => {
  it("is a principal for a child at her school; another child is not told from one that does not exist", async () => {
    const other = await principal.post("/api/invitations", { ...mother, state_student_id: children.ben });
    const nobody = await principal.post("/api/invitations", { ...mother, state_student_id: "9999999999" });
    expect([other.status, nobody.status]).toEqual([404, 404]);
    const without = (words: string) => words.replace(/\d{10}/, "");
    expect(without(other.body.detail)).toBe(without(nobody.body.detail));
  });

  it("is a coordinator or administrator for any child, and nobody else", async () => {
    for (const account of ["coordinator", "admin"]) {
      const asked = { ...mother, state_student_id: children.ben };
      expect(await codeFor(asked, await access.signIn(account))).toMatch(/-/);
    }
    for (const account of ["board", "clerk", "rosa"])
      expect((await (await access.signIn(account)).post("/api/invitations", mother)).status).toBe(403);
  });

  it("sees the invitations she made; an administrator sees all", async () => {
    await codeFor();
    await codeFor(mother, await access.signIn("coordinator"));
    const made = async (account: string) =>
      (await (await access.signIn(account)).get("/api/invitations")).body.invitations.length;
    expect([await made("principal"), await made("coordinator"), await made("admin")]).toEqual([1, 1, 2]);
  });
});

describe("a student of 18 years or more", () => {
  const abe = { ...mother, state_student_id: children.abe };
  const reason = "The court named a conservator";

  it("is her own: a parent is refused", async () => {
    const refused = await principal.post("/api/invitations", abe);
    expect(refused).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  it("is her own also where she came of age after the code was made", async () => {
    const code = await codeFor({ ...mother, state_student_id: children.zoe });
    access.time.at = new Date("2025-04-15T12:00:00Z");
    expect((await redeem(code, await access.signIn("rosa"))).status).toBe(403);
    expect(await access.control.handGrants()).toEqual([]);
  });

  it("is invited with a reason, or who holds her education rights, until 22", async () => {
    const rights = { ...abe, relation: "education_rights_holder" };
    expect((await principal.post("/api/invitations", rights)).status).toBe(400);
    const code = await codeFor({ ...rights, reason });
    expect((await redeem(code)).body).toEqual({ relation: "education_rights_holder", to: "2029-02-13" });
    const own = await codeFor({ ...abe, relation: "eligible_student", reason });
    expect((await redeem(own, await access.signIn("otto"))).status).toBe(200);
  });

  it("cannot be claimed to be of age before she is", async () => {
    const claimed = { ...mother, relation: "eligible_student", reason };
    expect((await principal.post("/api/invitations", claimed)).status).toBe(400);
  });

  it("of 22 is open to nobody, and without a birth date nothing is opened", async () => {
    const asked = { relation: "education_rights_holder", reason };
    for (const id of [children.old, children.nan]) {
      const refused = await principal.post("/api/invitations", { ...mother, ...asked, state_student_id: id });
      expect([400, 403]).toContain(refused.status);
    }
  });
});
