import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
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

it("answers everybody who stands at its door, too", async () => {
  const ending = await serve(place(0));
  const port = Number(new URL(ending.url).port);
  const answers = Array.from({ length: 200 }, () =>
    answerTo("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", port),
  );
  await Promise.all(answers.map(({ connected }) => connected));
  await ending.close();
  const firstLines = (await Promise.all(answers.map(({ whole }) => whole))).map(
    (answer) => answer.split("\r\n")[0],
  );
  expect([...new Set(firstLines)]).toEqual(["HTTP/1.1 200 OK"]);
});

/** What comes on a connection of its own until the server ends it; it fails where the connection is reset. */
function answerTo(request: string, port: number): { connected: Promise<unknown>; whole: Promise<string> } {
  const socket = connect(port, "127.0.0.1", () => socket.write(request));
  const connected = once(socket, "connect");
  return { connected, whole: text(socket) };
}
