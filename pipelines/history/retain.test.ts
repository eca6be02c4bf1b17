import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type District, listGenerations, openControl } from "#warehouse";
import { holdCommand } from "../command-line/hold-command.ts";
import { recordRun } from "../ledger/record-run.ts";
import { districtOfFiles } from "../testing/district-of-files.ts";
import { retain } from "./retain.ts";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "rollbook-retain-"));
  mkdirSync(join(dataDir, "landing"));
});

afterEach(() => rmSync(dataDir, { recursive: true }));

const retention = { generations: 2, monthEnds: false, landedDays: 10 };
const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12));

/** A file as it was received on a day of November. */
function land(name: string, day: number): string {
  const sha256 = name.padEnd(64, "0");
  const path = join(dataDir, "landing", sha256);
  writeFileSync(path, name);
  utimesSync(path, at(day), at(day));
  return sha256;
}

const counts = { read: 1, loaded: 1, rejected: 0, quarantined: 0, repaired: 0, watermark: null };

/** A run of a day that publishes a generation made from one file, and retains. */
async function publishOn(day: number, policy: Partial<District> = { retention }) {
  const sha256 = land(`a${day}`, day);
  const file = { source: "sis", feed: "calendar", file: "calendar.csv", sha256, bytes: 1, landed_at: "" };
  const as_of = at(day).toISOString().slice(0, 10);
  const place = { dataDir, clock: () => at(day) };
  return recordRun(place, { command: "load", source: null, as_of }, async (context) => {
    const generation = { as_of, definitions_version: "1", fingerprint: String(day), parts: [], checks: [] };
    await context.publish({ ...generation, sources: [{ ...file, ...counts }] });
    await retain(context, { ...districtOfFiles, ...policy });
  });
}

const isLanded = (name: string) => existsSync(join(dataDir, "landing", name.padEnd(64, "0")));

test("a load retires generations of before the policy, and landed files follow a day later and not too young", async () => {
  land("refused", 3);
  for (const day of [1, 2, 3]) await publishOn(day);
  expect(listGenerations(dataDir)).toEqual(["g-000002", "g-000003"]);
  await publishOn(12);
  expect(listGenerations(dataDir)).toEqual(["g-000003", "g-000004"]);
  // Of 1 November, in no generation and older than ten days; of the 2nd, retired this minute; of the 3rd, nine days old.
  expect(["a1", "a2", "a3", "refused"].map(isLanded)).toEqual([false, true, true, true]);
  await publishOn(14);
  expect(["a2", "a3", "refused"].map(isLanded)).toEqual([false, true, false]);
});

test("a generation that is held is never touched, nor the files that it was made from", async () => {
  await publishOn(1);
  const place = { dataDir, district: districtOfFiles, clock: () => at(1) };
  const hold = { generation: "g-000001", reason: "Order of the court of 2026-11-01", by: "admin" };
  await expect(holdCommand(place, { ...hold, reason: undefined })).rejects.toThrow(/--reason/);
  await expect(holdCommand(place, { ...hold, generation: "g-9" })).rejects.toThrow(/no generation g-9/);
  expect((await holdCommand(place, hold)).text).toContain("Order of the court");
  for (const day of [2, 13, 14, 16, 28]) await publishOn(day);
  expect(listGenerations(dataDir)).toEqual(["g-000001", "g-000005", "g-000006"]);
  expect(isLanded("a1")).toBe(true);
});

test("without a policy everything is kept", async () => {
  for (const day of [1, 2, 3, 28]) await publishOn(day, {});
  expect(listGenerations(dataDir)).toHaveLength(4);
  expect(isLanded("a1")).toBe(true);
});

test("a run that has published says so when something could not be removed", async () => {
  for (const day of [1, 2]) await publishOn(day);
  // Something stands where the first generation would be put aside.
  mkdirSync(join(dataDir, "generations", "retired", "g-000001.json"), { recursive: true });
  const run = await publishOn(3);
  expect(run).toMatchObject({ state: "published", generation: "g-000003" });
  expect(run.message).toMatch(/^It was published; what is no longer to be kept could not be removed/);
  const control = await openControl({ dataDir });
  expect(await control.leaseHolder()).toBeUndefined();
  await control.close();
});
