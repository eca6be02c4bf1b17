import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Hub } from "./hub.ts";
import type { Manifest } from "./manifest.ts";
import { keptGenerations, retireGenerations } from "./retire.ts";
import { listGenerations, partsFolder, publishGeneration, sweepParts } from "./store.ts";
import { writeParts } from "./write-parts.ts";

const days = [
  "2026-08-30",
  "2026-08-31",
  "2026-09-01",
  "2026-09-30",
  "2026-10-01",
  "2026-10-02",
  "2026-10-03",
];
const manifests = days.map((as_of, index) => ({ generation: `g-${index + 1}`, as_of }));
const kept = (policy: object, held: string[] = []) => [
  ...keptGenerations(manifests, {
    ...{ retention: { generations: 1, monthEnds: false, landedDays: 31 }, boardMeetings: [] },
    ...{ ...policy, held: new Set(held) },
  }),
];

describe("of seven generations are kept", () => {
  test("all without a policy", () => expect(kept({ retention: undefined })).toHaveLength(7));

  test("the recent ones, and the current one always", () => {
    const recent = (generations: number) =>
      kept({ retention: { generations, monthEnds: false, landedDays: 31 } });
    expect(recent(2)).toEqual(["g-6", "g-7"]);
    expect(recent(0)).toEqual(["g-7"]);
  });

  test("the last of each month", () => {
    const ends = kept({ retention: { generations: 1, monthEnds: true, landedDays: 31 } });
    expect(ends.sort()).toEqual(["g-2", "g-4", "g-7"]);
  });

  test("what the board saw at its meetings", () => {
    const seen = kept({ boardMeetings: ["2026-01-01", "2026-09-15", "2026-10-02", "2027-01-01"] });
    expect(seen.filter(Boolean).sort()).toEqual(["g-3", "g-6", "g-7"]);
  });

  test("those that are held", () => expect(kept({}, ["g-1", "g-99"]).sort()).toEqual(["g-1", "g-7"]));
});

describe("a generation that is retired", () => {
  let dataDir: string;
  let first: Manifest;

  const publish = async (color: string): Promise<Manifest> => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`create table dim_color as select '${color}' as name`);
    const tables = [{ name: "dim_color", part: "core" as const }];
    const parts = await writeParts(connection, { dataDir, workDir: dataDir, tables, schoolYears: [] });
    connection.closeSync();
    instance.closeSync();
    const text = { published_at: "", as_of: "2026-11-20", definitions_version: "1", fingerprint: color };
    return publishGeneration(dataDir, { ...text, parts, sources: [], checks: [] });
  };
  const colors = (hub: Hub) =>
    hub.read(first, async (connection) =>
      (await connection.runAndReadAll("select name from dim_color")).getRows().flat(),
    );
  const partOf = ({ parts }: Manifest) => join(partsFolder(dataDir), parts[0]?.file ?? "");
  const noon = new Date("2026-11-20T12:00:00Z");
  const later = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "rollbook-retire-"));
    first = await publish("red");
  });

  afterEach(() => rmSync(dataDir, { recursive: true }));

  test("is not found any more, and its parts stay a day for who has found it, then go", async () => {
    const second = await publish("blue");
    const current = new Set([second.generation]);
    expect(retireGenerations(dataDir, current, noon)).toEqual([first.generation]);
    expect(listGenerations(dataDir)).toEqual([second.generation]);
    // A run that begins now sweeps what no generation names.
    sweepParts(dataDir);
    expect(retireGenerations(dataDir, current, later(23))).toEqual([]);
    const hub = await Hub.open(dataDir);
    expect(await colors(hub)).toEqual(["red"]);
    retireGenerations(dataDir, current, later(25));
    expect([first, second].map((one) => existsSync(partOf(one)))).toEqual([false, true]);
    // Who has opened a part keeps it.
    expect(await colors(hub)).toEqual(["red"]);
    hub.close();
  });

  test("leaves the parts that a kept one names as well", async () => {
    const again = await publish("red");
    expect(partOf(again)).toBe(partOf(first));
    for (const hours of [0, 25]) retireGenerations(dataDir, new Set([again.generation]), later(hours));
    expect(existsSync(partOf(again))).toBe(true);
  });
});
