import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Warehouse } from "#warehouse";
import { type Access, children, openAccess, publishedSchools, type Session } from "./access-district.ts";

/** What an access leaves in the log, over three small schools; tests/access-log.test.ts asks a whole district. */
let warehouse: Warehouse;
let access: Access;
let principal: Session;
beforeAll(async () => {
  warehouse = await publishedSchools();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  access = await openAccess(warehouse);
  principal = await access.signIn("principal");
});
afterEach(() => access.close());

const byStudent = { measures: ["days_absent"], by: ["student"] };
const special = { measures: ["days_absent"], by: ["student", "disability"] };
const ask = (session: Session, ...slices: object[]) => session.post("/api/answers", { slices });
const entries = async () =>
  (await access.control.auditEntries()).filter(({ action }) => action !== "sign_in").reverse();
const purpose = { purpose: "iep_meeting", subject: "meeting of 2 April" };
const named = (op: string, values: unknown[]) => ({
  measures: ["days_absent"],
  where: [{ dimension: "student", op, values }],
});

describe("an answer that shows students", () => {
  it("is recorded once: who, whom, which fields, from what and why", async () => {
    await ask(principal, byStudent, { ...byStudent, measures: ["enrollment"] });
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      ...{ at: "2025-03-28T12:00:00.000Z", account: "principal", viewed_as: null, action: "drill_down" },
      ...{ generation: "g-000001", purpose: "Assigned to the school: legitimate educational interest" },
    });
    expect(entry?.subject).toMatch(/^answers: .+; .+/);
    expect([...new Set(entry?.fields)].sort()).toEqual(["days_absent", "enrollment", "student"]);
    const { ben: _, ...atAlder } = children;
    expect([...new Set(entry?.students)].sort()).toEqual(Object.values(atAlder).sort());
  });

  it("is recorded with who looks as whom", async () => {
    const admin = await access.signIn("admin");
    await admin.post("/api/view-as", { account: "clerk" });
    await ask(admin, byStudent);
    expect((await entries()).at(-1)).toMatchObject({
      account: "admin",
      viewed_as: "clerk",
      action: "drill_down",
    });
  });

  it("is a view where a page is read", async () => {
    await principal.get("/api/pages/school");
    expect(await entries()).toMatchObject([{ action: "view", account: "principal" }]);
  });

  it("is not recorded where it is refused, and not where it shows nobody", async () => {
    expect((await ask(principal, byStudent, special)).status).toBe(403);
    const board = await access.signIn("board");
    await ask(board, { measures: ["enrollment"], by: ["school"] });
    await board.get("/api/pages/board");
    expect(await entries()).toEqual([]);
  });

  it("is one that names them, by a list and not by a range", async () => {
    expect((await ask(principal, named("between", [1, 9]))).body.code).toBe("invalid_request");
    const { body } = await ask(principal, byStudent);
    const [row] = body.answers[0].rows;
    expect((await ask(principal, named("in", [row.student.key]))).status).toBe(200);
    expect((await entries()).at(-1)?.students).toHaveLength(1);
    const schools = { dimension: "school_year", op: "between", values: ["2023-24", "2024-25"] };
    expect((await ask(principal, { measures: ["days_absent"], where: [schools] })).status).toBe(200);
  });
});

describe("a purpose", () => {
  it("is asked for once a task, for special-education records of single students", async () => {
    expect((await ask(principal, special)).body.code).toBe("purpose_needed");
    expect((await principal.get("/api/purposes")).body.open).toBeNull();
    const { body } = await principal.post("/api/purposes", purpose);
    expect(body.open).toMatchObject({ ...purpose, ends_at: "2025-03-28T20:00:00.000Z" });
    expect(body.purposes).toHaveLength(7);
    const labels: string[] = body.purposes.map(({ label }: { label: string }) => label);
    expect(labels.filter((label) => label.length > 10)).toHaveLength(7);
    expect(new Set(labels).size).toBe(7);
    expect((await ask(principal, special)).status).toBe(200);
    await ask(principal, byStudent);
    expect(await entries()).toMatchObject([
      { ...purpose, action: "purpose", account: "principal" },
      { action: "drill_down", purpose: "iep_meeting (meeting of 2 April)" },
      { action: "drill_down", purpose: "iep_meeting (meeting of 2 April)" },
    ]);
  });

  it("is of one session and one person", async () => {
    await principal.post("/api/purposes", purpose);
    const other = await access.signIn("principal");
    expect((await ask(other, special)).body.code).toBe("purpose_needed");
    expect((await ask(await access.signIn("coordinator"), special)).body.code).toBe("purpose_needed");
  });

  it("is not asked of a parent, nor for figures without students", async () => {
    const code = (
      await principal.post("/api/invitations", {
        ...{ guardian_name: "Rosa Diaz", state_student_id: children.ann, relation: "mother" },
      })
    ).body.code;
    const rosa = await access.signIn("rosa");
    await rosa.post("/api/invitations/redeem", { code });
    expect((await ask(rosa, special)).status).toBe(200);
    expect((await ask(principal, { measures: ["days_absent"], by: ["school", "disability"] })).status).toBe(
      200,
    );
  });
});
