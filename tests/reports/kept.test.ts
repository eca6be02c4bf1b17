import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReportFile, reportFile } from "#api/contract";
import { type Access, openAccess, publishedSchools, type Session } from "../access/access-district.ts";
import { content, saved } from "./saved.ts";

let access: Access;
let principal: Session;
beforeAll(async () => {
  access = await openAccess(await publishedSchools());
  principal = await access.signIn("principal");
});
afterAll(async () => {
  await access.close();
  access.warehouse.close();
});

const file = (rest: Partial<ReportFile> = {}): ReportFile => ({
  format: "rollbook-report/1",
  content: content(),
  definitions: { enrollment: "1" },
  ...rest,
});
const told = async (report: string) => (await principal.get(`/api/reports/${report}`)).body;

/** A report as an earlier Rollbook has kept it. */
async function kept(report_id: string, slice: object): Promise<string> {
  const made = { made_by: "principal", made_at: "2024-01-01T00:00:00.000Z" };
  await access.control.makeReport(
    {
      ...{ report_id, owner: "principal", shared_with: "nobody", shared_key: null, made_at: made.made_at },
      ...{ template_id: null, template_version: null, template_base: null },
    },
    {
      ...{ ...made, how: "saved", definitions: '{"enrollment":"1","headcount":"1"}' },
      content: JSON.stringify({ ...content(), slice }),
    },
  );
  return report_id;
}

describe("a report whose definitions have changed since it was saved", () => {
  it("says which, from what to what, until it is saved again", async () => {
    const { body } = await principal.post("/api/reports/files", file({ definitions: { enrollment: "0" } }));
    expect(body).toMatchObject({
      is_outdated: true,
      definition_changes: [{ measure: "enrollment", label: "Students enrolled", from: "0", to: "1" }],
    });
    const again = { content: content(), version: 1 };
    expect((await principal.put(`/api/reports/${body.report}`, again)).body).toMatchObject({
      ...{ version: 2, is_outdated: false, definition_changes: [] },
    });
  });

  it("and one of today says nothing", async () => {
    expect(await saved(principal)).toMatchObject({ is_outdated: false, definition_changes: [], gone: [] });
  });
});

describe("a report with a part that no longer exists", () => {
  it("is opened and says so, and a measure that is gone is left out of its figures", async () => {
    const order = [{ column: "headcount", direction: "desc" }];
    const report = await kept("gone-measure", {
      measures: ["enrollment", "headcount"],
      by: ["school"],
      order,
    });
    expect(await told(report)).toMatchObject({
      is_outdated: true,
      gone: [
        { part: "measures", key: "headcount" },
        { part: "order", key: "headcount" },
      ],
      definition_changes: [{ measure: "headcount", label: "headcount", from: "1", to: null }],
    });
    const { answers } = (await principal.post(`/api/reports/${report}/run`, {})).body;
    expect(answers[0].notes[0]).toBe('The measure "headcount" no longer exists and is left out.');
    expect(answers[0].rows).toHaveLength(1);
  });

  it.each([
    [
      "a filter",
      { measures: ["enrollment"], where: [{ dimension: "wing", op: "in", values: ["A"] }] },
      "wing",
    ],
    ["a dimension", { measures: ["enrollment"], by: ["wing"] }, "wing"],
    ["every measure", { measures: ["headcount"] }, "None of this report's measures"],
  ])("gives no figures that would mean something else without %s", async (part, slice, word) => {
    const { status, body } = await principal.post(
      `/api/reports/${await kept(`gone ${part}`.replaceAll(" ", "-"), slice)}/run`,
      {},
    );
    expect(status).toBe(400);
    expect(body.detail).toContain(word);
  });

  it("is renamed with that part in it, and takes in no other that does not exist", async () => {
    const slice = { measures: ["enrollment", "headcount"] };
    const report = await kept("renamed", slice);
    const renamed = { content: content({ title: "Renamed", slice }), version: 1 };
    expect((await principal.put(`/api/reports/${report}`, renamed)).body.content.title).toBe("Renamed");
    const worse = { content: content({ slice: { measures: ["enrolment"] } }), version: 2 };
    expect(await principal.put(`/api/reports/${report}`, worse)).toMatchObject({
      ...{ status: 400, body: { did_you_mean: ["enrollment"] } },
    });
  });
});

describe("a report with columns worked out, and a dimension as columns", () => {
  const slice = {
    measures: ["enrollment"],
    by: ["school", "level"],
    pivot: "level",
    computed: [{ key: "part", kind: "share", of: "enrollment" }],
  } as const;

  it("is kept and run with them", async () => {
    const { report } = await saved(principal, { content: { ...content(), slice } });
    const { answers } = (await principal.post(`/api/reports/${report}/run`, {})).body;
    expect(answers[0].rows[0]).toMatchObject({ "part@elementary": 1 });
  });

  it.each([
    [{ computed: [{ key: "part", kind: "share", of: "enrolment" }] }, "Did you mean enrollment?"],
    [{ pivot: "grade" }, 'add it to "by"'],
    [{ compare: "generation" }, "against"],
  ])("and is refused with %j", async (change, words) => {
    const { status, body } = await principal.post("/api/reports", {
      content: { ...content(), slice: { ...slice, ...change } },
    });
    expect(status).toBe(400);
    expect(body.detail).toContain(words);
  });

  it("loses a column whose measure is gone, and says so", async () => {
    const computed = [{ key: "part", kind: "ratio", of: ["enrollment", "headcount"] }];
    const report = await kept("gone-computed", { measures: ["enrollment"], computed });
    expect((await told(report)).gone).toEqual([{ part: "computed", key: "part" }]);
    const { status } = await principal.post(`/api/reports/${report}/run`, {});
    expect(status).toBe(200);
  });
});

describe("a report as a file", () => {
  it("goes out and comes in as the same report, the newcomer's own", async () => {
    const { report, content: own } = await saved(principal);
    const out = (await principal.get(`/api/reports/${report}/file`)).body;
    expect(reportFile.parse(out)).toEqual(file());
    const clerk = await access.signIn("clerk");
    const { status, body } = await clerk.post("/api/reports/files", out);
    expect(status).toBe(201);
    expect(body).toMatchObject({ content: own, owner: { account: "clerk" }, sharing: { with: "nobody" } });
  });

  it("that says it is certified is not, once it is somebody's", async () => {
    const certified = (await principal.get("/api/reports/near-chronic-absence/file")).body;
    expect(certified.certified.made_for).toEqual(["principal"]);
    expect((await principal.post("/api/reports/files", certified)).body).toMatchObject({
      is_certified: false,
    });
  });

  it.each([
    ["is no report", { format: "rollbook-report/2" }, "json.format"],
    [
      "asks for nothing",
      file({ content: content({ slice: { measures: [] } }) }),
      "json.content.slice.measures",
    ],
    [
      "names no measure of ours",
      file({ content: content({ slice: { measures: ["enrolment"] } }) }),
      "Did you mean enrollment?",
    ],
    [
      "orders by what it does not show",
      file({
        content: content({
          slice: { measures: ["enrollment"], order: [{ column: "no_shows", direction: "asc" }] },
        }),
      }),
      '"order" names no_shows',
    ],
    [
      "cannot be asked together",
      file({ content: content({ slice: { measures: ["approved_usd"], by: ["school"] } }) }),
      "approved_usd has no school",
    ],
    [
      "picks single students",
      file({
        content: content({
          slice: { measures: ["enrollment"], where: [{ dimension: "student", op: "in", values: [1] }] },
        }),
      }),
      "keys of single students",
    ],
    ["holds more than a report does", { ...file(), figures: [1] }, "figures"],
    [
      "names a generation",
      { ...file(), content: { ...content(), slice: { measures: ["enrollment"], generation: "g-000001" } } },
      "generation",
    ],
  ])("that %s is refused with a sentence that says where", async (_, asked, word) => {
    const { status, body } = await principal.post("/api/reports/files", asked);
    expect(status).toBe(400);
    expect(body.detail).toContain(word);
  });
});

describe("hostile text", () => {
  it.each([
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","Open")',
    "+1",
    "@x",
    "abc\u202Egpj.exe",
    "'); drop table report; --",
    "{{7*7}}",
  ])("%j is a title and a note like any other, and comes back as it was", async (text) => {
    const { report } = await saved(principal, { content: content({ title: text, note: text }) });
    expect((await told(report)).content).toMatchObject({ title: text, note: text });
    const out = (await principal.get(`/api/reports/${report}/file`)).body;
    expect(out.content.title).toBe(text);
  });

  it.each([
    ["10,000 characters", "x".repeat(10_000), "longer than 200 characters"],
    ["nothing but blanks", "   ", "give the report a title"],
    ["a line feed", "one\ntwo", "control character"],
    ["a zero byte", "a\u0000b", "control character"],
  ])("a title of %s is refused with a sentence", async (_, title, words) => {
    const { status, body } = await principal.post("/api/reports", { content: content({ title }) });
    expect(status).toBe(400);
    expect(body.detail).toContain(words);
  });

  it("a filter by more values than a person would pick is refused", async () => {
    const values = Array.from({ length: 2000 }, (_, index) => `${index}`.padEnd(60, "x"));
    const slice = { measures: ["enrollment"], where: [{ dimension: "school", op: "in" as const, values }] };
    const { body } = await principal.post("/api/reports", { content: content({ slice }) });
    expect(body.detail).toContain("larger than 100 kB");
  });

  it("an id of another shape is refused before anything is looked up", async () => {
    expect((await principal.get("/api/reports/..%2F..%2Fcontrol")).status).toBe(400);
  });
});
