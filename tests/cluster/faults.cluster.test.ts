import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { GoneError, openWarehouse, type Slice, type Warehouse } from "#warehouse";
import { miniDistrict as district } from "../../warehouse/build/mini-district.ts";
import { everyone } from "../../warehouse/published-mini.ts";
import { publishMini, threeMinis } from "./minis.ts";
import { type RunningCluster, startCluster } from "./running-cluster.ts";

const TIME_LIMIT_SECONDS = 5;
let asked = 0;
/** The same question in other words each time, since answers are kept. */
const ofStudents = (): Slice => ({
  ...{ measures: ["daily_attendance_rate"], by: ["grade"], totals: "all", limit: 1_000 + asked++ },
});
const ofRuns: Slice = { measures: ["rejected_rows"] };

let cluster: RunningCluster;
let dataDir: string;
let served: Warehouse;
let whole: unknown;

beforeAll(async () => {
  cluster = await startCluster({ shards: 2 });
  dataDir = await threeMinis();
  await publishMini({ dataDir, to: cluster.address });
  const engine = `${cluster.address}&time-limit=${TIME_LIMIT_SECONDS}`;
  served = await openWarehouse({ dataDir, district, engine });
  whole = await served.answer([ofStudents()], everyone);
});

afterAll(async () => {
  served?.close();
  await cluster?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const shard = () => {
  const [, second] = cluster.shards;
  if (!second) throw new Error("There is no second shard.");
  return second;
};

async function expectRefused(): Promise<void> {
  const startedAt = performance.now();
  await expect(served.answer([ofStudents()], everyone)).rejects.toMatchObject({ code: "engine_unavailable" });
  expect(performance.now() - startedAt).toBeLessThan((TIME_LIMIT_SECONDS + 3) * 1000);
}

/** Servers that come back are found again within a moment. */
async function expectHealed(): Promise<void> {
  const answer = async () => {
    await cluster.revive();
    return served.answer([ofStudents()], everyone).catch(() => null);
  };
  await expect.poll(answer, { timeout: 60_000 }).toEqual(whole);
}

afterEach(expectHealed);

test("who goes away leaves the cluster free, and is no fault of its", async () => {
  const gone = new AbortController();
  const asked = served.answer([ofStudents()], { ...everyone, gone: gone.signal });
  await new Promise((done) => setTimeout(done, 5));
  gone.abort();
  await expect(asked).rejects.toThrow(GoneError);
  expect(await served.answer([ofStudents()], everyone)).toEqual(whole);
});

test("a shard that is killed gives an error and no part of an answer, and its restart heals", async () => {
  await shard().kill();
  await expectRefused();
  expect((await served.answer([ofRuns], everyone)).answers[0]?.rows.length).toBeGreaterThan(0);
});

test("a shard that hangs gives an error within the time limit", async () => {
  shard().freeze();
  await expectRefused();
  shard().wake();
});

test("a shard that dies while it is asked gives the whole answer or an error", async () => {
  const outcomes = Array.from({ length: 20 }, () =>
    served.answer([ofStudents()], everyone).catch((error: { code?: string }) => error.code),
  );
  await shard().kill();
  for (const outcome of await Promise.all(outcomes))
    if (outcome !== "engine_unavailable") expect(outcome).toEqual(whole);
});

test("a publish without a shard fails and says which server, and what was published stays", async () => {
  await shard().kill();
  const other = cluster.address.replace("/rollbook?", "/other?");
  await expect(publishMini({ dataDir, to: other })).rejects.toThrow(`http://127.0.0.1:${shard().httpPort}`);
});
