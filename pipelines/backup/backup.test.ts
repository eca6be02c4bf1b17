import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openControl, readCurrentGeneration, verifyParts } from "#warehouse";
import { listRuns } from "../ledger/list-runs.ts";
import { load } from "../run.ts";
import { districtOfFiles as district, writeSchools } from "../testing/district-of-files.ts";
import { backUp } from "./back-up.ts";
import { restore } from "./restore.ts";

let folder: string;
let dataDir: string;
let out: string;

const request = (into: string) => ({
  ...{ district, dataDir: into, path: join(folder, "files"), asOf: "2026-11-20" },
});

const from = (place: { dataDir: string }, backup = out) => ({ ...place, district, backup, erasures: null });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-backup-"));
  [dataDir, out] = [join(folder, "data"), join(folder, "backup.zip")];
  mkdirSync(join(folder, "files"));
  writeSchools(join(folder, "files"), 2);
  await load(request(dataDir));
  const control = await openControl({ dataDir });
  await control.record({ at: "2026-11-20T12:00:00Z", account: "admin", action: "sign_in", subject: "demo" });
  await control.close();
  await backUp({ dataDir }, out);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a restored folder has the same figures, runs and access log, and is loaded into like the first", async () => {
  const restored = { dataDir: join(folder, "restored") };
  const told = await restore(from(restored));
  expect(told).toMatchObject({ found: { generation: "g-000001" } });
  expect(told.text).not.toContain("inbox");
  const current = readCurrentGeneration(restored.dataDir);
  expect(current).toEqual(readCurrentGeneration(dataDir));
  expect(current && (await verifyParts(restored.dataDir, current))).toEqual([]);
  expect(await listRuns(restored)).toEqual(await listRuns({ dataDir }));
  const control = await openControl(restored);
  expect(await control.verifyLog({})).toMatchObject({ sound: true, entries: 1 });
  await control.close();
  const [again, first] = [await load(request(restored.dataDir)), await load(request(dataDir))];
  expect([again.generation, again.files.map(({ loaded }) => loaded)]).toEqual([
    first.generation,
    first.files.map(({ loaded }) => loaded),
  ]);
  expect(readCurrentGeneration(restored.dataDir)?.parts).toEqual(readCurrentGeneration(dataDir)?.parts);
});

test("a folder in use is not restored into, a file that is there is not written over", async () => {
  const before = JSON.stringify(readCurrentGeneration(dataDir));
  await expect(restore(from({ dataDir }))).rejects.toThrow(/is in use. Restore into another folder/);
  expect(JSON.stringify(readCurrentGeneration(dataDir))).toBe(before);
  await expect(backUp({ dataDir }, out)).rejects.toThrow(/is there already. Name another file/);
});

test("a backup that was changed, cut off, or is something else restores nothing", async () => {
  const bytes = readFileSync(out);
  const into = { dataDir: join(folder, "nothing") };
  const part = readCurrentGeneration(dataDir)?.parts[0]?.file ?? "";
  const at = bytes.indexOf(part) + part.length + 200;
  const changed = Buffer.from(bytes);
  changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
  for (const [name, content, sentence] of [
    ["changed.zip", changed, /changed|invalid|crc/i],
    ["cut.zip", bytes.subarray(0, bytes.length / 2), /is no sound backup/],
    ["text.zip", Buffer.from("no zip"), /is no sound backup/],
  ] as const) {
    writeFileSync(join(folder, name), content);
    await expect(restore(from(into, join(folder, name)))).rejects.toThrow(sentence);
    expect(existsSync(join(into.dataDir, "generations"))).toBe(false);
    expect(existsSync(join(into.dataDir, "control.sqlite"))).toBe(false);
  }
  const scheduled = district.sources.map((source) => ({ ...source, schedule: "30 2 * * *" }));
  const { text } = await restore({ ...from(into), district: { ...district, sources: scheduled } });
  expect(text).toContain(`Make ${join(into.dataDir, "inbox")}`);
  expect(readCurrentGeneration(into.dataDir)?.generation).toBe("g-000001");
});
