import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NamedGroup } from "#api/contract";
import { valueOfGroup } from "#warehouse";
import { alder, birch } from "../../warehouse/build/mini-district.ts";
import { type Access, openAccess, publishedSchools, type Session } from "../access/access-district.ts";
import { content, saved } from "./saved.ts";

let access: Access;
const sessions = new Map<string, Session>();
const as = (account: string): Session => {
  const session = sessions.get(account);
  if (!session) throw new Error(`${account} has not signed in.`);
  return session;
};

beforeAll(async () => {
  access = await openAccess(await publishedSchools());
  for (const account of ["admin", "board", "coordinator", "principal", "clerk"])
    sessions.set(account, await access.signIn(account));
});
afterAll(async () => {
  await access.close();
  access.warehouse.close();
});

async function made(account: string, asked: object): Promise<NamedGroup> {
  const { status, body } = await as(account).post("/api/groups", asked);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}
const ofSchools = (members: string[], rest: object = {}) => ({
  ...{ name: "My schools", dimension: "school", members },
  ...rest,
});
const within = (group: string, op: "in" | "not_in" = "in", dimension = "school") => ({
  ...{ measures: ["enrollment"], by: ["school"] },
  where: [{ dimension, op, values: [valueOfGroup(group)] }],
});
type Told = {
  status: number;
  body: { answers: { rows: { school: { key: string } }[]; notes: string[] }[]; code: string };
};
const ask = (account: string, slice: object): Promise<Told> =>
  as(account).post("/api/answers", { slices: [slice] });
const schoolsIn = ({ body }: Told) => body.answers[0]?.rows.map(({ school }) => school.key);

async function studentsOf(account: string): Promise<number[]> {
  const slice = { measures: ["enrollment"], by: ["student"] };
  const { body } = await as(account).post("/api/answers", { slices: [slice] });
  return body.answers[0].rows.map(({ student }: { student: { key: number } }) => student.key);
}

describe("a group of schools", () => {
  it("stands for its members in a filter, among other values or alone, in and out", async () => {
    const { group } = await made("coordinator", ofSchools([birch]));
    const told = await ask("coordinator", within(group));
    expect(schoolsIn(told)).toEqual([birch]);
    expect(told.body.answers[0]?.notes).toContain('Members of the group "My schools": 1.');
    expect(schoolsIn(await ask("coordinator", within(group, "not_in")))).toEqual([alder]);
    const both = {
      ...within(group),
      where: [{ dimension: "school", op: "in", values: [alder, valueOfGroup(group)] }],
    };
    expect(schoolsIn(await ask("coordinator", both))).toEqual([alder, birch]);
  });

  it("is as it is when the question is asked, also in a report that was saved before", async () => {
    const { group } = await made("coordinator", ofSchools([birch]));
    const { report } = await saved(as("coordinator"), { content: content({ slice: within(group) }) });
    const run = async () => schoolsIn(await as("coordinator").post(`/api/reports/${report}/run`, {}));
    expect(await run()).toEqual([birch]);
    await as("coordinator").put(`/api/groups/${group}`, { members: [alder] });
    expect(await run()).toEqual([alder]);
    expect((await as("coordinator").delete(`/api/groups/${group}`)).status).toBe(204);
    expect((await as("coordinator").post(`/api/reports/${report}/run`, {})).body.code).toBe("not_found");
  });

  it("opens no school to anybody: a clerk sees of a shared one what her grants reach", async () => {
    const { group } = await made("coordinator", ofSchools([alder, birch], { sharing: { with: "district" } }));
    expect(schoolsIn(await ask("clerk", within(group)))).toEqual([alder]);
  });

  it("is also what a file is made of", async () => {
    const { group } = await made("coordinator", ofSchools([birch]));
    const file = await as("coordinator").post("/api/exports", { format: "json", slices: [within(group)] });
    expect(schoolsIn(file)).toEqual([birch]);
  });
});

describe("a group of students", () => {
  it("keeps who is in it, and names them in the access log although only their number is shown", async () => {
    const [one, two] = await studentsOf("principal");
    const asked = { name: "Reading", dimension: "student", members: [one, two] };
    const { group, size, value } = await made("principal", asked);
    expect([size, value]).toEqual([2, valueOfGroup(group)]);
    const { body } = await as("principal").post("/api/answers", {
      slices: [{ measures: ["enrollment"], where: within(group, "in", "student").where }],
    });
    expect(body.answers[0].rows).toMatchObject([{ enrollment: 2 }]);
    const [entry] = (await as("admin").get("/api/audit")).body.entries;
    expect(entry).toMatchObject({ account: "principal", action: "drill_down" });
    expect(entry.students).toHaveLength(2);
  });

  it("can be kept in a saved report, which keys of students cannot", async () => {
    const [one] = await studentsOf("principal");
    const { group } = await made("principal", { name: "One", dimension: "student", members: [one] });
    const slice = { ...within(group, "in", "student"), by: ["grade"] };
    await saved(as("principal"), { content: content({ slice }) });
    const keyed = { ...slice, where: [{ dimension: "student", op: "in" as const, values: [one ?? null] }] };
    expect((await as("principal").post("/api/reports", { content: content({ slice: keyed }) })).status).toBe(
      400,
    );
  });

  it("is refused to who may not see students, shared or not", async () => {
    const [one] = await studentsOf("coordinator");
    const shared = { name: "One", dimension: "student", members: [one], sharing: { with: "district" } };
    const { group } = await made("coordinator", shared);
    expect((await ask("board", within(group, "in", "student"))).body.code).toBe("forbidden_dimension");
  });
});

describe("a named group", () => {
  it("is its owner's to see, to use and to change, unless it is shared", async () => {
    const { group } = await made("principal", ofSchools([alder], { name: "Private" }));
    const names = async (account: string) =>
      (await as(account).get("/api/groups")).body.groups.map(({ name }: NamedGroup) => name);
    expect(await names("principal")).toContain("Private");
    expect(await names("clerk")).not.toContain("Private");
    expect((await ask("clerk", within(group))).body.code).toBe("not_found");
    expect((await as("clerk").put(`/api/groups/${group}`, { name: "Mine" })).status).toBe(404);
    const sharing = { with: "school", school: alder };
    expect((await as("principal").put(`/api/groups/${group}`, { sharing })).body.sharing).toEqual(sharing);
    expect(await names("clerk")).toContain("Private");
    for (const [method, status] of [
      ["put", 403],
      ["delete", 403],
    ] as const)
      expect((await as("clerk")[method](`/api/groups/${group}`, { name: "Mine" })).status).toBe(status);
  });

  it.each([
    ["no member", ofSchools([])],
    ["no name", ofSchools([alder], { name: " " })],
    ["another dimension", ofSchools([alder], { dimension: "grade" })],
  ])("with %s is refused", async (_, asked) => {
    expect((await as("coordinator").post("/api/groups", asked)).status).toBe(400);
  });

  it("is refused in a filter by another dimension", async () => {
    const { group } = await made("coordinator", ofSchools([alder]));
    expect((await ask("coordinator", within(group, "in", "grade"))).body.code).toBe("incompatible");
  });

  it("is not shared with whom its maker has nothing to do with", async () => {
    const asked = ofSchools([alder], { sharing: { with: "district" } });
    expect((await as("principal").post("/api/groups", asked)).status).toBe(403);
  });

  it("holds what looks like an attack as text", async () => {
    const name = `=HYPERLINK("x") <img onerror=1> '); drop table named_group; --`;
    expect((await made("coordinator", ofSchools([alder, "'; --"], { name }))).name).toBe(name);
  });
});
