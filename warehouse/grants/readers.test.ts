import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alder, birch, miniDistrict, threeSchools } from "../build/mini-district.ts";
import { type Control, openControl } from "../control/control-store.ts";
import { type Account, type District, type Grant, roles, subjects } from "../district.ts";
import type { Warehouse } from "../open-warehouse.ts";
import { publishedMini } from "../published-mini.ts";
import { accountOfPerson, allAccounts, findAccount } from "./accounts.ts";
import { readerFor, readerOfAccount } from "./readers.ts";
import { roleTemplates, withinTemplate } from "./role-templates.ts";

const today = "2025-03-28";
const assigned = (id: string, role: string, from: string, to: string | null) => `
  insert into stg_staff_assignment (source, staff_id, organization_id, name, role, is_credentialed, fte, started_on, ended_on)
  values ('sis', '${id}', '${alder}', 'Ada Ames', '${role}', true, 1, '${from}', ${to ? `'${to}'` : "null"});`;
const staff = [
  assigned("p1", "principal", "2024-08-01", null),
  assigned("p2", "principal", "2024-08-01", "2025-03-27"),
  assigned("p3", "principal", "2024-08-01", "2025-03-28"),
  assigned("c1", "attendance_clerk", "2024-08-01", null),
  assigned("d1", "special_education_director", "2024-08-01", null),
  assigned("a1", "assistant_principal", "2024-08-01", null),
  assigned("t1", "teacher", "2024-08-01", null),
].join("\n");

const folder = mkdtempSync(join(tmpdir(), "rollbook-readers-"));
let warehouse: Warehouse;
let control: Control;
beforeAll(async () => {
  warehouse = await publishedMini(threeSchools + staff);
  control = await openControl({ dataDir: folder });
});
afterAll(async () => {
  warehouse.close();
  await control.close();
  rmSync(folder, { recursive: true, force: true });
});

const given = (rest: Partial<Grant> = {}): Grant => ({
  role: "principal",
  scope: { kind: "school", ids: [birch] },
  subjects: ["students"],
  mayReadStudents: true,
  mayReadNames: true,
  reason: "Stands in for a colleague",
  from: "2025-01-01",
  to: "2025-06-30",
  givenBy: "admin",
  ...rest,
});

async function grantsOf(person: Partial<Account> = {}, day = today) {
  const account: Account = { account: "ann", name: "Ann", role: "principal", grants: [], ...person };
  const district: District = { ...miniDistrict, accounts: [account] };
  return (await readerFor({ district, warehouse, control }, account.account, day)).grants;
}

describe("the grants of a member of staff", () => {
  const linked = (id: string) => grantsOf({ staff: { source: "sis", id } });

  it("come from her assignment: over her school, with the subjects of her role", async () => {
    const [grant, ...others] = await linked("p1");
    expect(others).toEqual([]);
    expect(grant).toMatchObject({ role: "principal", scope: { kind: "school", ids: [alder] }, to: null });
    expect(grant).toMatchObject({
      subjects: ["students", "special_education", "operations"],
      mayReadNames: true,
    });
  });

  it("end the day the assignment ends", async () => {
    expect(await linked("p3")).toHaveLength(1);
    expect(await linked("p2")).toEqual([]);
    expect(await grantsOf({ staff: { source: "sis", id: "p1" } }, "2024-07-31")).toEqual([]);
  });

  it("hold no special education for an attendance clerk, and all of it for the director", async () => {
    expect((await linked("c1"))[0]?.subjects).toEqual(["students"]);
    expect((await linked("d1"))[0]?.subjects).toContain("special_education");
    const roles = await Promise.all(["p1", "a1", "c1", "d1"].map(async (id) => (await linked(id))[0]?.role));
    expect(roles).toEqual([
      ...["principal", "assistant_principal", "attendance_clerk", "special_education_director"],
    ]);
  });

  it("are none for a teacher, for somebody nobody knows and for the same id in another system", async () => {
    expect(await linked("t1")).toEqual([]);
    expect(await linked("nobody")).toEqual([]);
    expect(await linked("p1' or true --")).toEqual([]);
    expect(await grantsOf({ staff: { source: "harbor", id: "p1" } })).toEqual([]);
  });
});

describe("a grant given by hand", () => {
  const at = "2025-03-01T12:00:00.000Z";
  const give = (key: string, grant = given(), kind: "person" | "group" = "person") =>
    control.giveGrant({ grantee: { kind, key }, grant, at });

  it("is added to what the configuration and the assignments give", async () => {
    await give("three");
    const grants = await grantsOf({
      account: "three",
      grants: [given({ scope: { kind: "school", ids: [alder] }, givenBy: "configuration" })],
      staff: { source: "sis", id: "p1" },
    });
    expect(grants.map(({ givenBy }) => givenBy)).toEqual([
      "configuration",
      "staff_assignments (sis)",
      "admin",
    ]);
  });

  it("holds from its first day to its last, and not the day after", async () => {
    await give("days");
    const on = async (day: string) => (await grantsOf({ account: "days" }, day)).length;
    expect(await Promise.all(["2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01"].map(on))).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it("to a group reaches whoever is in it, nobody of the same name, and not the person who gave it", async () => {
    await give("nurses", given(), "group");
    expect(await grantsOf({ account: "in", groups: ["nurses"] })).toHaveLength(1);
    expect(await grantsOf({ account: "out", groups: ["cooks"] })).toEqual([]);
    expect(await grantsOf({ account: "nurses" })).toEqual([]);
    expect(await grantsOf({ account: "admin", groups: ["nurses"] })).toEqual([]);
  });

  it("ends at once when it is revoked, once, and stays on record", async () => {
    const grantId = await give("gone");
    expect(await control.revokeGrant({ grantId, by: "admin", at })).toBe(true);
    expect(await control.revokeGrant({ grantId, by: "admin", at })).toBe(false);
    expect(await control.revokeGrant({ grantId: "no-such", by: "admin", at })).toBe(false);
    expect(await grantsOf({ account: "gone" })).toEqual([]);
    const [kept] = await control.handGrants({ account: "gone", groups: [] });
    expect(kept).toMatchObject({
      revokedBy: "admin",
      revokedAt: at,
      grant: { reason: "Stands in for a colleague" },
    });
  });

  it("needs an end", async () => {
    await expect(give("endless", given({ to: null }))).rejects.toThrow("needs an end");
  });

  it("whose row cannot be read gives nothing", async () => {
    const broken = given({ scope: JSON.parse('{"kind":"planet","ids":["earth"]}') });
    await give("broken", broken);
    expect(await grantsOf({ account: "broken" })).toEqual([]);
  });
});

describe("somebody whom a provider vouches for", () => {
  const issuer = "https://id.example";
  const provider = { label: "Id", issuer, clientId: "rb", address: "https://rb.example" };
  const claims = { account: "sub", name: "name", staff: "employee" };
  const district: District = {
    ...miniDistrict,
    identityProvider: { ...provider, claims, staffSource: "sis" },
    accounts: [{ account: "ada", subject: "s-1", name: "Ada", role: "principal", grants: [] }],
  };
  const vouched = { issuer, name: "Ada Ames", email: "ada@example.org", staffId: "p1", groups: ["nurses-2"] };
  const keep = (subject: string, rest: object = {}) =>
    control.keepPerson({ ...vouched, subject, ...rest }, "2025-03-01T12:00:00.000Z");

  it("gets the grants of the staff id that the provider claims for her, and of her groups", async () => {
    const person = await keep("s-1");
    await control.giveGrant({
      ...{ grantee: { kind: "group", key: "nurses-2" }, grant: given(), at: "2025-03-01T12:00:00.000Z" },
    });
    const account = accountOfPerson(district, person);
    expect(account).toMatchObject({ account: "ada", staff: { source: "sis", id: "p1" } });
    const sources = { district, warehouse, control };
    const reader = await readerOfAccount(sources, account, today);
    expect(reader.grants.map(({ givenBy }) => givenBy)).toEqual(["staff_assignments (sis)", "admin"]);
    expect(await readerFor(sources, "ada", today)).toEqual(reader);
  });

  it("is in the groups of her account and in those that the provider names, once each", async () => {
    const [ada] = district.accounts;
    const accounts = ada ? [{ ...ada, groups: ["readers", "nurses-2"] }] : [];
    const account = accountOfPerson({ ...district, accounts }, await keep("s-1"));
    expect(account.groups).toEqual(["readers", "nurses-2"]);
  });

  it("is linked to no member of staff where the configuration does not say whose ids they are", async () => {
    const { staffSource: _none, ...unlinked } = { ...provider, claims, staffSource: "" };
    const person = await keep("s-1");
    expect(accountOfPerson({ ...district, identityProvider: unlinked }, person).staff).toBeUndefined();
  });

  it("is a guest with nothing where no account names her, and can be given grants by her own id", async () => {
    const person = await keep("s-2", { staffId: null, groups: [] });
    const sources = { district, warehouse, control };
    const guest = await readerFor(sources, person.personId, today);
    expect(guest).toMatchObject({ account: person.personId, role: "guest", grants: [] });
    const grantee = { kind: "person" as const, key: person.personId };
    await control.giveGrant({ grantee, grant: given(), at: "2025-03-01T12:00:00.000Z" });
    expect((await readerFor(sources, person.personId, today)).grants).toHaveLength(1);
    expect((await allAccounts(sources)).map(({ account }) => account)).toEqual(["ada", person.personId]);
  });

  it("is not the demo account of the same name, nor somebody of another provider", async () => {
    const other = await keep("s-1", { issuer: "https://elsewhere.example" });
    const demo = await keep("ada", { issuer: "demo" });
    expect(accountOfPerson(district, demo).account).toBe("ada");
    expect((await allAccounts({ district, control })).map(({ name }) => name)).not.toContain("Elsewhere");
    const sources = { district, control };
    await expect(readerFor(sources, other.personId, today)).rejects.toThrow("There is no account");
  });
});

describe.each(roles)("the role %s", (role) => {
  const kinds = ["district", "school", "operator", "region", "student"] as const;
  const template = roleTemplates[role];
  const greedy = (kind: (typeof kinds)[number]): Grant => ({
    ...given({ role, subjects: [...subjects], mayReadHistory: true, purpose: "To report to the court" }),
    scope: kind === "district" ? { kind } : { kind, ids: ["x"] },
  });

  it.each(kinds)("over %s never reaches further than its template", async (kind) => {
    const grant = withinTemplate(greedy(kind));
    if (!template.scopes.includes(kind)) return expect(grant).toBeNull();
    expect(grant).toMatchObject({ subjects: template.subjects, ...template.most });
    expect(await grantsOf({ account: "x", role, grants: [greedy(kind)] })).toEqual([grant]);
  });

  it("reaches nothing through subjects that are not its own", () => {
    const [kind = "district"] = template.scopes;
    expect(withinTemplate({ ...greedy(kind), subjects: [] })).toBeNull();
  });

  it("names students only where it shows them one by one", () => {
    for (const reach of [template.usual, template.most])
      expect(reach.mayReadStudents || !(reach.mayReadNames || reach.mayReadHistory)).toBe(true);
  });
});

describe("a monitor's grant", () => {
  const order = given({ role: "monitor", scope: { kind: "district" }, purpose: "To report to the court" });

  it("gives nothing without an end or without a purpose", () => {
    expect(withinTemplate(order)).not.toBeNull();
    expect(withinTemplate({ ...order, to: null })).toBeNull();
    expect(withinTemplate({ ...order, purpose: "to look" })).toBeNull();
  });
});

it("an account that nobody knows is refused with the one that was meant", async () => {
  const district = {
    ...miniDistrict,
    accounts: [{ account: "ann", name: "Ann", role: "board" as const, grants: [] }],
  };
  await expect(findAccount({ district, control }, "anne")).rejects.toThrow("Did you mean ann?");
});
