import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { publishGeneration } from "#warehouse";
import { ensurePublished } from "./demo.ts";
import { districtOfFiles } from "./testing/district-of-files.ts";

let dataDir: string;
let begun: string[][];
const asked = (today: string | null) => ({
  dataDir,
  district: { ...districtOfFiles, today },
  today: today ?? "2026-11-20",
  command: async (args: string[]) => {
    begun.push(args);
    throw new Error("Nothing is written in this test.");
  },
});

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "rollbook-demo-"));
  begun = [];
});

afterEach(() => rmSync(dataDir, { recursive: true }));

test("a district's own figures are never made up: an empty data folder is refused, and stays empty", async () => {
  await expect(ensurePublished(asked(null))).rejects.toThrow(/Nothing is published .*"rollbook load"/);
  expect([begun, readdirSync(dataDir)]).toEqual([[], []]);
});

test("a demo, whose day is fixed, is written and loaded", async () => {
  await expect(ensurePublished(asked("2026-11-20"))).rejects.toThrow("Nothing is written");
  expect(begun[0]?.slice(0, 3)).toEqual(["synth", "--students", "12000"]);
});

test("what is published is served as it is", async () => {
  publishGeneration(dataDir, {
    ...{ generation: "g-000001", previous: null, published_at: "2026-11-20T12:00:00Z", as_of: "2026-11-20" },
    ...{ definitions_version: "any", fingerprint: "any", parts: [], sources: [], checks: [] },
  });
  await ensurePublished(asked(null));
  expect(begun).toEqual([]);
});
