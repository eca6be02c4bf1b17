import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl } from "./control-store.ts";
import { type StorePlace, startStores, type TestStores } from "./test-stores.ts";

const NOON = "2026-11-20T12:00:00.000Z";
const EVENING = "2026-11-20T18:00:00.000Z";

const stores: Record<string, StorePlace> = {};
let both: TestStores;

beforeAll(async () => {
  both = await startStores();
  for (const engine of ["sqlite", "postgres"]) stores[engine] = await both.create(engine, "control");
});

afterAll(() => both.stop());

const board = {
  issuer: "demo",
  subject: "board",
  name: "A",
  email: null,
  staffId: null,
  groups: ["all", "b"],
};
const session = (id: string, personId: string) => ({
  ...{ session_id: id, person_id: personId, created_at: NOON, seen_at: NOON },
  expires_at: EVENING,
});
const at = (now: string) => ({ now, idleSince: "2026-11-20T11:59:59.000Z" });

describe.each(["sqlite", "postgres"])("the control store on %s", (engine) => {
  const open = (now: string) => openControl({ ...(stores[engine] ?? { dataDir: "" }), now });

  it("finds a session until it expires, and not after it was closed", async () => {
    const control = await open(NOON);
    const { personId } = await control.keepPerson(board, NOON);
    await control.openSession(session("a", personId));
    expect((await control.findSession("a", at(NOON)))?.person).toMatchObject(board);
    expect(await control.findSession("a", at(EVENING))).toBeUndefined();
    await control.closeSession("a");
    expect(await control.findSession("a", at(NOON))).toBeUndefined();
    await control.close();
  });

  it("keeps sessions and audit entries when it is opened again, and migrates once", async () => {
    const first = await open(NOON);
    const { personId } = await first.keepPerson(board, NOON);
    await first.openSession(session("b", personId));
    await first.record({ at: NOON, account: "admin", action: "sign_in", subject: "demo" });
    await first.close();
    const [one, other] = await Promise.all([open(NOON), open(NOON)]);
    expect((await one.findSession("b", at(NOON)))?.person.personId).toBe(personId);
    expect((await other.auditEntries()).map(({ action }) => action)).toEqual(["sign_in"]);
    await Promise.all([one.close(), other.close()]);
  });

  it("finds no session that was left alone, and notes when one was used", async () => {
    const control = await open(NOON);
    const { personId } = await control.keepPerson(board, NOON);
    await control.openSession(session("c", personId));
    const later = { now: "2026-11-20T13:00:00.000Z", idleSince: NOON };
    expect(await control.findSession("c", later)).toBeUndefined();
    await control.seeSession("c", "2026-11-20T12:30:00.000Z");
    expect((await control.findSession("c", later))?.seenAt).toBe("2026-11-20T12:30:00.000Z");
    await control.closeSessionsOf(personId);
    expect(await control.findSession("c", later)).toBeUndefined();
    await control.close();
  });

  it("knows a person by issuer and subject alone, and keeps what the issuer says last", async () => {
    const control = await open(NOON);
    const [one, again, other] = [
      await control.keepPerson({ ...board, subject: "s", email: "a@example.org" }, NOON),
      await control.keepPerson({ ...board, subject: "s", name: "B", groups: [] }, EVENING),
      await control.keepPerson(
        { ...board, issuer: "https://other", subject: "s", email: "a@example.org" },
        NOON,
      ),
    ];
    expect(again).toMatchObject({ personId: one.personId, name: "B", groups: [], lastSeenAt: EVENING });
    expect(other.personId).not.toBe(one.personId);
    await control.close();
  });

  it("ends sessions and tokens of a person who is disabled, for good", async () => {
    const control = await open(NOON);
    const { personId } = await control.keepPerson({ ...board, subject: "leaver" }, NOON);
    await control.openSession(session("d", personId));
    await control.keepToken(token("t", personId));
    expect((await control.findToken("hash of t", "2026-11-20"))?.token.scopes).toEqual(["board"]);
    await control.disablePerson(personId, NOON);
    expect(await control.findSession("d", at(NOON))).toBeUndefined();
    expect((await control.keepPerson({ ...board, subject: "leaver" }, NOON)).isDisabled).toBe(true);
    // A session or token that was made at the same moment is not left over either.
    await control.openSession(session("e", personId));
    await control.keepToken(token("late", personId));
    expect(await control.findSession("e", at(NOON))).toBeUndefined();
    expect(await control.findToken("hash of late", "2026-11-20")).toBeUndefined();
    await control.closeSessionsOf(personId);
    await control.enablePerson(personId);
    expect(await control.findToken("hash of t", "2026-11-20")).toBeUndefined();
    await control.close();
  });

  it("finds a token by its hash until its last day is over or its owner revokes it", async () => {
    const control = await open(NOON);
    const { personId } = await control.keepPerson(board, NOON);
    await control.keepToken(token("u", personId));
    expect(await control.findToken("hash of u", "2026-12-31")).toBeDefined();
    expect(await control.findToken("hash of u", "2027-01-01")).toBeUndefined();
    await control.markTokenUsed("u", EVENING);
    expect(await control.listTokens(personId)).toMatchObject([{ tokenId: "u", lastUsedAt: EVENING }]);
    expect(await control.listTokens("somebody else")).toEqual([]);
    expect(await control.revokeToken("u", "somebody else", NOON)).toBe(false);
    expect(await control.revokeToken("u", personId, NOON)).toBe(true);
    expect(await control.findToken("hash of u", "2026-12-31")).toBeUndefined();
    expect(await control.listTokens(personId)).toEqual([]);
    await control.close();
  });

  it("gives a begun sign-in back once, and not after it expired", async () => {
    const control = await open(NOON);
    const begun = { state: "s", nonce: "n", code_verifier: "v", return_to: "/", replaced_session_id: null };
    for (const id of ["f", "g"])
      await control.beginSignIn({ ...begun, attempt_id: id, expires_at: EVENING }, NOON);
    const taken = await Promise.all([control.takeSignIn("f", NOON), control.takeSignIn("f", NOON)]);
    expect(taken.filter((one) => one !== undefined)).toMatchObject([{ state: "s" }]);
    expect(await control.takeSignIn("g", EVENING)).toBeUndefined();
    await control.close();
  });

  it("keeps what guardians say is wrong, with every answer in its order", async () => {
    const control = await open(NOON);
    const said = { about: "absences", words: "'); drop table dispute; --", made_by: "parent" } as const;
    const first = await control.makeDispute({ ...said, state_student_id: "1", made_at: NOON });
    await control.makeDispute({ ...said, state_student_id: "2", made_at: EVENING });
    const answer = { dispute_id: first, words: "", answered_by: "principal", answered_at: EVENING };
    await control.answerDispute({ ...answer, state: "being_looked_at" });
    await control.answerDispute({ ...answer, state: "corrected", words: "It was so." });
    const found = await control.dispute(first);
    expect(found).toMatchObject({ ...said, state_student_id: "1" });
    expect(found?.answers.map(({ answer_number, state }) => [answer_number, state])).toEqual([
      [1, "being_looked_at"],
      [2, "corrected"],
    ]);
    const of = async (...ids: string[]) => (await control.disputes({ stateStudentIds: ids })).length;
    expect([await of("1"), await of("1", "2"), await of()]).toEqual([1, 2, 0]);
    expect((await control.disputes()).map(({ made_at }) => made_at)).toEqual([EVENING, NOON]);
    expect(await control.dispute("none")).toBeUndefined();
    await control.close();
  });

  it("keeps what readers say is wrong with figures, with every answer in its order, and none to what nobody said", async () => {
    const control = await open(NOON);
    const said = { measures: '["enrollment"]', slice: "{}", generation: "g-000001", words: "'); --" };
    const first = await control.makeFigureNotice({ ...said, made_by: "principal", made_at: NOON });
    await control.makeFigureNotice({ ...said, made_by: "board", made_at: EVENING });
    const answer = {
      notice_id: first,
      owner: "school",
      answered_by: "coordinator",
      answered_at: EVENING,
    } as const;
    expect(await control.answerFigureNotice({ ...answer, state: "being_looked_at", words: "" })).toBe(true);
    expect(await control.answerFigureNotice({ ...answer, state: "corrected", words: "Done." })).toBe(true);
    expect(
      await control.answerFigureNotice({ ...answer, notice_id: "x", state: "corrected", words: "" }),
    ).toBe(false);
    const found = await control.figureNotices();
    expect(found.map(({ made_by, answers }) => [made_by, answers.map(({ state }) => state)])).toEqual([
      ["board", []],
      ["principal", ["being_looked_at", "corrected"]],
    ]);
    await control.close();
  });

  it("goes on after its connections were ended from outside", async () => {
    const control = await open(NOON);
    await control.record({ at: NOON, account: null, action: "sign_out", subject: "before" });
    if (engine === "postgres") await both.endConnections("control");
    await control.record({ at: EVENING, account: null, action: "sign_out", subject: "after" });
    expect((await control.auditEntries()).map(({ subject }) => subject)).toContain("after");
    await control.close();
  });

  it("forgets expired sessions when it is opened", async () => {
    const late = await open(EVENING);
    expect(await late.findSession("b", at(NOON))).toBeUndefined();
    await late.close();
  });
});

function token(id: string, personId: string) {
  return {
    ...{ token_id: id, token_hash: `hash of ${id}`, person_id: personId, label: id, scopes: '["board"]' },
    ...{ created_at: NOON, expires_on: "2026-12-31" },
  };
}
