import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Control, type Grant, openControl, type Reader, type StudentsShown } from "#warehouse";
import type { AppEnv, ViewedBy } from "../deps.ts";
import { recordAccess } from "./record-access.ts";
import { noteShown, sayAccess } from "./showing.ts";

/** A route that shows what a test says, before a real log: what stands in the log afterwards. */
let folder = "";
let control: Control;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-record-"));
  control = await openControl({ dataDir: folder });
});
afterEach(async () => {
  await control.close();
  rmSync(folder, { recursive: true, force: true });
});

const grant = (reason: string, mayReadStudents = true): Grant => ({
  ...{ role: "principal", scope: { kind: "school", ids: ["a"] }, subjects: ["students"], mayReadStudents },
  ...{ mayReadNames: true, reason, from: "2000-01-01", to: null, givenBy: "test" },
});
const ann: Reader = { account: "ann", name: "Ann", role: "principal", grants: [grant("Leads the school")] };
const shown: StudentsShown = {
  ...{ generation: "g-1", students: ["1", "2"], fields: ["days_absent"], subject: "days_absent" },
};

type Asking = { reader?: Reader | null; viewedBy?: ViewedBy; sessionId?: string; method?: string };

/** Asks a route that does this with its reader; gives its answer and what stands in the log, oldest first. */
async function ask(route: (reader: Reader) => Response | undefined, asking: Asking = {}) {
  const { reader = ann, viewedBy = null, sessionId = null, method = "GET" } = asking;
  const log = { info() {}, error() {} };
  const clock = () => new Date("2026-11-20T12:00:00Z");
  const app = new Hono<AppEnv>()
    .use(async (context, next) => {
      context.set("reader", reader);
      context.set("viewedBy", viewedBy);
      context.set("sessionId", sessionId);
      await next();
    })
    .use(recordAccess({ control, clock, log }))
    .all("*", (context) => route(context.get("reader") ?? ann) ?? context.text("shown"))
    .onError(({ message }) => new Response(message, { status: 500 }));
  const response = await app.request("/api/pages/school?list=near", { method });
  return { response, text: await response.text() };
}
const entries = async () => (await control.auditEntries()).reverse();
const show =
  (...what: StudentsShown[]) =>
  (reader: Reader) =>
    void noteShown(reader, ...what);

describe("an answer that shows students", () => {
  it("leaves who, when, whom, which fields, from what, and what was asked", async () => {
    expect((await ask(show(shown))).text).toBe("shown");
    expect(await entries()).toMatchObject([
      {
        ...{ at: "2026-11-20T12:00:00.000Z", account: "ann", viewed_as: null, action: "view" },
        ...{ students: ["1", "2"], fields: ["days_absent"], generation: "g-1" },
        subject: "pages/school?list=near: days_absent",
      },
    ]);
  });

  it("is a drill-down where a question was sent", async () => {
    await ask(show(shown), { method: "POST" });
    expect(await entries()).toMatchObject([{ action: "drill_down" }]);
  });

  it("leaves an entry for every generation, with what was shown from it and nothing else", async () => {
    const other = { ...shown, generation: "g-2", students: ["3"], fields: ["grade"], subject: "enrollment" };
    await ask(show(shown, other, { ...shown, students: ["4"], subject: "iep_students" }));
    expect(await entries()).toMatchObject([
      {
        generation: "g-1",
        students: ["1", "2", "4"],
        subject: expect.stringMatching(/: days_absent; iep_students$/),
      },
      {
        generation: "g-2",
        students: ["3"],
        fields: ["grade"],
        subject: expect.stringMatching(/: enrollment$/),
      },
    ]);
  });

  it("leaves no more of its words than a thousand letters", async () => {
    await ask(show({ ...shown, subject: "x".repeat(5000) }));
    const [entry] = await entries();
    expect(entry?.subject).toHaveLength(1000);
  });

  it("leaves who really looked, and as whom", async () => {
    const viewedBy = { account: "root", name: "Root", endsAt: "2026-11-20T13:00:00Z" };
    await ask(show(shown), { viewedBy });
    expect(await entries()).toMatchObject([{ account: "root", viewed_as: "ann" }]);
  });
});

describe("what it was needed for", () => {
  it("is why the grants down to students were given, each reason once", async () => {
    const grants = [grant("Leads the school"), grant("Counts", false), grant("Nurse"), grant("Nurse")];
    await ask(show(shown), { reader: { ...ann, grants } });
    await ask(show(shown), { reader: { ...ann, grants: [grant("Counts", false)] } });
    expect((await entries()).map(({ purpose }) => purpose)).toEqual(["Leads the school; Nurse", null]);
  });

  it("is the task that the session has open, until it ends", async () => {
    const person = { issuer: "demo", subject: "ann", name: "Ann", email: null, staffId: null, groups: [] };
    const at = "2026-11-20T08:00:00.000Z";
    const { personId } = await control.keepPerson(person, at);
    await control.openSession({
      ...{ session_id: "s1", person_id: personId, created_at: at, seen_at: at },
      expires_at: "2026-11-20T20:00:00.000Z",
    });
    const task = {
      purpose: "iep_meeting",
      subject: "Monday",
      opened_at: at,
      ends_at: "2026-11-20T13:00:00.000Z",
    };
    await control.openPurpose({ ...task, session_id: "s1", account: "ann" });
    await ask(show(shown), { sessionId: "s1" });
    await ask(show(shown), { sessionId: "s2" });
    const file = { action: "export" as const, subject: "csv" };
    await ask((reader) => void sayAccess(reader, file), { sessionId: "s1" });
    expect((await entries()).map(({ purpose }) => purpose)).toEqual([
      "iep_meeting (Monday)",
      "Leads the school",
      "iep_meeting (Monday)",
    ]);
  });
});

describe("a route that says itself what it does", () => {
  const told = { action: "export" as const, subject: "csv: days_absent" };

  it("is recorded in its own words, with whom it shows", async () => {
    await ask((reader) => {
      sayAccess(reader, told);
      noteShown(reader, shown);
      return undefined;
    });
    expect(await entries()).toMatchObject([{ ...told, students: ["1", "2"], generation: "g-1" }]);
  });

  it("is recorded once where it shows nobody, with whom it names", async () => {
    await ask((reader) => void sayAccess(reader, { ...told, students: ["7"] }));
    expect(await entries()).toMatchObject([{ ...told, account: "ann", students: ["7"], purpose: null }]);
  });
});

describe("nothing is recorded", () => {
  it("where nobody was shown", async () => {
    await ask(() => undefined);
    expect(await entries()).toEqual([]);
  });

  it.each([
    [399, 1],
    [400, 0],
    [403, 0],
    [500, 0],
  ])("where the answer is a refusal: %i leaves %i", async (status, count) => {
    await ask((reader) => {
      noteShown(reader, shown);
      return new Response("no", { status });
    });
    expect(await entries()).toHaveLength(count);
  });

  it("of whoever has not signed in, for whom nothing can be shown", async () => {
    const { text } = await ask(() => undefined, { reader: null });
    expect(text).toBe("shown");
    expect((await ask(show(shown), { reader: null })).response.status).toBe(500);
    expect(await entries()).toEqual([]);
  });
});

it("an answer that cannot be recorded does not leave, nor do its headers", async () => {
  const store = new Libsql(join(folder, "control.sqlite"));
  store.exec("create trigger full before insert on access_entry begin select raise(abort, 'disk full'); end");
  store.close();
  let isCancelled = false;
  const { response, text } = await ask((reader) => {
    noteShown(reader, shown);
    const body = new ReadableStream({
      cancel: () => {
        isCancelled = true;
      },
    });
    return new Response(body, { headers: { "content-disposition": "attachment; filename=ann.csv" } });
  });
  expect([response.status, response.headers.get("content-disposition")]).toEqual([503, null]);
  expect(JSON.parse(text)).toMatchObject({ code: "log_unavailable" });
  expect(isCancelled).toBe(true);
  expect((await ask(() => undefined)).text).toBe("shown");
});
