import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listGenerations, openWarehouse, type Published, type Slice, type Warehouse } from "#warehouse";
import { miniDistrict as district } from "../../warehouse/build/mini-district.ts";
import { everyone } from "../../warehouse/published-mini.ts";
import { publishMini, threeMinis } from "./minis.ts";
import { type RunningCluster, startCluster } from "./running-cluster.ts";

const slice: Slice = { measures: ["daily_attendance_rate", "days_absent"], by: ["school", "month"] };
const bySchool: Slice = { measures: ["enrollment", "attendance_rate"], by: ["school"], totals: "all" };

let cluster: RunningCluster;
let dataDir: string;
let first: Published;

beforeAll(async () => {
  cluster = await startCluster({ shards: 2 });
  dataDir = await threeMinis();
  first = await publish("g-000001");
});

afterAll(async () => {
  await cluster?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const publish = (generation: string, onProgress?: (step: string) => void) =>
  publishMini({ dataDir, to: cluster.address, ...(onProgress ? { onProgress } : {}) }, generation);

async function reading<T>(
  engine: string | undefined,
  work: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const warehouse = await openWarehouse({ dataDir, district, engine });
  try {
    return await work(warehouse);
  } finally {
    warehouse.close();
  }
}

/** What a reader of the cluster is told by default, and from which generation. */
const current = () => reading(cluster.address, (warehouse) => warehouse.answer([bySchool], everyone));
const builtOf = (generation: string) =>
  reading(undefined, (warehouse) => warehouse.answer([{ ...bySchool, generation }], everyone));

test("readers see the generation that is on the cluster, and not the newer ones that are not", async () => {
  expect(listGenerations(dataDir)).toEqual(["g-000001", "g-000002", "g-000003"]);
  expect(first.sent).toBeGreaterThan(0);
  const { generation, answers } = await current();
  expect(generation).toBe("g-000001");
  expect(answers).toEqual((await builtOf("g-000001")).answers);
});

test("a publish done twice is done once", async () => {
  expect(await publish("g-000001")).toMatchObject({ sent: 0, taken: 0, rows: 0, dropped: [] });
});

test("a publish that breaks off at any step leaves the one before, and the next goes on where it stopped", async () => {
  const before = await current();
  let found = -1;
  for (let at = 0; ; at += 9) {
    let left = at;
    const broken = publish("g-000002", () => {
      if (left-- === 0) throw new Error("broken off");
    });
    const outcome = await broken.catch((error: Error) => error.message);
    if (outcome !== "broken off") {
      expect(outcome).toMatchObject({ generation: "g-000002" });
      if (typeof outcome !== "string") found = outcome.found;
      break;
    }
    expect(await current()).toEqual(before);
  }
  expect(found).toBeGreaterThan(0);
  const { generation, answers } = await current();
  expect(generation).toBe("g-000002");
  expect(answers).toEqual((await builtOf("g-000002")).answers);
});

test("the publish before is kept, and still answered from where a generation is named", async () => {
  const asked = [{ ...slice, generation: "g-000001" }];
  const ask = (warehouse: Warehouse) => warehouse.answer(asked, everyone);
  expect((await reading(cluster.address, ask)).answers).toEqual((await reading(undefined, ask)).answers);
});

test("what has not changed since the publish before is taken over and not sent, and the oldest goes", async () => {
  const { sent, taken, dropped } = await publish("g-000003");
  expect(taken).toBeGreaterThan(sent);
  expect(dropped).toEqual([first.database]);
  expect((await current()).answers).toEqual((await builtOf("g-000003")).answers);
});

test("an older generation is published again to go back to it", async () => {
  const { sent, taken } = await publish("g-000001");
  expect(taken).toBeGreaterThan(sent);
  expect((await publish("g-000003")).sent).toBe(0);
});

test("a publish to fewer shards than the cluster has is refused", async () => {
  const [one = ""] = cluster.address.match(/[^,]*/) ?? [];
  await expect(publishMini({ dataDir, to: one })).rejects.toThrow(
    'names 1 shards, and the cluster "rollbook"',
  );
});
