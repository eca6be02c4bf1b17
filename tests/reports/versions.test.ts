import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReportContent } from "#api/contract";
import { type Access, openAccess, publishedSchools, type Session } from "../access/access-district.ts";
import { content, saved } from "./saved.ts";

let access: Access;
let principal: Session;
let coordinator: Session;
beforeAll(async () => {
  access = await openAccess(await publishedSchools());
  principal = await access.signIn("principal");
  coordinator = await access.signIn("coordinator");
});
afterAll(async () => {
  await access.close();
  access.warehouse.close();
});

const slice = (rest: Partial<ReportContent["slice"]> = {}): ReportContent["slice"] => ({
  ...content().slice,
  ...rest,
});
const put = (session: Session, report: string, version: number, changed: Partial<ReportContent>) =>
  session.put(`/api/reports/${report}`, { content: content(changed), version });

describe("a report's versions", () => {
  it("say who saved what and when, part by part, and any of them is restored as the newest", async () => {
    const { report } = await saved(principal);
    access.time.at = new Date("2025-03-28T12:30:00Z");
    await put(principal, report, 1, { title: "By grade", slice: slice({ by: ["grade"], totals: "all" }) });
    const restored = await principal.post(`/api/reports/${report}/restore`, { version: 1 });
    expect(restored.body).toMatchObject({ version: 3, content: content() });
    const { versions } = (await principal.get(`/api/reports/${report}/versions`)).body;
    const told = versions.map((one: { version: number; changed: string[]; how: string }) => [
      one.version,
      one.how,
      one.changed.length < 10 ? one.changed : "all",
    ]);
    expect(told).toEqual([
      [3, "restored", ["title", "by", "totals"]],
      [2, "saved", ["title", "by", "totals"]],
      [1, "saved", "all"],
    ]);
    expect(versions[1]).toMatchObject({
      ...{ made_by: { account: "principal" }, made_at: "2025-03-28T12:30:00.000Z" },
    });
    expect((await principal.post(`/api/reports/${report}/restore`, { version: 9 })).status).toBe(404);
  });

  it("are not written over: of two who opened the same version the second is told", async () => {
    const { report } = await saved(principal);
    expect((await put(principal, report, 1, { title: "First" })).body.version).toBe(2);
    const late = await put(principal, report, 1, { title: "Second" });
    expect(late).toMatchObject({ status: 409, body: { code: "moved_on" } });
    expect((await principal.get(`/api/reports/${report}`)).body.content.title).toBe("First");
  });

  it("grow by what changes, and not by saving the same or by sharing it", async () => {
    const { report } = await saved(principal);
    const sharing = { with: "role", role: "principal" };
    const shared = await principal.put(`/api/reports/${report}`, { content: content(), version: 1, sharing });
    expect(shared.body).toMatchObject({ version: 1, sharing });
  });
});

/** A template of the district, and the principal's copy of it with a title of her own. */
async function copied(): Promise<{ template: string; mine: string }> {
  const shared = { content: content({ title: "District" }), sharing: { with: "district" } };
  const { report: template } = await saved(coordinator, shared);
  const { body } = await principal.post(`/api/reports/${template}/copy`, {});
  await put(principal, body.report, 1, { title: "My school" });
  return { template, mine: body.report };
}
const changesOf = async (report: string) =>
  (await principal.get(`/api/reports/${report}/template-changes`)).body;
const told = async (report: string) => (await principal.get(`/api/reports/${report}`)).body;

describe("a copy of a template", () => {
  it("is private, remembers what it was copied from, and is offered nothing while that stays", async () => {
    const { template, mine } = await copied();
    expect(await told(mine)).toMatchObject({
      ...{ sharing: { with: "nobody" }, owner: { account: "principal" } },
      template: { report: template, version: 1, has_changes: false },
    });
    expect((await changesOf(mine)).parts).toEqual([{ part: "title", changed_by: "mine" }]);
  });

  it("keeps its own changes and takes the template's over part by part", async () => {
    const { template, mine } = await copied();
    const grown = slice({ measures: ["enrollment", "no_shows"], totals: "all" });
    await put(coordinator, template, 1, { title: "District, new", slice: grown, chart: "bar" });
    expect((await told(mine)).template.has_changes).toBe(true);
    expect((await told(mine)).content).toEqual(content({ title: "My school" }));
    const changes = await changesOf(mine);
    expect(changes.parts).toEqual([
      { part: "title", changed_by: "both" },
      { part: "measures", changed_by: "theirs" },
      { part: "totals", changed_by: "theirs" },
      { part: "chart", changed_by: "theirs" },
    ]);
    const accept = { accept: ["measures", "chart"], version: 2, template_version: 2 };
    const { body } = await principal.post(`/api/reports/${mine}/template-changes`, accept);
    expect(body.content).toEqual({
      ...content({ title: "My school", chart: "bar" }),
      slice: slice({ measures: ["enrollment", "no_shows"] }),
    });
    expect(body.template).toEqual({ report: template, version: 2, has_changes: false });
    const { versions } = (await principal.get(`/api/reports/${mine}/versions`)).body;
    expect(versions[0]).toMatchObject({ how: "template", changed: ["measures", "chart"] });
  });

  it("is offered a part that was declined only when the template changes it again", async () => {
    const { template, mine } = await copied();
    await put(coordinator, template, 1, { title: "District", chart: "bar" });
    const none = { accept: [], version: 2, template_version: 2 };
    expect((await principal.post(`/api/reports/${mine}/template-changes`, none)).body.version).toBe(2);
    expect((await told(mine)).template.has_changes).toBe(false);
    await put(coordinator, template, 2, { title: "District", chart: "line" });
    expect((await told(mine)).template.has_changes).toBe(true);
    expect((await changesOf(mine)).parts).toContainEqual({ part: "chart", changed_by: "both" });
  });

  it("stays whole when the template is deleted, or no longer shared", async () => {
    const [first, second] = [await copied(), await copied()];
    expect((await coordinator.delete(`/api/reports/${first.template}`)).status).toBe(204);
    const unshared = { content: content({ title: "District" }), version: 1, sharing: { with: "nobody" } };
    expect((await coordinator.put(`/api/reports/${second.template}`, unshared)).status).toBe(200);
    for (const { mine } of [first, second]) {
      expect(await told(mine)).toMatchObject({
        content: { title: "My school" },
        template: { has_changes: false },
      });
      expect((await principal.post(`/api/reports/${mine}/run`, {})).status).toBe(200);
      expect((await principal.get(`/api/reports/${mine}/template-changes`)).status).toBe(404);
    }
  });

  it("takes nothing over that has moved on since it was compared, nor what cannot be asked together", async () => {
    const { template, mine } = await copied();
    await put(coordinator, template, 1, {
      slice: slice({ by: ["month"], measures: ["daily_attendance_rate"] }),
    });
    const accept = (changed: object) =>
      principal.post(`/api/reports/${mine}/template-changes`, {
        ...{ accept: ["by"], version: 2, template_version: 2 },
        ...changed,
      });
    expect((await accept({ template_version: 1 })).status).toBe(409);
    expect((await accept({ accept: ["by", "measures"], version: 1 })).status).toBe(409);
    expect(await accept({})).toMatchObject({ status: 400, body: { code: "incompatible" } });
    expect((await accept({ accept: ["by", "measures"] })).status).toBe(200);
  });

  it("may be saved from the version that was open, also after the template went on", async () => {
    const { template } = await copied();
    await put(coordinator, template, 1, { title: "District", chart: "bar" });
    const made = (version: number) =>
      principal.post("/api/reports", { content: content(), template: { report: template, version } });
    expect((await made(1)).body.template).toEqual({ report: template, version: 1, has_changes: true });
    expect((await made(2)).body.template.has_changes).toBe(false);
    expect((await made(3)).status).toBe(400);
    const { report } = await saved(principal);
    const own = { content: content(), template: { report, version: 1 } };
    expect((await principal.post("/api/reports", own)).status).toBe(400);
  });
});
