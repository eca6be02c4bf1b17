import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Alert } from "#api/contract";
import { type District, openWarehouse } from "#warehouse";
import { lookAtAlerts } from "../../api/alerts/look.ts";
import { alder, birch, rosterStudent, spell, threeSchools } from "../../warehouse/build/mini-district.ts";
import { publishMini } from "../../warehouse/published-mini.ts";
import { type Access, accessDistrict, openAccess, type Session } from "../access/access-district.ts";
import { type MailServer, startMailServer } from "../mail/mail-server.ts";
import { plain } from "../mail/read-mail.ts";

const smtpEnv = "ROLLBOOK_SMTP";
const district: District = {
  ...accessDistrict,
  mail: { smtpEnv, from: "data office <data@mini.example>" },
  accounts: accessDistrict.accounts.map((account) => ({
    ...account,
    email: `${account.account}@mini.example`,
  })),
};

/** So many students at Alder and one at Birch; Alder's attendance came through a day. */
const known = (students: number, reportedThrough = "2025-03-28") =>
  [
    threeSchools,
    ...Array.from({ length: students }, (_, at) => [
      rosterStudent("sis", `s${at}`, `91000000${at}`.padEnd(10, "0")),
      spell(`s${at}`, alder, "2024-08-12", null),
    ]).flat(),
    rosterStudent("sis", "ben", "9000000002", "Ben Archer"),
    spell("ben", birch, "2024-08-12", null),
    `insert into stg_staff_assignment (source, staff_id, organization_id, name, role, is_credentialed, fte, started_on, ended_on)
      values ('sis', 'p1', '${alder}', 'Ada Ames', 'principal', true, 1, '2024-08-01', null);
    insert into stg_feed_submission (organization_id, feed, school_day_on, submitted_on)
      select organization_id, 'attendance', calendar_on, calendar_on from stg_calendar_day
      where calendar_on <= if(organization_id = '${alder}', date '${reportedThrough}', date '2025-03-28');`,
  ].join("\n");

const dataDir = mkdtempSync(join(tmpdir(), "rollbook-alerts-"));
const publish = (students: number, reportedThrough?: string) =>
  publishMini(known(students, reportedThrough), { dataDir });

let access: Access;
let principal: Session;
let board: Session;
let server: MailServer;
beforeAll(async () => {
  await publish(5);
  access = await openAccess(await openWarehouse({ dataDir, district }), district);
  principal = await access.signIn("principal");
  board = await access.signIn("board");
  server = await startMailServer();
});
afterAll(async () => {
  await server.stop();
  await access.close();
  access.warehouse.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  for (const { alert_id } of await access.control.figureAlerts())
    await access.control.endFigureAlert(alert_id, "2025-03-28T13:00:00Z");
});

const enrollment = (rule: object, rest: object = {}) => ({
  ...{ title: "Enrollment at my school", measure: "enrollment", rule },
  ...rest,
});
async function make(session: Session, asked: object): Promise<Alert> {
  const { status, body } = await session.post("/api/alerts", asked);
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
}
/** Looks after a load, and gives what came of the alerts and the subjects of the mails. */
async function look(rest: { address?: string; at?: string } = {}) {
  const { control, warehouse } = access;
  const clock = () => new Date(rest.at ?? "2025-03-28T13:00:00Z");
  const before = server.received.length;
  const environment = { [smtpEnv]: rest.address ?? server.address };
  const looked = await lookAtAlerts({ control, warehouse, district, clock }, environment);
  const mails = server.received.slice(before).map((mail) => {
    const [, subject] = /Subject: (.*)/.exec(plain(mail) ?? "") ?? [];
    return `${mail.to.join(",")} ${subject?.trim()}`;
  });
  return { looked: looked.map(({ account, found, told }) => `${account} ${found} ${told}`), mails };
}
const stateOf = async (session: Session, { alert: id }: Alert) => {
  const alerts: Alert[] = (await session.get("/api/alerts")).body.alerts;
  return alerts.find(({ alert }) => alert === id)?.state;
};
const end = (session: Session, { alert }: Alert) => session.delete(`/api/alerts/${alert}`);

describe("an alert above a bound", () => {
  it("opens, tells its owner once, stays open within the margin, and tells her when it closes", async () => {
    const alert = await make(principal, enrollment({ kind: "above", bound: 5, margin: 2 }));
    expect(alert).toMatchObject({ state: "closed", rule: { kind: "above", bound: 5, margin: 2 } });
    await publish(6);
    const opened = {
      looked: ["principal open open"],
      mails: ["principal@mini.example Alert: Enrollment at my school"],
    };
    expect(await look()).toEqual(opened);
    expect(await look()).toEqual({ looked: ["principal null null"], mails: [] });
    await publish(4);
    expect(await look()).toEqual({ looked: ["principal open null"], mails: [] });
    await publish(3);
    const closed = await look();
    expect(closed.mails).toEqual(["principal@mini.example Alert closed: Enrollment at my school"]);
    expect(await stateOf(principal, alert)).toBe("closed");
    const { looks } = (await principal.get(`/api/alerts/${alert.alert}/looks`)).body;
    expect(looks.map(({ found }: { found: string }) => found)).toEqual(["closed", "open", "open", "closed"]);
    for (const { text } of server.received) expect(text).not.toMatch(/\b[3-6] students|: [3-6]\b(?!\d*:)/);
    expect((await end(principal, alert)).status).toBe(204);
    await publish(6);
    expect(await look()).toEqual({ looked: [], mails: [] });
  });

  it("that is snoozed goes on being looked at, and tells after its day what is so then", async () => {
    const alert = await make(principal, enrollment({ kind: "above", bound: 6, margin: 0 }));
    const snooze = (until: string | null) => principal.put(`/api/alerts/${alert.alert}/snooze`, { until });
    expect((await snooze("2025-03-01")).status).toBe(400);
    expect((await snooze("2025-03-30")).body.snoozed_until).toBe("2025-03-30");
    await publish(7);
    expect(await look()).toEqual({ looked: ["principal open null"], mails: [] });
    const after = await look({ at: "2025-03-31T13:00:00Z" });
    expect(after.mails).toEqual(["principal@mini.example Alert: Enrollment at my school"]);
  });

  it("that could not be mailed is told with the next look", async () => {
    await make(principal, enrollment({ kind: "above", bound: 7, margin: 0 }));
    await publish(8);
    expect((await look({ address: "smtp://127.0.0.1:1" })).looked).toEqual(["principal open failed"]);
    expect((await look()).looked).toEqual(["principal null open"]);
  });
});

describe("an alert of a change", () => {
  it("is against what was published when it was last looked at", async () => {
    await make(principal, enrollment({ kind: "changed", since: "generation", bound: 2, margin: 1 }));
    await publish(7);
    expect((await look()).looked).toEqual(["principal closed null"]);
    await publish(3);
    expect((await look()).looked).toEqual(["principal open open"]);
    await publish(3);
    expect((await look()).looked).toEqual(["principal closed closed"]);
  });
});

describe("an alert of silence", () => {
  it("opens once a school has sent nothing for so many of its school days", async () => {
    const rule = { kind: "not_reported", school_days: 3 };
    await make(principal, { title: "Attendance", measure: "attendance_rate", rule });
    await publish(3, "2025-03-26");
    expect((await look()).looked).toEqual(["principal closed null"]);
    await publish(3, "2025-03-25");
    expect(await look()).toEqual({
      looked: ["principal open open"],
      mails: ["principal@mini.example Alert: Attendance"],
    });
    await publish(3);
    expect((await look()).looked).toEqual(["principal closed closed"]);
  });
});

describe("what its owner may not see", () => {
  it("neither opens nor closes an alert: a hidden number is no figure to judge by", async () => {
    const where = [{ dimension: "school", op: "in", values: [alder] }];
    const alert = await make(board, enrollment({ kind: "above", bound: 0, margin: 0 }, { where }));
    expect(alert.state).toBe("closed");
    await publish(9);
    expect((await look()).looked).toEqual(["board nothing null"]);
  });

  it("makes no alert: nobody is told of a question that she may not ask, nor of single students", async () => {
    const rule = { kind: "above", bound: 1, margin: 0 };
    const money = await principal.post("/api/alerts", { title: "Money", measure: "approved_usd", rule });
    expect(money.status).toBe(403);
    const where = [{ dimension: "student", op: "in", values: [1] }];
    expect((await principal.post("/api/alerts", enrollment(rule, { where }))).status).toBe(400);
    const silence = { kind: "not_reported", school_days: 2 };
    const ofGroup = [{ dimension: "school", op: "in", values: ["group:1"] }];
    const watched = await principal.post("/api/alerts", enrollment(silence, { where: ofGroup }));
    expect([watched.status, watched.body.detail]).toEqual([
      400,
      expect.stringMatching(/not for named groups/),
    ]);
    const report = "00000000-0000-4000-8000-000000000000";
    expect((await principal.post("/api/alerts", enrollment(rule, { report }))).status).toBe(404);
  });

  it("is judged by the rights of the moment: once her grant is over, the alert stays as it was", async () => {
    const clerk = await access.signIn("coordinator");
    await make(clerk, enrollment({ kind: "above", bound: 100, margin: 0 }));
    const without = district.accounts.map((one) =>
      one.account === "coordinator" ? { ...one, grants: [] } : one,
    );
    await publish(4);
    const { control, warehouse } = access;
    const place = { control, warehouse, district: { ...district, accounts: without } };
    const clock = () => new Date("2025-03-28T13:00:00Z");
    const [looked] = await lookAtAlerts({ ...place, clock }, { [smtpEnv]: server.address });
    expect(looked).toMatchObject({ account: "coordinator", found: "refused", told: null });
  });

  it("is nobody else's: another's alert is not to be found", async () => {
    const alert = await make(principal, enrollment({ kind: "above", bound: 100, margin: 0 }));
    expect((await board.get("/api/alerts")).body.alerts).toEqual([]);
    expect((await board.get(`/api/alerts/${alert.alert}/looks`)).status).toBe(404);
    expect((await end(board, alert)).status).toBe(404);
    expect((await board.put(`/api/alerts/${alert.alert}/snooze`, { until: null })).status).toBe(404);
  });
});

it("whose margin is as wide as the change itself is refused: it would never close", async () => {
  const rule = { kind: "changed", since: "previous_year", bound: 2, margin: 2 };
  expect((await principal.post("/api/alerts", enrollment(rule))).status).toBe(400);
});
