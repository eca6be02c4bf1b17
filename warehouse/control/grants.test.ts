import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Grant } from "../district.ts";
import { type Control, openControl } from "./control-store.ts";
import { startStores, type TestStores } from "./test-stores.ts";

const NOON = "2026-11-20T12:00:00.000Z";
const ONE = "2026-11-20T13:00:00.000Z";
const grant: Grant = {
  role: "principal",
  scope: { kind: "school", ids: ["07612340000010", "07612340000020"] },
  subjects: ["students", "operations"],
  mayReadStudents: true,
  mayReadNames: true,
  mayReadHistory: false,
  reason: `It's "for" the census; -- ñ`,
  from: "2026-11-20",
  to: "2027-06-30",
  givenBy: "admin",
};

let stores: TestStores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.stop());

describe.each(["sqlite", "postgres"])("on %s", (engine) => {
  let control: Control;
  beforeAll(async () => {
    control = await openControl(await stores.create(engine, "grants"));
  });
  afterAll(() => control.close());

  it("a grant comes back as it was given, to a person or to her groups, until it is revoked", async () => {
    const at = NOON;
    const grantId = await control.giveGrant({ grantee: { kind: "person", key: "ann" }, grant, at });
    await control.giveGrant({ grantee: { kind: "group", key: "helpers" }, grant, at: ONE });
    const [own, ofGroup] = await control.handGrants({ account: "ann", groups: ["helpers", "cooks"] });
    expect(own).toMatchObject({ grantId, grant, givenAt: NOON, revokedAt: null });
    expect(ofGroup?.grantee).toEqual({ kind: "group", key: "helpers" });
    expect(await control.handGrants({ account: "helpers", groups: ["ann"] })).toEqual([]);
    const revoking = [1, 2, 3].map(() => control.revokeGrant({ grantId, by: "admin2", at: ONE }));
    expect((await Promise.all(revoking)).filter(Boolean)).toHaveLength(1);
    const [revoked] = await control.handGrants({ account: "ann", groups: [] });
    expect(revoked).toMatchObject({ revokedAt: ONE, revokedBy: "admin2" });
    expect(await control.handGrants()).toHaveLength(2);
  });

  it("an invitation is used once, with the grant it becomes or not at all", async () => {
    const invitationId = await control.invite({
      ...{ codeHash: "abc", guardianName: "Rosa Diaz", stateStudentId: "9000000001", relation: "mother" },
      ...{ reason: null, madeBy: "ann", madeAt: NOON, expiresAt: ONE },
    });
    expect(await control.findInvitation("abc", NOON)).toMatchObject({ invitationId, usedBy: null });
    expect(await control.findInvitation("abc", ONE)).toBeUndefined();
    expect(await control.findInvitation("abd", NOON)).toBeUndefined();
    const use = { invitationId, account: "rosa", at: NOON };
    const endless = { ...grant, to: null };
    await expect(control.takeInvitation({ ...use, grant: endless })).rejects.toThrow("needs an end");
    expect(await control.findInvitation("abc", NOON)).toBeDefined();
    const taken = await Promise.all([1, 2, 3].map(() => control.takeInvitation({ ...use, grant })));
    expect(taken.filter((grantId) => grantId !== null)).toHaveLength(1);
    expect(await control.handGrants({ account: "rosa", groups: [] })).toHaveLength(1);
    expect(await control.findInvitation("abc", NOON)).toBeUndefined();
    expect(await control.invitations()).toMatchObject([{ usedBy: "rosa" }]);
  });

  it("attempts count one another, each person's for itself, and are forgotten after their hour", async () => {
    const attempt = { account: "rosa", at: NOON, since: "2026-11-20T11:00:00.000Z" };
    const noted = await Promise.all([1, 2, 3].map(() => control.noteAttempt(attempt)));
    expect(Math.max(...noted.map(({ attempts }) => attempts))).toBe(3);
    expect((await control.noteAttempt({ ...attempt, account: "otto" })).attempts).toBe(1);
    await control.forgetAttempt(noted[0]?.attemptId ?? "");
    expect((await control.noteAttempt(attempt)).attempts).toBe(3);
    expect((await control.noteAttempt({ ...attempt, at: ONE, since: NOON })).attempts).toBe(1);
  });

  it("a session looks through one pair of eyes, until its end", async () => {
    const view = { session_id: "s", viewed_by: "admin", account: "rosa", began_at: NOON, ends_at: ONE };
    await control.beginView(view);
    await control.beginView({ ...view, account: "otto" });
    expect(await control.viewOf("s", NOON)).toMatchObject({ account: "otto" });
    expect(await control.viewOf("s", ONE)).toBeUndefined();
    expect(await control.viewOf("t", NOON)).toBeUndefined();
    await control.endView("s");
    expect(await control.viewOf("s", NOON)).toBeUndefined();
  });
});
