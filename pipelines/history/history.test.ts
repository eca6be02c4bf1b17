import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listGenerations, openWarehouse, readCurrentGeneration, readGeneration } from "#warehouse";
import { listRuns } from "../ledger/list-runs.ts";
import { load } from "../run.ts";
import { districtOfFiles as district, writeSchools } from "../testing/district-of-files.ts";
import { replay } from "./replay.ts";
import { rollback } from "./rollback.ts";

let folder: string;
let dataDir: string;
let path: string;
const runs: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-history-"));
  [dataDir, path] = [join(folder, "data"), join(folder, "files")];
  mkdirSync(path);
  for (const [schools, asOf] of [
    [2, "2026-11-19"],
    [3, "2026-11-20"],
  ] as const) {
    writeSchools(path, schools);
    runs.push((await load({ district, dataDir, path, asOf })).run);
  }
  rmSync(path, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const figures = (generation: string) => {
  const { as_of, fingerprint, parts, sources, checks } = readGeneration(dataDir, generation);
  return { as_of, fingerprint, parts, sources, checks };
};

test("a generation that is rolled back to is published again as it was, at once for who reads, and on record", async () => {
  const warehouse = await openWarehouse({ dataDir, district });
  await warehouse.askAhead(new AbortController().signal);
  expect(warehouse.manifest().as_of).toBe("2026-11-20");
  const done = await rollback({ dataDir, generation: "g-000001", startedBy: "admin" });
  expect(done).toMatchObject({ state: "published", generation: "g-000003", as_of: "2026-11-19" });
  expect(warehouse.manifest()).toMatchObject({ generation: "g-000003", as_of: "2026-11-19", run: done.run });
  warehouse.close();
  expect(figures("g-000003")).toEqual(figures("g-000001"));
  const [recorded] = await listRuns({ dataDir });
  expect(recorded).toMatchObject({ command: "rollback g-000001", started_by: "admin", state: "published" });
  expect(recorded?.steps.map(({ step, state }) => [step, state])).toEqual([
    ["check", "done"],
    ["publish", "done"],
  ]);
});

test("a run is loaded again from its landed files as of its day, when the source has none any more", async () => {
  const done = await replay({ district, dataDir, run: runs[1] ?? "" });
  expect(done).toMatchObject({ state: "published", as_of: "2026-11-20", started_by: `replay of ${runs[1]}` });
  const { sources, as_of, fingerprint } = figures(done.generation ?? "");
  expect({ sources, as_of, fingerprint }).toEqual({
    sources: figures("g-000002").sources,
    as_of: "2026-11-20",
    fingerprint: figures("g-000002").fingerprint,
  });
  expect((await listRuns({ dataDir }, { run: done.run }))[0]?.steps.map(({ step }) => step)).toEqual([
    "land",
    "stage",
    "build",
    "check",
    "publish",
  ]);
});

test("what cannot be gone back to is refused in a sentence, and nothing is published", async () => {
  const before = listGenerations(dataDir);
  const { sources, parts } = figures("g-000001");
  await expect(rollback({ dataDir, generation: "g-000099" })).rejects.toThrow(
    /There is no generation g-000099. The latest are: .*g-000004/,
  );
  const current = readCurrentGeneration(dataDir)?.generation ?? "";
  await expect(rollback({ dataDir, generation: current })).rejects.toThrow(/is the current generation/);
  await expect(replay({ district, dataDir, run: "r-1" })).rejects.toThrow(/There is no run r-1/);
  const landed = join(dataDir, "landing", sources[0]?.sha256 ?? "");
  const text = readFileSync(landed);
  writeFileSync(landed, "changed");
  const again = () => replay({ district, dataDir, run: runs[0] ?? "" });
  await expect(again()).rejects.toThrow(/organizations.csv of "sis" was changed/);
  rmSync(landed);
  await expect(again()).rejects.toThrow(
    /organizations.csv of "sis" is no longer kept .*Put it back from a backup/,
  );
  writeFileSync(landed, text);
  rmSync(join(dataDir, "parts", parts.find(({ part }) => part === "core")?.file ?? ""));
  await expect(rollback({ dataDir, generation: "g-000001" })).rejects.toThrow(
    /g-000001 is not whole: its part .* is missing. .*rollbook replay r-/,
  );
  expect(listGenerations(dataDir)).toEqual(before);
});

test("a generation of other definitions than today's and the current one's is refused with how to get it", async () => {
  const file = join(dataDir, "generations", "g-000002.json");
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(/"definitions_version": "\w+"/, '"definitions_version": "old"'),
  );
  await expect(rollback({ dataDir, generation: "g-000002" })).rejects.toThrow(
    /g-000002 was built by other definitions .*rollbook replay r-/,
  );
});
