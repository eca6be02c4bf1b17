import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Warehouse } from "#warehouse";
import { alder, birch } from "../../warehouse/build/mini-district.ts";
import { type Access, openAccess, publishedSchools, type Session, studentsSeen } from "./access-district.ts";

let warehouse: Warehouse;
let access: Access;
let admin: Session;
beforeAll(async () => {
  warehouse = await publishedSchools();
  access = await openAccess(warehouse);
});
beforeEach(async () => {
  admin = await access.signIn("admin");
});
afterAll(async () => {
  await access.close();
  warehouse.close();
});

const asked = {
  grantee: { kind: "person", key: "otto" },
  role: "principal",
  scope: { kind: "school", ids: [birch] },
  reason: "Stands in for the principal until summer",
  to: "2025-06-30",
};

describe("a grant given by hand", () => {
  it("is seen by its holder at once with who gave it, and ends at once when it is revoked", async () => {
    const otto = await access.signIn("otto");
    expect(await studentsSeen(otto)).toEqual([]);
    const { status, body } = await admin.post("/api/grants", asked);
    expect(status).toBe(201);
    expect(await studentsSeen(otto)).toEqual(["Archer, ben"]);
    const mine = await otto.get("/api/grants");
    expect(mine.body.administration).toBeNull();
    expect(mine.body.grants).toEqual([
      expect.objectContaining({ given_by: "admin", reason: asked.reason, to: "2025-06-30", holds: true }),
    ]);
    expect((await admin.delete(`/api/grants/${body.grant_id}`)).status).toBe(204);
    expect((await admin.delete(`/api/grants/${body.grant_id}`)).status).toBe(404);
    expect(await studentsSeen(otto)).toEqual([]);
    const [kept] = (await otto.get("/api/grants")).body.grants;
    expect(kept).toMatchObject({ holds: false, revoked_by: "admin" });
    const recorded = (await access.control.auditEntries()).map(({ action }) => action);
    expect(recorded).toEqual(expect.arrayContaining(["grant_given", "grant_revoked"]));
  });

  it("ends with its last day, without anybody doing anything", async () => {
    const group = { kind: "group", key: "helpers" };
    const { status } = await (await access.signIn("admin2")).post("/api/grants", {
      ...asked,
      grantee: group,
      to: "2025-03-30",
    });
    expect(status).toBe(201);
    access.time.at = new Date("2025-03-30T23:00:00Z");
    expect(await studentsSeen(await access.signIn("helper"))).toEqual(["Archer, ben"]);
    access.time.at = new Date("2025-03-31T01:00:00Z");
    expect(await studentsSeen(await access.signIn("helper"))).toEqual([]);
    access.time.at = new Date("2025-03-28T12:00:00Z");
  });

  it.each([
    ["to oneself", { grantee: { kind: "person", key: "admin" } }, 403],
    ["to a group one is in", { grantee: { kind: "group", key: "helpers" } }, 403],
    ["to nobody we know", { grantee: { kind: "person", key: "ottto" } }, 404],
    ["without a reason worth the name", { reason: "because" }, 400],
    ["with blanks for a reason", { reason: " ".repeat(20) }, 400],
    ["without an end", { to: undefined }, 400],
    ["for more than a year", { to: "2026-03-29" }, 400],
    ["that is over already", { from: "2025-01-01", to: "2025-03-27" }, 400],
    ["that ends before it begins", { from: "2025-06-01", to: "2025-05-01" }, 400],
    ["over a school that is not there", { scope: { kind: "school", ids: [alder, "07612349999999"] } }, 400],
    ["over a place that its role does not know", { scope: { kind: "district" } }, 400],
    ["over a child", { scope: { kind: "student", ids: ["9000000001"] } }, 400],
    ["to be a parent", { role: "parent" }, 400],
    ["with subjects beyond its role", { subjects: ["students", "finance"] }, 400],
    [
      "down to students where its role sees counts",
      { role: "board", scope: { kind: "district" }, may_read_students: true },
      400,
    ],
    ["with names but no students", { may_read_students: false, may_read_names: true }, 400],
    ["to be a monitor without a purpose", { role: "monitor", scope: { kind: "district" } }, 400],
    ["with something nobody asked for", { given_by: "board" }, 400],
  ])("is refused %s", async (_what, changed, status) => {
    const before = (await access.control.handGrants()).length;
    const refused = await admin.post("/api/grants", { ...asked, ...changed });
    expect([refused.status, refused.body.detail]).toEqual([status, expect.stringMatching(/\w{3}/)]);
    expect(await access.control.handGrants()).toHaveLength(before);
  });

  it("is given and revoked by administrators only", async () => {
    for (const account of ["board", "coordinator", "principal", "rosa"]) {
      const session = await access.signIn(account);
      expect((await session.post("/api/grants", asked)).status).toBe(403);
      expect((await session.delete("/api/grants/any")).status).toBe(403);
    }
  });
});

describe("the list of grants", () => {
  it("holds one's own and nobody else's", async () => {
    const principal = await access.signIn("principal");
    const { grants, administration } = (await principal.get("/api/grants")).body;
    expect(grants).toHaveLength(1);
    expect(grants[0]).toMatchObject({
      source: "staff_assignments",
      grant_id: null,
      scope: { kind: "school", places: [{ key: alder, label: "Alder" }] },
      to: "2025-04-30",
    });
    expect(administration).toBeNull();
  });

  it("holds everybody's for an administrator, and who may be looked through", async () => {
    const { grants, administration } = (await admin.get("/api/grants")).body;
    const holders = new Set(grants.map(({ grantee }: { grantee: { key: string } }) => grantee.key));
    for (const one of ["admin", "board", "principal", "clerk", "helpers"]) expect(holders).toContain(one);
    const viewable = administration.persons
      .filter(({ may_be_viewed }: { may_be_viewed: boolean }) => may_be_viewed)
      .map(({ account }: { account: string }) => account);
    expect(viewable).toEqual([
      "board",
      "bond",
      "coordinator",
      "principal",
      "clerk",
      "helper",
      "rosa",
      "otto",
    ]);
    expect(administration.templates.map(({ role }: { role: string }) => role)).not.toContain("parent");
    expect(administration.schools).toHaveLength(3);
    const mine = (await admin.get("/api/grants?whose=mine")).body;
    expect(mine.administration).toBeNull();
    const to = mine.grants.map(({ grantee }: { grantee: { key: string } }) => grantee.key);
    expect(to).toEqual(["admin", "helpers"]);
  });
});

describe("a principal's assignment", () => {
  it("gives her school by name until its last day, and nothing after it", async () => {
    access.time.at = new Date("2025-04-30T12:00:00Z");
    const names = await studentsSeen(await access.signIn("principal"));
    expect(names).toContain("Archer, ann");
    expect(names).not.toContain("Archer, ben");
    access.time.at = new Date("2025-05-01T12:00:00Z");
    const session = await access.signIn("principal");
    expect(await studentsSeen(session)).toEqual([]);
    expect((await session.get("/api/pages/school")).status).toBe(403);
    access.time.at = new Date("2025-03-28T12:00:00Z");
  });
});
