import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Listening, serve } from "#api";
import { publishToCluster, readCurrentGeneration } from "#warehouse";
import { district } from "../../district.config.ts";
import { type MadeUp, madeUp } from "./made-up.ts";
import { type RunningCluster, startCluster } from "./running-cluster.ts";

let cluster: RunningCluster;
let made: MadeUp;
let served: Listening;
let builder: Listening;

const start = (engine?: string) =>
  serve({
    ...{ dataDir: made.dataDir, district, host: "127.0.0.1", port: 0, pagesDir: made.dataDir },
    ...{ schedule: async () => [], logLevel: "silent", engine },
  });

beforeAll(async () => {
  cluster = await startCluster({ shards: 2 });
  made = await madeUp({ students: 300, of: district });
  const manifest = readCurrentGeneration(made.dataDir);
  if (!manifest) throw new Error("Nothing was loaded.");
  const onProgress = () => undefined;
  await publishToCluster({ dataDir: made.dataDir, manifest, to: cluster.address, keep: 2, onProgress });
  served = await start(cluster.address);
  builder = await start();
});

afterAll(async () => {
  await served?.close();
  await builder?.close();
  await cluster?.stop();
  made?.remove();
});

const json = { "content-type": "application/json" };

async function signedIn(url: string, account: string) {
  const body = JSON.stringify({ account });
  const headers = { ...json, origin: url };
  const response = await fetch(`${url}/api/session`, { method: "POST", headers, body });
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return (path: string, asked?: unknown) =>
    fetch(`${url}${path}`, {
      headers: { ...headers, cookie },
      ...(asked === undefined ? {} : { method: "POST", body: JSON.stringify(asked) }),
    });
}

const slices = [
  { measures: ["enrollment", "attendance_rate"], by: ["school"], totals: "all" },
  { measures: ["chronic_absence_rate"], by: ["school"], compare: "previous_year" },
  {
    measures: ["suspension_rate"],
    by: ["student_group"],
    order: [{ column: "suspension_rate", direction: "desc" }],
  },
  { measures: ["approved_usd"] },
];

/** The same request to both servers, as text. */
async function bothSay(account: string, path: string, asked?: unknown): Promise<[number, string][]> {
  return Promise.all(
    [served, builder].map(async ({ url }): Promise<[number, string]> => {
      const response = await (await signedIn(url, account))(path, asked);
      return [response.status, await response.text()];
    }),
  );
}

describe("a server with ROLLBOOK_ENGINE says what one without it says", () => {
  test.each(["admin", "principal", "operator", "monitor", "board"])("to %s", async (account) => {
    for (const slice of slices) {
      const [one, other] = await bothSay(account, "/api/answers", { slices: [slice] });
      expect(one).toEqual(other);
    }
  });

  test("in a file", async () => {
    const [one, other] = await bothSay("principal", "/api/exports", { format: "csv", slices: [slices[0]] });
    expect(one?.[0]).toBe(200);
    expect(one?.[1].split("\n").length).toBe(other?.[1].split("\n").length);
  });

  test("where a shard is dead, that it cannot answer; what is published and what was spent are answered on", async () => {
    await cluster.shards[0]?.kill();
    const admin = await signedIn(served.url, "admin");
    const refused = await admin("/api/answers", { slices: [{ ...slices[0], limit: 900 }] });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: "engine_unavailable" });
    expect((await admin("/api/costs/programs")).status).toBe(200);
    const board = await signedIn(served.url, "board");
    expect((await board("/api/answers", { slices: [slices[0]] })).status).toBe(200);
    await cluster.revive();
  });
});
