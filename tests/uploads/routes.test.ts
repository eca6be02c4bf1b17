import { existsSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listGenerations, readCurrentGeneration } from "#warehouse";
import { type PublishedDistrict, publishedDistrict } from "./published.ts";
import { asking, startUploads, type UploadApp } from "./upload-app.ts";

let published: PublishedDistrict;
let app: UploadApp;
let operator: Awaited<ReturnType<UploadApp["signIn"]>>;
beforeAll(async () => {
  published = await publishedDistrict();
  app = await startUploads(published);
  operator = await app.signIn("operator");
});
afterAll(async () => {
  await app?.close();
  published?.remove();
});

const actions = "discipline_actions.csv";
const sent = () => published.textOf(`brightpath/${actions}`);
const kept = () => (existsSync(app.inbox) ? readdirSync(app.inbox) : []);
const generations = () => listGenerations(published.dataDir).length;

describe("an upload", () => {
  it("is checked, waits, and is loaded only when it is submitted, by whoever may, once", async () => {
    const before = generations();
    const made = await operator.upload(actions, sent());
    expect(made).toMatchObject({
      status: 201,
      body: { upload: { state: "checking", feed: "discipline_actions" } },
    });
    const id = made.body.upload.upload_id;
    const checked = await operator.settled(id);
    expect(checked).toMatchObject({ state: "checked", report: { accepted: true, kinds: [] } });
    expect(generations()).toBe(before);
    expect(kept()).toEqual([id]);

    const [one, other] = await Promise.all([
      operator.send("POST", `/api/uploads/${id}/submit`),
      operator.send("POST", `/api/uploads/${id}/submit`),
    ]);
    expect([one.status, other.status].sort()).toEqual([202, 400]);
    const loaded = await operator.settled(id);
    const { read, rejected } = loaded.report?.rows ?? {};
    expect(loaded).toMatchObject({ state: "published", message: null, outcome: { read, rejected } });
    expect(readCurrentGeneration(published.dataDir)?.generation).toBe(loaded.outcome?.generation);
    expect(generations()).toBe(before + 1);
    expect(kept()).toEqual([]);
  });

  it("is in the access log with its hash: received, submitted, withdrawn", async () => {
    const { body } = await operator.upload("discipline_actions (1).csv", sent());
    const id = body.upload.upload_id;
    await operator.settled(id);
    expect(await operator.send("DELETE", `/api/uploads/${id}`)).toMatchObject({
      body: { upload: { state: "withdrawn" } },
    });
    expect(kept()).toEqual([]);
    expect((await operator.send("POST", `/api/uploads/${id}/submit`)).status).toBe(400);
    const entries = await app.control.auditEntries();
    const told = entries.filter(({ action }) => action.startsWith("upload_"));
    expect(told.map(({ action }) => action)).toEqual([
      ...["upload_withdrawn", "upload_received", "upload_submitted", "upload_received"],
    ]);
    for (const { account, subject } of told) {
      expect(account).toBe("operator");
      expect(subject).toMatch(/^brightpath discipline_actions: discipline_actions.*SHA-256 [0-9a-f]{64}\)$/);
    }
  });

  it("that is no table, or not hers to send, is refused with the reason, and nothing of it is kept", async () => {
    const { body } = await operator.upload(actions, "<!doctype html><title>Sign in</title>");
    const refused = await operator.settled(body.upload.upload_id);
    expect(refused).toMatchObject({ state: "refused", report: { accepted: false, rows: { read: 0 } } });
    expect(refused.message).toContain("is a web page");
    const wrong = await operator.upload(actions, "student,date\n1,2\n");
    expect((await operator.settled(wrong.body.upload.upload_id)).message).toContain(
      "the header (line 1) lacks",
    );
    expect(kept()).toEqual([]);
    expect(await operator.upload("grades.csv", "a\n1\n")).toMatchObject({ status: 400 });
    expect(await operator.upload(actions, "a", "&source=harbor&feed=discipline_actions")).toMatchObject({
      status: 400,
    });
    expect(await operator.upload(actions, "")).toMatchObject({ status: 400 });
    expect(kept()).toEqual([]);
  });

  it("cannot leave the inbox by its name", async () => {
    const { status, body } = await operator.upload(`../../../${actions}`, sent());
    expect([status, body.upload.file_name]).toEqual([201, actions]);
    await operator.settled(body.upload.upload_id);
    expect((await operator.send("DELETE", `/api/uploads/${body.upload.upload_id}`)).status).toBe(200);
    expect((await operator.upload("%00.csv", "a")).status).toBe(400);
  });
});

describe("uploads of an operator", () => {
  it.each(["board", "principal", "coordinator", "admin", "parent"])("are shut to %s", async (account) => {
    const other = await app.signIn(account);
    expect((await other.send("GET", "/api/uploads")).status).toBe(403);
    expect((await other.upload(actions, sent())).status).toBe(403);
  });

  it("are not there for another operator, whatever she asks", async () => {
    const { uploads, feeds } = (await operator.send("GET", "/api/uploads")).body;
    expect(new Set(feeds.map(({ source }: { source: string }) => source))).toEqual(new Set(["brightpath"]));
    const row = await app.control.upload(uploads[0].upload_id);
    if (!row) throw new Error("The upload is listed.");
    const theirs = {
      ...row,
      upload_id: "00000000-0000-4000-8000-000000000000",
      operator: "harbor",
      source: "harbor",
    };
    await app.control.keepUpload({ ...theirs, state: "checked" });
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "/submit"],
    ] as const)
      expect((await operator.send(method, `/api/uploads/${theirs.upload_id}${path}`)).status).toBe(404);
    const listed = (await operator.send("GET", "/api/uploads")).body.uploads;
    expect(JSON.stringify(listed)).not.toContain("harbor");
  });

  it("have a limit of their own, which is not that of other requests", async () => {
    const large = published.textOf(`brightpath/${actions}`).padEnd(1024 ** 2 + 10, "\n");
    const { status, body } = await operator.upload(actions, large);
    expect(status).toBe(201);
    await operator.settled(body.upload.upload_id);
    await operator.send("DELETE", `/api/uploads/${body.upload.upload_id}`);
  });

  it("are reached by an API token that is made for them, and by no other", async () => {
    const make = async (scope: string) => {
      const asked = {
        label: "Nightly",
        expires_on: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
        scopes: [scope],
      };
      const made = await operator.send("POST", "/api/tokens", JSON.stringify(asked));
      return asking(app.url, { authorization: `Bearer ${made.body.token}` });
    };
    const [good, bad] = [await make("upload"), await make("school")];
    const made = await good.upload(actions, sent());
    expect(made.status).toBe(201);
    expect((await good.settled(made.body.upload.upload_id)).state).toBe("checked");
    expect((await bad.upload(actions, sent())).status).toBe(403);
  });
});
