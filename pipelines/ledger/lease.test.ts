import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listGenerations, openControl, readCurrentGeneration, thisProcess } from "#warehouse";
import { load } from "../run.ts";
import { districtOfFiles, writeSchools } from "../testing/district-of-files.ts";
import { holdLease } from "./hold-lease.ts";
import { listRuns } from "./list-runs.ts";

let folder: string;
let dataDir: string;
let path: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-lease-"));
  [dataDir, path] = [join(folder, "data"), join(folder, "files")];
  mkdirSync(path);
  writeSchools(path, 2);
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const request = () => ({ district: districtOfFiles, dataDir, path, asOf: "2026-11-20" });

/** A load in a process of its own that goes on when a file appears, once it has come to a step. */
function loadUntil(step: string, more: object = {}) {
  const goOn = join(folder, "go-on");
  const program = `
    import { existsSync } from "node:fs";
    const { load } = await import(${JSON.stringify(new URL("../run.ts", import.meta.url).href)});
    const hold = ({ step }) => {
      if (step !== ${JSON.stringify(step)}) return;
      process.stdout.write("there\\n");
      while (!existsSync(${JSON.stringify(goOn)})) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    };
    await load({ ...${JSON.stringify({ ...request(), ...more })}, onProgress: hold })
      .catch((error) => process.stdout.write(error.name + " " + error.message));`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let said = "";
  const ended = new Promise<string>((resolve) => child.once("exit", () => resolve(said)));
  const there = new Promise<void>((resolve) => {
    child.stdout.on("data", (words: Buffer) => {
      said += words;
      if (said.includes("there")) resolve();
    });
  });
  return { child, there, ended, goOn: () => writeFileSync(goOn, "") };
}

test("the place of a run whose process is gone is taken at once, and of one that lives not", async () => {
  const { child, there, ended } = loadUntil("land");
  await there;
  await expect(load(request())).rejects.toThrow(/Another load is running on .*process \d+ on .*Wait until/);
  child.kill("SIGKILL");
  await ended;
  await expect(load(request())).resolves.toMatchObject({ state: "published" });
});

test.each([
  ["of a run on another machine only its silence tells", { host: "elsewhere" }, false],
  ["a process id from before the machine was started again is nobody's", { boot: "before" }, true],
  ["a process that lives keeps its place", {}, false],
])("%s", async (_name, other, isTaken) => {
  const control = await openControl({ dataDir });
  const [run, now] = ["r-0", new Date()];
  await control.takeLease({ ...thisProcess(), ...other, run, now: now.toISOString() });
  const take = (lapseMs: number, later: number) =>
    holdLease({ control, dataDir, run: "r-1", clock: () => new Date(now.getTime() + later), lapseMs });
  const first = await take(60_000, 30_000).then(
    (lease) => lease.giveBack(),
    (error: unknown) => String(error),
  );
  expect(first === undefined).toBe(isTaken);
  await (await take(60_000, 61_000)).giveBack();
  await control.close();
});

test.each(["build", "publish"])(
  "a run that is suspended at step %s while another takes its place publishes nothing and says why",
  async (step) => {
    const { child, there, ended, goOn } = loadUntil(step);
    await there;
    child.kill("SIGSTOP");
    writeSchools(path, 3);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(load({ ...request(), lapseMs: 200 })).resolves.toMatchObject({ generation: "g-000001" });
    const published = JSON.stringify(readCurrentGeneration(dataDir));
    goOn();
    child.kill("SIGCONT");
    expect(await ended).toMatch(
      /Refusal The run r-.* stood still for so long that another one has taken its place/,
    );
    expect(listGenerations(dataDir)).toEqual(["g-000001"]);
    expect(JSON.stringify(readCurrentGeneration(dataDir))).toBe(published);
    expect((await listRuns({ dataDir })).map(({ state }) => state).sort()).toEqual(["failed", "published"]);
    // What it has left in the way is swept by the next run, and only that.
    await expect(load(request())).resolves.toMatchObject({ state: "published", generation: "g-000002" });
    const named = readCurrentGeneration(dataDir)?.parts.map(({ file }) => file);
    expect(readdirSync(join(dataDir, "parts")).sort()).toEqual([...new Set(named)].sort());
  },
);

test("every step is on record; a run that was killed after its rename and before its note is noted by the next one", async () => {
  const published = await load({ ...request(), startedBy: "schedule" });
  const control = await openControl({ dataDir });
  await control.endRun(published.run, { state: "running", generation: null, message: null, ended_at: null });
  await control.close();
  const calendar = readFileSync(join(path, "calendar.csv"));
  writeFileSync(join(path, "calendar.csv"), "organization_id\n");
  await expect(load(request())).rejects.toThrow(/the header/);
  const [second, first] = await listRuns({ dataDir });
  expect(first).toMatchObject({ state: "published", generation: "g-000001", started_by: "schedule" });
  expect(first?.steps.map(({ step, state, attempt }) => [step, state, attempt])).toEqual(
    ["land", "stage", "build", "check", "publish"].map((step) => [step, "done", 1]),
  );
  expect(first?.steps.slice(0, 2).map(({ done_count }) => done_count)).toEqual([2, 4]);
  expect(second?.steps.map(({ step, state }) => [step, state])).toEqual([
    ["land", "done"],
    ["stage", "failed"],
  ]);
  expect(second?.files.map(({ file, sha256 }) => [file, sha256.length])).toEqual([
    ["organizations.csv", 64],
    ["calendar.csv", 64],
  ]);
  expect(second?.files[1]?.sha256).not.toBe(first?.files[1]?.sha256);
  expect(calendar.length).toBe(first?.files[1]?.bytes);
});
