import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Listening, serve } from "./server.ts";
import { testDistrict } from "./test-district.ts";

let dataDir = "";
let listening: Listening;
const place = (port: number, host = "127.0.0.1") => ({
  ...{ dataDir, district: testDistrict, host, port, pagesDir: dataDir },
  ...{ schedule: async () => [], logLevel: "silent" },
});

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rollbook-server-"));
  listening = await serve(place(0));
});
afterAll(async () => {
  await listening.close();
  await rm(dataDir, { recursive: true, force: true });
});

it("answers where it says it listens", async () => {
  expect(listening.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${listening.url}/healthz`)).status).toBe(200);
});

it("says in one sentence that a port is taken, and what to do", async () => {
  const port = Number(new URL(listening.url).port);
  await expect(serve(place(port))).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use by another program: stop it, or start Rollbook with --port and another number.`,
  );
});

it("says that an address is not this machine's", async () => {
  await expect(serve(place(0, "192.0.2.1"))).rejects.toThrow(
    /^192\.0\.2\.1 is not an address of this machine: .*--host/,
  );
});

it("answers what it began before it ends", async () => {
  const ending = await serve(place(0));
  const response = fetch(`${ending.url}/healthz`);
  expect((await response).status).toBe(200);
  await ending.close();
  await expect(fetch(`${ending.url}/healthz`)).rejects.toThrow();
});
