import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCurrentGeneration } from "#warehouse";
import { openMalloy } from "../../bench/peers/malloy/open-malloy.ts";
import { peerQuestions } from "../../bench/peers/peer-question.ts";
import { givenBy, openRollbook } from "../../bench/peers/rollbook.ts";
import { benchPeers, type PeersBench } from "../../bench/peers/run.ts";
import { tellPeersBench } from "../../bench/peers/tell.ts";
import { holdAlike } from "../../bench/peers/time-ways.ts";
import { unprotected } from "../../bench/unprotected.ts";
import { district } from "../../district.config.ts";

const cache = mkdtempSync(join(tmpdir(), "rollbook-peers-"));
const asOf = "2027-06-01";
let found: PeersBench;

beforeAll(async () => {
  found = await benchPeers({ students: 600, schools: 24, district, asOf, cache, pagesDir: cache });
});

afterAll(() => rmSync(cache, { recursive: true }));

describe("Rollbook beside its peers", () => {
  test("each question was answered alike by all, and asked twenty times", () => {
    expect(found.questions.map(({ key }) => key)).toEqual(peerQuestions.map(({ key }) => key));
    for (const { numbers, ways } of found.questions) {
      expect(numbers).toBeGreaterThan(0);
      expect(Object.keys(ways)).toEqual(
        expect.arrayContaining(["rollbook", "rollbook_engine", "postgres_facts", "malloy"]),
      );
      expect(ways.malloy?.rounds).toBe(20);
      expect(ways.malloy?.compile_p50_ms).toBeGreaterThan(0);
    }
  });

  test("Malloy runs on the engine that Rollbook has", () => {
    expect(found.malloy).toEqual({ malloy: "0.0.431", duckdb: "v1.5.5" });
  });

  test("the words have a line for each question", () => {
    const words = tellPeersBench(found);
    for (const { key } of peerQuestions) expect(words).toContain(`| ${key} |`);
  });

  test("Malloy asked about another school is not timed", async () => {
    const dataDir = join(cache, "peers", "600x1-24", "data");
    const manifest = readCurrentGeneration(dataDir);
    if (!manifest) throw new Error("The bench has not kept its district.");
    const place = { dataDir, district: unprotected(district), asOf, pagesDir: cache };
    const rollbook = await openRollbook(place);
    const given = { ...(await givenBy(rollbook.answer)), school: "no such school" };
    const malloy = await openMalloy({ dataDir, manifest, given });
    const question = peerQuestions.find(({ account }) => account === "principal");
    if (!question) throw new Error("No question is a principal's.");
    try {
      const held = holdAlike(question, await rollbook.answer(question), [malloy.way]);
      await expect(held).rejects.toThrow(/malloy answers .* otherwise than Rollbook/);
    } finally {
      await malloy.close();
      await rollbook.close();
    }
  });
});
