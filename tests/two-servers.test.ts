import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { load, writeDistrict } from "#pipelines";
import { openControl } from "#warehouse";
import { district } from "../district.config.ts";
import { startStores, type TestStores } from "../warehouse/control/test-stores.ts";

const asOf = "2026-11-20";
const folder = mkdtempSync(join(tmpdir(), "rollbook-two-"));
const dataDir = join(folder, "data");
let stores: TestStores;
let databaseUrl = "";
let servers: ChildProcess[] = [];

beforeAll(async () => {
  stores = await startStores();
  databaseUrl = (await stores.create("postgres", "two")).databaseUrl ?? "";
  const path = join(folder, "files");
  await writeDistrict({ students: 600, years: 2, seed: 3, out: path, asOf, onProgress: () => {} });
  await load({ ...{ district, dataDir, databaseUrl, path, source: undefined, asOf }, onProgress: () => {} });
}, 240_000);
afterEach(async () => {
  for (const server of servers) await ended(server, "SIGKILL");
  servers = [];
});
afterAll(async () => {
  await stores.stop();
  rmSync(folder, { recursive: true, force: true });
});

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    server.once("exit", () => done());
    server.kill(signal);
  });
}

function freePort(): Promise<string> {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(String(typeof address === "object" && address ? address.port : 0)));
    });
  });
}

/** A server as an operator starts it, over the one folder and the one store. */
async function startServer() {
  const port = await freePort();
  const program = join(import.meta.dirname, "..", "rollbook.ts");
  const words = ["start", "--data", dataDir, "--port", port];
  const process_ = spawn(process.execPath, ["--import", "tsx", program, ...words], {
    ...{ stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DATABASE_URL: databaseUrl } },
  });
  servers.push(process_);
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(async () => (await fetch(`${url}/readyz`).catch(() => null))?.ok, { timeout: 60_000 })
    .toBe(true);
  const ask = (path: string, cookie: string, init: RequestInit = {}) =>
    fetch(url + path, {
      ...init,
      headers: { cookie, origin: url, "content-type": "application/json" },
    });
  const signIn = async (account: string) => {
    const response = await ask("/api/session", "", { method: "POST", body: JSON.stringify({ account }) });
    return response.headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  return { process: process_, ask, signIn };
}

describe("two servers over one folder and one PostgreSQL", () => {
  it("know a session of each other, and its end", async () => {
    const [one, other] = await Promise.all([startServer(), startServer()]);
    const cookie = await one.signIn("principal");
    expect((await other.ask("/api/pages/school", cookie)).status).toBe(200);
    expect((await other.ask("/api/session", cookie, { method: "DELETE" })).status).toBe(204);
    expect((await one.ask("/api/pages/school", cookie)).status).toBe(401);
  });

  it("write one chain of who saw whom", async () => {
    const [one, other] = await Promise.all([startServer(), startServer()]);
    const cookie = await one.signIn("principal");
    const body = JSON.stringify({ slices: [{ measures: ["days_absent"], by: ["student"] }] });
    const asked = [one, other, one, other, one, other, one, other].map(({ ask }) =>
      ask("/api/answers", cookie, { method: "POST", body }),
    );
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    const control = await openControl({ dataDir, databaseUrl });
    const seen = await control.auditEntries({ action: "drill_down", account: "principal" });
    expect(seen.length).toBeGreaterThanOrEqual(8);
    expect((await control.verifyLog({})).faults).toEqual([]);
    await control.close();
  });

  it("finish what one of them was making when it was killed, and leave alone what lives", async () => {
    const [one, other] = await Promise.all([startServer(), startServer()]);
    const cookie = await one.signIn("coordinator");
    const slice = { measures: ["daily_attendance_rate"], by: ["student", "date"] };
    const order = { format: "xlsx", title: "All days", slices: [slice] };
    const begun = await one.ask("/api/exports/jobs", cookie, { method: "POST", body: JSON.stringify(order) });
    const { job } = (await begun.json()).job;
    const stateAt = async (server: typeof one) =>
      (await (await server.ask(`/api/exports/jobs/${job}`, cookie)).json()).job.state;
    await expect.poll(() => stateAt(other), { timeout: 60_000, interval: 20 }).toBe("writing");
    // A third that starts meanwhile finds work of a server that lives, and does not touch it.
    const third = await startServer();
    expect(["writing", "done"]).toContain(await stateAt(third));
    await ended(one.process, "SIGKILL");
    await expect.poll(() => stateAt(other), { timeout: 60_000, interval: 100 }).toBe("done");
    const file = await third.ask(`/api/exports/jobs/${job}/file`, cookie);
    expect(file.status).toBe(200);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
  });
});
