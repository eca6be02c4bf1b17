import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { District } from "#warehouse";
import { inbox, listSchedule, runDueSlots, type ScheduleRequest } from "./schedule.ts";

const district: District = {
  name: "Mini Unified",
  districtId: "0761234",
  today: null,
  boardMeetings: [],
  schoolYears: [],
  partsPerDay: 2,
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [
    { key: "sis", label: "Student information", files: { calendar: "calendar.csv" }, schedule: "30 2 * * *" },
    { key: "weekly", label: "Weekly", files: { accounts: "accounts.csv" }, schedule: "0 4 * * 1" },
    { key: "by-hand", label: "By hand", files: { frpm: "frpm.csv" } },
  ],
  accounts: [],
  locales: ["en"],
};

let dataDir: string;
let loaded: string[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "rollbook-schedule-"));
  loaded = [];
  mkdirSync(inbox(dataDir));
  for (const file of ["calendar.csv", "accounts.csv"]) writeFileSync(join(inbox(dataDir), file), "x\n");
});

afterEach(() => rmSync(dataDir, { recursive: true }));

const at = (time: string, outcome?: Error): ScheduleRequest => ({
  dataDir,
  district,
  clock: () => new Date(time),
  command: async (args) => {
    loaded.push(args[3] ?? "");
    if (outcome) throw outcome;
  },
});

test("a source is loaded once on a day, however often the clock ticks", async () => {
  await runDueSlots(at("2026-11-19T02:29:30"));
  expect(loaded).toEqual([]);
  for (const time of ["02:30:05", "02:31:05", "09:00:05"]) await runDueSlots(at(`2026-11-19T${time}`));
  expect(loaded).toEqual(["sis"]);
  await runDueSlots(at("2026-11-20T02:30:05"));
  expect(loaded).toEqual(["sis", "sis"]);
});

test("a slot that was missed while the machine slept is caught up the same day", async () => {
  await runDueSlots(at("2026-11-19T14:12:00"));
  expect(loaded).toEqual(["sis"]);
});

test("two schedulers at once load a source once", async () => {
  await Promise.all([runDueSlots(at("2026-11-23T05:00:00")), runDueSlots(at("2026-11-23T05:00:00"))]);
  expect(loaded.sort()).toEqual(["sis", "weekly"]);
});

test("a source that is a database waits for no file and is loaded without a folder", async () => {
  const database = { addressEnv: "SIS_DATABASE", feeds: {} };
  const sources = [{ key: "sis", label: "Student information", database, schedule: "30 2 * * *" }];
  rmSync(inbox(dataDir), { recursive: true });
  const commands: string[][] = [];
  const command = async (args: string[]) => void commands.push(args);
  await runDueSlots({ ...at("2026-11-19T02:30:05"), district: { ...district, sources }, command });
  expect(commands).toEqual([["load", "--source", "sis", "--data", dataDir]]);
});

test("a slot waits for its files", async () => {
  rmSync(join(inbox(dataDir), "calendar.csv"));
  await runDueSlots(at("2026-11-19T02:30:05"));
  expect(loaded).toEqual([]);
  writeFileSync(join(inbox(dataDir), "calendar.csv"), "x\n");
  await runDueSlots(at("2026-11-19T07:00:00"));
  expect(loaded).toEqual(["sis"]);
});

test("a slot that failed says so and is not run again by itself", async () => {
  await runDueSlots(at("2026-11-19T02:30:05", new Error("calendar.csv is empty.")));
  await runDueSlots(at("2026-11-19T02:31:05"));
  expect(loaded).toEqual(["sis"]);
  const [sis] = listSchedule(dataDir, district);
  expect(sis?.last).toMatchObject({ on: "2026-11-19", state: "failed", message: "calendar.csv is empty." });
});

test("the schedule lists the next run of every source that has one", () => {
  const listed = listSchedule(dataDir, district);
  expect(listed.map(({ source, last }) => [source, last])).toEqual([
    ["sis", null],
    ["weekly", null],
  ]);
  for (const { next_at } of listed) expect(Date.parse(next_at ?? "")).toBeGreaterThan(Date.now());
});
