import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#api";
import * as contract from "#api/contract";
import { type Account, type Control, type Grant, openControl, type Warehouse } from "#warehouse";
import {
  absences,
  alder,
  birch,
  cedar,
  miniDistrict,
  rosterStudent,
  spell,
  threeSchools,
} from "../warehouse/build/mini-district.ts";
import { publishedMini } from "../warehouse/published-mini.ts";

/** Ben went from Birch to Alder in January; Ann is at Alder and Cleo at Cedar. Ben has a plan, two evaluations and speech. */
const rows = [
  threeSchools,
  rosterStudent("sis", "ann", "9000000001", "Ann Archer"),
  rosterStudent("sis", "ben", "9000000002", "Ben Brook"),
  rosterStudent("sis", "cleo", "9000000003", "Cleo Cane"),
  spell("ann", alder, "2024-08-12", null),
  spell("ben", birch, "2024-08-12", "2025-01-10", "transfer"),
  spell("ben", alder, "2025-01-13", null),
  spell("cleo", cedar, "2024-08-12", null),
  absences("ann", alder, "2024-09-02", 9),
  absences("ben", birch, "2024-09-02", 4, 2, "excused"),
  absences("ben", alder, "2025-02-03", 1, 1),
  absences("cleo", cedar, "2024-09-02", 7),
  `insert into stg_feed_submission (source, organization_id, feed, school_day_on, submitted_on)
   select 'sis', organization_id, 'attendance', calendar_on, calendar_on from stg_calendar_day where calendar_on <= '2025-03-27';
   insert into stg_sped_student (source, sped_student_id, state_student_id, last_name, first_name, birth_on, organization_id, eligibility,
     residence_organization_id, outside_general_class_share, iep_started_on) values
     ('sped', 'b', '9000000002', 'Brook', 'Ben', '2012-03-04', '${alder}', 'SLI', '${alder}', '0_20', '2024-01-20');
   insert into stg_iep_meeting (source, iep_meeting_id, sped_student_id, organization_id, kind, held_on, next_due_on) values
     ('sped', 'm', 'b', '${alder}', 'annual', '2024-11-20', '2025-11-19');
   insert into stg_evaluation (source, evaluation_id, sped_student_id, organization_id, kind, consent_on, due_on, held_on) values
     ('sped', 'e1', 'b', '${birch}', 'initial', '2023-11-20', '2024-01-19', '2024-01-18'),
     ('sped', 'e2', 'b', '${alder}', 'triennial', '2025-01-15', '2025-03-17', null);
   insert into stg_service_prescribed (source, service_id, sped_student_id, organization_id, service, minutes_per_week, started_on) values
     ('sped', 's', 'b', '${alder}', 'speech', 60, '2025-03-03');
   insert into stg_service_delivered (source, session_id, service_id, delivered_on, minutes, outcome) values
     ('sped', 'd1', 's', '2025-03-05', 60, 'delivered'), ('sped', 'd2', 's', '2025-03-12', 60, 'student_absent');`,
].join("\n");

const grant = (scope: Grant["scope"], rest: Partial<Grant> = {}): Grant => ({
  role: "principal",
  scope,
  subjects: ["students", "special_education"],
  mayReadStudents: true,
  mayReadNames: true,
  reason: "test",
  from: "2000-01-01",
  to: null,
  givenBy: "test",
  ...rest,
});
const account = (name: string, grants: Grant[]): Account => ({
  account: name,
  name,
  role: grants[0]?.role ?? "parent",
  grants,
});
const ofSchool = (id: string, rest: Partial<Grant> = {}) => [grant({ kind: "school", ids: [id] }, rest)];
const ofChildren = (...ids: string[]) => [grant({ kind: "student", ids }, { role: "parent" })];
const accounts = [
  account("mother", ofChildren("9000000002")),
  account("father", ofChildren("9000000003", "9000000002")),
  account("stranger", ofChildren("9000000003")),
  account("principal", ofSchool(alder)),
  account("former", ofSchool(birch)),
  account("clerk", ofSchool(alder, { role: "attendance_clerk", subjects: ["students"] })),
  account("masked", ofSchool(alder, { mayReadNames: false })),
  account("board", [grant({ kind: "district" }, { role: "board", mayReadStudents: false })]),
  account("nobody", []),
];

const dataDir = mkdtempSync(join(tmpdir(), "rollbook-parent-"));
let warehouse: Warehouse;
let control: Control;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  warehouse = await publishedMini(rows);
  control = await openControl({ dataDir });
  const log = { info() {}, error: (fields: object) => expect.fail(JSON.stringify(fields)) };
  const district = { ...miniDistrict, today: "2025-03-28", accounts };
  const place = { warehouse, control, district, pagesDir: dataDir, isLoopback: true, log };
  app = createApp({ ...place, clock: () => new Date("2025-03-28T12:00:00Z"), schedule: async () => [] });
});
afterAll(async () => {
  warehouse.close();
  await control.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function asking(name: string) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ account: name });
  const signedIn = await app.request("/api/session", { method: "POST", headers, body });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const post = (path: string, asked: unknown) =>
    app.request(path, { method: "POST", headers: { ...headers, cookie }, body: JSON.stringify(asked) });
  return {
    get: (path: string) => app.request(path, { headers: { cookie } }),
    page: async (child = "") => {
      const response = await app.request(`/api/pages/parent${child}`, { headers: { cookie } });
      return contract.parentPage.parse(await response.json());
    },
    disputes: async () => {
      const response = await app.request("/api/disputes", { headers: { cookie } });
      return contract.disputesResponse.parse(await response.json()).disputes;
    },
    post,
    dispute: (asked: unknown) => post("/api/disputes", asked),
    answer: (id: string, asked: unknown) => post(`/api/disputes/${id}/answer`, asked),
  };
}

/** Says, as Ben's mother, that something is wrong, and gives the dispute's id. */
async function said(about: string, words = `about ${about}`): Promise<string> {
  const mother = await asking("mother");
  const { child } = await mother.page();
  expect((await mother.dispute({ child: child.key, about, words })).status).toBe(200);
  return (await mother.disputes()).find((dispute) => dispute.words === words)?.dispute ?? "";
}

describe("a guardian's page", () => {
  it("is about her child: days missed at every school, days left at the school of today", async () => {
    const { child, answers, fresh_through, completeness } = await (await asking("mother")).page();
    expect(child).toMatchObject({ name: "Ben Brook", grade: "5", school: { key: alder, label: "Alder" } });
    // 164 weekdays from 12 August to 27 March, the last day reported; four whole days at Birch and half a day at Alder.
    expect(answers.absence?.rows[0]).toMatchObject({
      days_absent: 4.5,
      absence_rate__denominator: 164,
      excused_absence_share__numerator: 4,
    });
    // 10 % of the 220 days is 22; half a day was missed at Alder.
    const left = answers.days_left?.rows.map((row) => [
      contractKey(row.school),
      row.days_left_before_chronic,
    ]);
    expect(left).toEqual([
      [alder, 21],
      [birch, 17],
    ]);
    expect([fresh_through, completeness.expected]).toEqual(["2025-03-27", 1]);
  });

  it("tells the way of each evaluation, the next review, and the minutes of each service", async () => {
    const { answers } = await (await asking("mother")).page();
    const dates = (row: Record<string, unknown>) =>
      ["status", "consent_on", "due_on", "held_on"].map((part) => contractKey(row[`evaluation_${part}`]));
    expect(answers.evaluations?.rows.map(dates)).toEqual([
      ["overdue", "2025-01-15", "2025-03-17", null],
      ["on_time", "2023-11-20", "2024-01-19", "2024-01-18"],
    ]);
    expect(contractKey(answers.plan?.rows[0]?.review_due_on)).toBe("2025-11-19");
    // 20 school days since 3 March: four weeks of 60 minutes, of which one session was given.
    expect(answers.services?.rows[0]).toMatchObject({ delivered_minutes: 60, prescribed_minutes: 240 });
  });

  it("holds nothing of another child, and no state id", async () => {
    const text = await (await (await asking("mother")).get("/api/pages/parent")).text();
    for (const other of ["Ann", "Archer", "Cleo", "Cane", "Cedar", "900000000"])
      expect(text).not.toContain(other);
    const { answers } = await (await asking("mother")).page();
    const students = Object.values(answers).flatMap(({ rows: found }) => found.map(({ student }) => student));
    expect(new Set(students.filter(Boolean).map(contractKey)).size).toBe(1);
  });

  it("of two children is about the one asked for, by a key that is the guardian's alone", async () => {
    const father = await asking("father");
    const both = (await father.page()).children;
    expect(both.map(({ label }) => label)).toEqual(["Ben Brook", "Cleo Cane"]);
    expect((await father.page(`?child=${both[1]?.key}`)).child.name).toBe("Cleo Cane");
    const mother = await asking("mother");
    for (const { key } of both) expect((await mother.get(`/api/pages/parent?child=${key}`)).status).toBe(403);
  });

  it("is for guardians only", async () => {
    for (const name of ["principal", "board", "nobody"])
      expect((await (await asking(name)).get("/api/pages/parent")).status).toBe(403);
  });

  it("leaves no other way in: whatever slice she asks is about her child, and no other page opens", async () => {
    const mother = await asking("mother");
    const own = String(contractKey((await mother.page()).answers.absence?.rows[0]?.student));
    const slices = [
      { measures: ["enrollment"], by: ["school"] },
      {
        measures: ["days_absent"],
        by: ["student"],
        where: [{ dimension: "student", op: "not_in", values: [own] }],
      },
      { measures: ["chronic_absence_rate"] },
    ];
    const { answers } = contract.answersResponse.parse(
      await (await mother.post("/api/answers", { slices })).json(),
    );
    expect(answers[0]?.rows.map(({ school, enrollment }) => [contractKey(school), enrollment])).toEqual([
      [alder, 1],
      [birch, 0],
    ]);
    expect(answers[1]?.rows).toEqual([]);
    expect(answers[2]?.rows[0]).toMatchObject({ chronic_absence_rate__denominator: 1 });
    expect((await mother.get("/api/pages/school")).status).toBe(403);
    const session = contract.sessionSchema.parse(await (await mother.get("/api/session")).json());
    expect([session.pages, session.schools]).toEqual([["parent"], []]);
  });
});

const contractKey = (cell: unknown) =>
  typeof cell === "object" && cell !== null && "key" in cell ? cell.key : null;

describe("what a guardian says is wrong", () => {
  it("reaches the school that serves the child today, which answers it, and the guardian reads the answer", async () => {
    const id = await said("absences", "Ben was here on 3 February.");
    const principal = await asking("principal");
    const [received] = (await principal.disputes()).filter(({ dispute }) => dispute === id);
    expect(received).toMatchObject({
      words: "Ben was here on 3 February.",
      state: "received",
      is_mine: false,
      child: { name: "Brook, Ben", school: { key: alder } },
    });
    const school = contract.schoolPage.parse(await (await principal.get("/api/pages/school")).json());
    expect(school.disputes.map(({ dispute }) => dispute)).toContain(id);
    await principal.answer(id, { state: "being_looked_at", words: "" });
    expect((await principal.answer(id, { state: "corrected", words: "You were right." })).status).toBe(200);
    const mine = (await (await asking("mother")).page()).disputes.find(({ dispute }) => dispute === id);
    expect(mine).toMatchObject({ state: "corrected", is_mine: true, child: null });
    expect(mine?.answers.map(({ state, words }) => [state, words])).toEqual([
      ["being_looked_at", ""],
      ["corrected", "You were right."],
    ]);
  });

  it("is read by the child's other guardian, and by nobody whose scope does not hold the child", async () => {
    const id = await said("enrollment");
    const seenBy = async (name: string) =>
      (await (await asking(name)).disputes()).some(({ dispute }) => dispute === id);
    const seers = ["mother", "father", "principal", "clerk", "masked"];
    for (const { account: name } of accounts)
      expect([name, await seenBy(name)]).toEqual([name, seers.includes(name)]);
    const text = await (await (await asking("masked")).get("/api/disputes")).text();
    expect(text).not.toContain("Brook");
  });

  it("about special education is not for those at the school who may not read its records", async () => {
    const id = await said("services");
    const clerk = await asking("clerk");
    expect((await clerk.disputes()).map(({ dispute }) => dispute)).not.toContain(id);
    expect((await clerk.answer(id, { state: "corrected", words: "" })).status).toBe(404);
    const principal = await asking("principal");
    expect((await principal.disputes()).map(({ dispute }) => dispute)).toContain(id);
  });

  it("is answered by nobody else: what one may not see is not told from what does not exist", async () => {
    const id = await said("other");
    const corrected = { state: "corrected", words: "" };
    for (const name of ["mother", "father", "stranger", "nobody"])
      expect((await (await asking(name)).answer(id, corrected)).status).toBe(403);
    for (const name of ["former", "board"]) {
      const { answer } = await asking(name);
      const [hidden, missing] = [await answer(id, corrected), await answer(crypto.randomUUID(), corrected)];
      expect([hidden.status, await hidden.text()]).toEqual([404, await missing.text()]);
    }
  });

  it("is about her own child only", async () => {
    const { children } = await (await asking("father")).page();
    const { child } = await (await asking("stranger")).page();
    const mother = await asking("mother");
    for (const key of [...children.map((one) => one.key), child.key, "9000000002", "9000000003"])
      expect((await mother.dispute({ child: key, about: "other", words: "x" })).status).toBe(403);
    expect(
      (await (await asking("principal")).dispute({ child: "x", about: "other", words: "x" })).status,
    ).toBe(403);
  });

  it("is a bounded text about something of a closed set, and no change goes without a reason", async () => {
    const mother = await asking("mother");
    const { child } = await mother.page();
    const refused = [
      { child: child.key, about: "absences", words: "  " },
      { child: child.key, about: "absences", words: "x".repeat(1001) },
      { child: child.key, about: "absences", words: "a zero byte \0" },
      { child: child.key, about: "marks", words: "x" },
      { child: child.key, about: "absences", words: "x", state: "corrected" },
    ];
    for (const asked of refused) expect((await mother.dispute(asked)).status).toBe(400);
    const id = await said("absences", "<b>bold</b> and ' or 1=1 --\nsecond line");
    const { answer, disputes } = await asking("principal");
    expect((await disputes()).find(({ dispute }) => dispute === id)?.words).toContain("<b>bold</b> and ' or");
    for (const state of ["not_changed", "received", "met"])
      expect((await answer(id, { state, words: "" })).status).toBe(400);
    expect((await answer("not-an-id", { state: "corrected", words: "" })).status).toBe(400);
  });

  it("stands in the access log: the guardian with her child, the school with those whom it was shown", async () => {
    await said("absences", "for the log");
    await (await asking("stranger")).page();
    const before = (await control.auditEntries()).length;
    for (const name of ["mother", "principal", "former"]) await (await asking(name)).disputes();
    await (await asking("mother")).page();
    const entries = (await control.auditEntries())
      .slice(0, -before)
      .filter(({ action }) => action === "view");
    expect(entries.map(({ account: who, students }) => [who, students]).sort()).toEqual([
      ["mother", ["9000000002"]],
      ["mother", ["9000000002"]],
      ["principal", ["9000000002"]],
    ]);
  });

  it("waits for the school ten times at most for one child", async () => {
    const stranger = await asking("stranger");
    const { child } = await stranger.page();
    const statuses: number[] = [];
    for (let time = 0; time < 11; time++)
      statuses.push((await stranger.dispute({ child: child.key, about: "other", words: `${time}` })).status);
    expect(statuses).toEqual([...Array(10).fill(200), 400]);
  });
});
