import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Account, District } from "#warehouse";
import { deliverReports } from "../../api/schedules/deliver.ts";
import { birch, cedar } from "../../warehouse/build/mini-district.ts";
import {
  type Access,
  accessDistrict,
  openAccess,
  publishedSchools,
  type Session,
} from "../access/access-district.ts";
import { type MailServer, type Received, startMailServer } from "../mail/mail-server.ts";
import { cellsOf, plain, workbookOf } from "../mail/read-mail.ts";
import { content, saved } from "./saved.ts";

const smtpEnv = "ROLLBOOK_SMTP";
const principalOf = (account: string, school: string): Account => ({
  ...{ account, name: `The principal of ${account}`, role: "principal" },
  grants: [
    {
      ...{ role: "principal", scope: { kind: "school", ids: [school] }, subjects: ["students"] },
      ...{ mayReadStudents: true, mayReadNames: true, reason: "Runs the school", from: "2024-07-01" },
      ...{ to: null, givenBy: "configuration" },
    },
  ],
});
const district: District = {
  ...accessDistrict,
  mail: { smtpEnv, from: "data office <data@mini.example>" },
  accounts: [...accessDistrict.accounts, principalOf("birch", birch), principalOf("cedar", cedar)].map(
    (account) =>
      account.account === "otto" ? account : { ...account, email: `${account.account}@mini.example` },
  ),
};

let access: Access;
let principal: Session;
let coordinator: Session;
let server: MailServer;
let received: Received[] = [];
beforeAll(async () => {
  access = await openAccess(await publishedSchools(), district);
  principal = await access.signIn("principal");
  coordinator = await access.signIn("coordinator");
  server = await startMailServer();
  ({ received } = server);
});
afterAll(async () => {
  await server.stop();
  await access.close();
  access.warehouse.close();
});
beforeEach(async () => {
  received.length = 0;
  for (const { schedule_id } of await access.control.reportSchedules())
    await access.control.endReportSchedule(schedule_id, "2025-03-28T00:00:00Z");
});

/** Sends what is due at a moment, and gives what became of it. */
async function send(at: string, rest: { isAfterLoad?: boolean; address?: string } = {}) {
  const { control, warehouse } = access;
  const place = { control, warehouse, district, clock: () => new Date(at) };
  const environment = { [smtpEnv]: rest.address ?? server.address };
  const found = await deliverReports(place, { environment, isAfterLoad: rest.isAfterLoad ?? false });
  return found.map(({ account, period, state }) => `${account} ${period} ${state}`);
}
const schedule = async (session: Session, asked: object) => {
  const { status, body } = await session.post("/api/schedules", asked);
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
};
describe("a scheduled report", () => {
  it("comes once a day, with the workbook of her own school, and what came once does not come again", async () => {
    const { report } = await saved(principal);
    const made = await schedule(principal, { report, every: "day" });
    expect(made).toMatchObject({ title: "Enrollment", is_subscribed: true, may_end: true, last: null });
    expect(await send("2025-03-28T13:00:00Z")).toEqual(["principal 2025-03-28 sent"]);
    expect(await send("2025-03-28T14:00:00Z")).toEqual([]);
    expect(await send("2025-03-29T13:00:00Z")).toEqual(["principal 2025-03-29 sent"]);
    expect(received.map(({ to }) => to)).toEqual([["principal@mini.example"], ["principal@mini.example"]]);
    const [mail = { to: [], text: "" }] = received;
    expect(mail.text).toContain("Subject: Enrollment");
    const cells = cellsOf(await workbookOf(mail));
    expect(cells).toContain("Alder");
    expect(cells).not.toContain("Birch");
    const { schedules } = (await principal.get("/api/schedules")).body;
    expect(schedules[0].last).toMatchObject({ period: "2025-03-29", state: "sent", attempt: 1 });
  });

  it("comes weekly on its day, and a day that was missed is caught up", async () => {
    const { report } = await saved(principal);
    await schedule(principal, { report, every: "week", weekday: 1 });
    expect(await send("2025-03-30T18:00:00Z")).toEqual([]);
    expect(await send("2025-04-02T18:00:00Z")).toEqual(["principal 2025-03-31 sent"]);
    expect(await send("2025-04-06T18:00:00Z")).toEqual([]);
    expect(await send("2025-04-07T18:00:00Z")).toEqual(["principal 2025-04-07 sent"]);
  });

  it("comes on days with school only, if she asked so, and the morning after a term has ended, once", async () => {
    const { report } = await saved(principal);
    await schedule(principal, { report, every: "school_day" });
    expect(await send("2025-03-28T18:00:00Z")).toEqual(["principal 2025-03-28 sent"]);
    expect(await send("2025-03-29T18:00:00Z")).toEqual([]);
    await schedule(coordinator, { report: "chronic-absence-by-group", every: "term" });
    expect(await send("2025-06-14T03:00:00Z")).toEqual([]);
    expect(await send("2025-06-14T18:00:00Z")).toEqual(["coordinator 2025-06-13 sent"]);
    expect(await send("2025-06-20T18:00:00Z")).toEqual([]);
  });

  it("comes after a generation that was published since, once, and nothing else comes after a load", async () => {
    const { report } = await saved(principal);
    await schedule(principal, { report, every: "day" });
    access.time.at = new Date("2025-03-28T05:00:00Z");
    const early = await access.signIn("clerk");
    await schedule(early, { report: "chronic-absence-by-group", every: "generation" });
    access.time.at = new Date("2025-03-28T12:00:00Z");
    await schedule(principal, { report, every: "generation" });
    expect(await send("2025-03-28T13:00:00Z", { isAfterLoad: true })).toEqual(["clerk g-000001 sent"]);
    expect(await send("2025-03-28T13:01:00Z", { isAfterLoad: true })).toEqual([]);
  });

  it("does not come where its figures are those of the mail before, if she asked so", async () => {
    const { report } = await saved(principal);
    await schedule(principal, { report, every: "day", only_if_changed: true });
    expect(await send("2025-03-28T13:00:00Z")).toEqual(["principal 2025-03-28 sent"]);
    expect(await send("2025-03-29T13:00:00Z")).toEqual(["principal 2025-03-29 unchanged"]);
    await principal.put(`/api/reports/${report}`, {
      ...{ content: content({ slice: { measures: ["enrollment"], by: ["grade"] } }), version: 1 },
    });
    expect(await send("2025-03-30T13:00:00Z")).toEqual(["principal 2025-03-30 sent"]);
    expect(received).toHaveLength(2);
  });

  it("of single students comes as a link that asks for sign-in, with nothing attached and nobody named", async () => {
    await schedule(principal, { report: "near-chronic-absence", every: "day" });
    expect(await send("2025-03-28T13:00:00Z")).toEqual(["principal 2025-03-28 sent"]);
    expect(plain(received[0])).toContain("so it is not sent by mail");
    expect(received[0]?.text).not.toContain("spreadsheetml");
    expect(received[0]?.text).not.toContain("Archer");
  });

  it("is sent by the rights of the moment: none once it is unshared, and none without an address", async () => {
    const shared = { content: content(), sharing: { with: "district" } };
    const { report } = await saved(coordinator, shared);
    await schedule(principal, { report, every: "day" });
    await coordinator.put(`/api/reports/${report}`, { ...shared, sharing: { with: "nobody" }, version: 1 });
    expect(await send("2025-03-28T13:00:00Z")).toEqual(["principal 2025-03-28 refused"]);
    expect(received).toEqual([]);
  });

  it("does not come to whoever is disabled, nor where no address is known", async () => {
    for (const account of ["clerk", "otto"]) {
      const session = await access.signIn(account);
      const { report } = await saved(session);
      await schedule(session, { report, every: "day" });
    }
    const clerk = (await access.control.listPeople()).find(({ subject }) => subject === "clerk");
    await access.control.disablePerson(clerk?.personId ?? "", "2025-03-28T12:00:00Z");
    const found = await send("2025-03-28T13:00:00Z");
    expect(found.sort()).toEqual(["clerk 2025-03-28 refused", "otto 2025-03-28 refused"]);
    await access.control.enablePerson(clerk?.personId ?? "");
    expect(received).toEqual([]);
  });

  it("that fails is tried again and said in its history", async () => {
    const { report } = await saved(principal);
    const { schedule: id } = await schedule(principal, { report, every: "day" });
    const broken = { address: "smtp://127.0.0.1:1" };
    expect(await send("2025-03-28T13:00:00Z", broken)).toEqual(["principal 2025-03-28 failed"]);
    const history = async () => (await principal.get(`/api/schedules/${id}/deliveries`)).body.deliveries;
    expect(await history()).toMatchObject([{ state: "failed", attempt: 1 }]);
    expect((await history())[0].message).toContain("ECONNREFUSED");
    expect(await send("2025-03-28T14:00:00Z")).toEqual(["principal 2025-03-28 sent"]);
    expect(await history()).toMatchObject([{ state: "sent", attempt: 2 }]);
  });

  it("with a hostile title is a subject and a file name like any other", async () => {
    const title = '=HYPERLINK("http://evil.example")/../\u202Egpj <img src=x onerror=alert(1)>';
    const { report } = await saved(principal, { content: content({ title, note: "Bcc: all@evil.example" }) });
    await schedule(principal, { report, every: "day" });
    expect(await send("2025-03-28T13:00:00Z")).toEqual(["principal 2025-03-28 sent"]);
    expect(received[0]?.to).toEqual(["principal@mini.example"]);
    expect(plain(received[0])).toContain(
      'name="HYPERLINK http evil example gpj img src x onerror alert 1.xlsx"',
    );
  });
});

describe("one report for every principal", () => {
  const toPrincipals = { every: "day", to: { with: "role", role: "principal" } };

  it("reaches each with her own school and no other, by one schedule", async () => {
    const { report } = await saved(coordinator, { content: content(), sharing: { with: "district" } });
    await schedule(coordinator, { report, ...toPrincipals });
    expect((await send("2025-03-28T13:00:00Z")).sort()).toEqual(
      ["birch", "cedar", "principal"].map((account) => `${account} 2025-03-28 sent`),
    );
    const schools = ["Alder", "Birch", "Cedar Charter"];
    const own: Record<string, string[]> = { birch: ["Birch"], cedar: [], principal: ["Alder"] };
    for (const mail of received) {
      const cells = cellsOf(await workbookOf(mail));
      const named = schools.filter((school) => cells.includes(school));
      expect([mail.to[0], named]).toEqual([mail.to[0], own[mail.to[0]?.split("@")[0] ?? ""]]);
    }
  });

  it("is left by whoever wants it no more, and goes on for the others; its history is the sender's", async () => {
    const { report } = await saved(coordinator, { content: content(), sharing: { with: "district" } });
    const { schedule: id } = await schedule(coordinator, { report, ...toPrincipals });
    const left = await principal.put(`/api/schedules/${id}/subscription`, { is_subscribed: false });
    expect(left.body).toMatchObject({ is_subscribed: false, may_end: false });
    expect((await principal.delete(`/api/schedules/${id}`)).status).toBe(403);
    expect((await send("2025-03-28T13:00:00Z")).map((one) => one.split(" ")[0]).sort()).toEqual([
      "birch",
      "cedar",
    ]);
    const historyOf = async (session: Session) =>
      (await session.get(`/api/schedules/${id}/deliveries`)).body.deliveries.length;
    expect([await historyOf(coordinator), await historyOf(principal)]).toEqual([2, 0]);
    expect((await coordinator.delete(`/api/schedules/${id}`)).status).toBe(204);
    expect(await send("2025-03-29T13:00:00Z")).toEqual([]);
  });

  it("is sent by the data office alone, and only those it is for know of it", async () => {
    const { report } = await saved(coordinator, { content: content(), sharing: { with: "district" } });
    expect((await principal.post("/api/schedules", { report, ...toPrincipals })).status).toBe(403);
    const { schedule: id } = await schedule(coordinator, { report, ...toPrincipals });
    const clerk = await access.signIn("clerk");
    const rosa = await access.signIn("rosa");
    for (const session of [clerk, rosa]) {
      expect((await session.get("/api/schedules")).body.schedules).toEqual([]);
      expect((await session.get(`/api/schedules/${id}/deliveries`)).status).toBe(404);
      expect((await session.delete(`/api/schedules/${id}`)).status).toBe(404);
      const none = { is_subscribed: false };
      expect((await session.put(`/api/schedules/${id}/subscription`, none)).status).toBe(404);
    }
  });

  it("cannot be scheduled of a report that one may not open, nor weekly without a day", async () => {
    const { report } = await saved(coordinator);
    expect((await principal.post("/api/schedules", { report, every: "day" })).status).toBe(404);
    const own = (await saved(principal)).report;
    expect((await principal.post("/api/schedules", { report: own, every: "week" })).status).toBe(400);
    expect((await principal.post("/api/schedules", { report: own, every: "day", weekday: 1 })).status).toBe(
      400,
    );
  });
});

it("where no mail server is named, nothing is sent and what to set is said", async () => {
  const { control, warehouse } = access;
  const place = { control, warehouse, district: accessDistrict, clock: () => new Date() };
  await expect(deliverReports(place, { environment: {}, isAfterLoad: false })).rejects.toThrow(/"mail"/);
});
