import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { load } from "#pipelines";
import { type Manifest, readCurrentGeneration, verifyParts } from "#warehouse";
import { writeDistrict } from "../pipelines/synthetic/index.ts";
import { exactDistrict as district } from "./exact-district.ts";
import { tablesOf } from "./tables-of.ts";

const asOf = "2026-11-20";
const folder = mkdtempSync(join(tmpdir(), "rollbook-kept-"));
const sources = join(folder, "sources");
const day = join(folder, "day");
const events = "camino/attendance_events.csv";
const daily = join(folder, "daily");
const anew = join(folder, "anew");
let before: Manifest;
let after: Manifest;

const run = (dataDir: string, path: string, today = asOf) => load({ district, dataDir, path, asOf: today });

const current = (dataDir: string): Manifest => {
  const found = readCurrentGeneration(dataDir);
  if (!found) throw new Error(`${dataDir} has no generation.`);
  return found;
};

/** Which file holds each table, or its days. */
const filesOf = ({ parts }: Manifest) =>
  Object.fromEntries(
    parts.map(({ table, part, days = "", file }) => [`${table} ${part} ${days}`.trim(), file]),
  );

const byWeek = ["fct_attendance_day", "agg_attendance_school_day", "agg_attendance_student"];
const byMonth = "fct_student_period";

const monthsBefore = (...months: string[]) =>
  months.flatMap((month) => [...byWeek, byMonth].map((table) => `${table} 2026-27 ${month}`));

/** Gives every absence of a day another reason: in a file of changes, and in the whole file. */
function changeDay(on: string): void {
  const path = join(sources, events);
  const [header = "", ...rows] = readFileSync(path, "utf8").trimEnd().split("\n");
  const other = (row: string) => row.replace(/,\w+$/, row.endsWith(",excused") ? ",unexcused" : ",excused");
  const changed = rows.map((row) => (row.includes(on) ? other(row) : row));
  const told = changed.filter((row) => row.includes(on)).map((row) => `active,${row}`);
  if (told.length === 0) throw new Error(`Nobody is absent on ${on}.`);
  writeFileSync(path, `${[header, ...changed].join("\n")}\n`);
  mkdirSync(join(day, "camino"), { recursive: true });
  writeFileSync(
    join(day, events.replace(".csv", ".delta.csv")),
    `${[`status,${header}`, ...told].join("\n")}\n`,
  );
}

/** Puts the first student, whose keys come first, in another grade: in a file of changes, and in the whole file. */
function regrade(on: string): void {
  const file = "camino/enrollment_spells.csv";
  const path = join(sources, file);
  const [header = "", first = ""] = readFileSync(path, "utf8").split("\n");
  const [student, school] = first.split(",");
  const row = `${student},${school},A,5,${on},,transfer,,N`;
  appendFileSync(path, `${row}\n`);
  writeFileSync(join(day, file.replace(".csv", ".delta.csv")), `status,${header}\nactive,${row}\n`);
}

beforeAll(async () => {
  await writeDistrict({ students: 300, years: 2, seed: 8, out: sources, asOf });
  await run(daily, sources);
  // Loaded again, the same is published once more, and can be kept from there as well.
  await run(daily, sources);
  before = current(daily);
  changeDay("2026-11-18");
  await run(daily, day);
  after = current(daily);
  await run(anew, sources);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a day's changes", () => {
  test("give the tables and checks that building everything gives", async () => {
    expect(await tablesOf(daily)).toEqual(await tablesOf(anew));
    const told = ({ checks }: Manifest) =>
      checks.map(({ check, rows, examples }) => ({ check, rows, examples }));
    expect(told(after)).toEqual(told(current(anew)));
  });

  test("leave every table, month and week that they do not touch in the file where it was", () => {
    const [old, now] = [filesOf(before), filesOf(after)];
    const moved = Object.keys(now).filter((name) => now[name] !== old[name]);
    const untouched = [
      ...[...byWeek, byMonth].map((table) => `${table} 2025-26`),
      ...monthsBefore("2026-08", "2026-09"),
      ...byWeek.map((table) => `${table} 2026-27 2026-11-09`),
      `${byMonth} 2026-27 2026-10`,
      "fct_course_mark 2026-27",
      "fct_service_delivered 2026-27 2026-09",
      "dim_student core",
    ];
    expect(moved.filter((name) => untouched.includes(name))).toEqual([]);
    expect(moved).toEqual(
      expect.arrayContaining([
        ...byWeek.map((table) => `${table} 2026-27 2026-11-16`),
        `${byMonth} 2026-27 2026-11`,
      ]),
    );
    for (const name of untouched) expect(now[name], name).toBeDefined();
  });

  test("of the next day give what building everything on that day gives, and leave earlier months", async () => {
    changeDay("2026-11-19");
    regrade("2026-11-23");
    const old = filesOf(current(daily));
    await run(daily, day, "2026-11-23");
    const now = filesOf(current(daily));
    const moved = Object.keys(now).filter((name) => now[name] !== old[name]);
    expect(moved).toContain("dim_student core");
    const stand = [...monthsBefore("2026-08", "2026-09"), "fct_service_delivered 2026-27 2026-10-19"];
    expect(now).toMatchObject(Object.fromEntries(stand.map((name) => [name, old[name]])));
    const fresh = join(folder, "fresh");
    await run(fresh, sources, "2026-11-23");
    expect(await tablesOf(daily)).toEqual(await tablesOf(fresh));
  });

  test("of a day that gives the same rows again leave them in the file where they were", async () => {
    const old = filesOf(current(daily));
    await run(daily, day, "2026-11-24");
    const now = filesOf(current(daily));
    // Each of them is made anew for another as_of.
    const same = ["dim_student core", "dim_section core", "fct_course_mark 2025-26"];
    expect(now).toMatchObject(Object.fromEntries(same.map((name) => [name, old[name]])));
    expect(now["brg_enrollment core"]).not.toBe(old["brg_enrollment core"]);
    const fresh = join(folder, "fresh-next");
    await run(fresh, sources, "2026-11-24");
    expect(await tablesOf(daily)).toEqual(await tablesOf(fresh));
  });

  test("take nothing from a damaged part: a load mends it", async () => {
    const damaged = join(folder, "damaged");
    cpSync(daily, damaged, { recursive: true });
    const { parts } = current(damaged);
    const file = join(damaged, "parts", parts.find(({ table }) => table === "dim_account")?.file ?? "");
    chmodSync(file, 0o644);
    appendFileSync(file, "other bytes");
    expect(await verifyParts(damaged, current(damaged))).toHaveLength(1);
    changeDay("2026-11-17");
    await run(damaged, day, "2026-11-23");
    expect(await verifyParts(damaged, current(damaged))).toEqual([]);
  });
});
