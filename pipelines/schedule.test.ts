import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Control,
  type DataReports,
  type District,
  type Mail,
  openControl,
  publishGeneration,
  type Source,
} from "#warehouse";
import { openSchedule, type Schedule } from "./schedule.ts";
import { momentOf } from "./slots/business-time.ts";
import { inbox } from "./slots/jobs.ts";
import { readSchedule } from "./slots/list-schedule.ts";
import { tellSchedule } from "./slots/tell-schedule.ts";
import { startDatabase, type TestDatabase } from "./sources/postgres/test-database.ts";
import { districtOfFiles } from "./testing/district-of-files.ts";

const nightly: Source = {
  key: "sis",
  label: "SIS",
  files: { calendar: "calendar.csv" },
  schedule: "30 2 * * *",
};
const skipping: Source = { ...nightly, key: "skip", label: "Skips", missedSlots: "skip" };
const weekly: Source = {
  key: "weekly",
  label: "Weekly",
  files: { a: "accounts.csv" },
  schedule: "0 4 * * 1",
};

let server: TestDatabase;
let stores = 0;
let dataDir: string;
let controls: Control[];
/** What was begun when: the source and the district's time on the wall. */
let begun: string[];
/** Ends the loads that run, each with success or this error. */
let ends: ((error?: Error) => void)[];
let now: Date;

beforeAll(async () => {
  server = await startDatabase();
});

afterAll(() => server.stop());

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "rollbook-schedule-"));
  [controls, begun, ends] = [[], [], []];
  mkdirSync(inbox(dataDir));
  for (const file of ["calendar.csv", "accounts.csv"]) writeFileSync(join(inbox(dataDir), file), "x\n");
});

afterEach(async () => {
  for (const control of controls) await control.close();
  rmSync(dataDir, { recursive: true });
});

type Bench = {
  sources: Source[];
  engine?: string;
  isLong?: boolean;
  zone?: string;
  reports?: DataReports;
  mail?: Mail;
};

const districtOf = ({ sources, zone = "America/Los_Angeles", reports, mail }: Bench): District => ({
  ...districtOfFiles,
  sources,
  timeZone: zone,
  ...(reports ? { dataReports: reports } : {}),
  ...(mail ? { mail } : {}),
});

/** Schedulers with control stores of their own; a load ends at once, or when the test ends it. */
async function schedulers(bench: Bench, count = 1): Promise<Schedule[]> {
  const district = districtOf(bench);
  let databaseUrl: string | undefined;
  if (bench.engine === "postgres") {
    const name = `slots_${stores++}`;
    await server.execute(`create database ${name}`);
    databaseUrl = `postgres://owner:owner@127.0.0.1:${server.port}/${name}`;
  }
  const command = (args: string[]) => {
    const source = args.includes("--source") ? args[args.indexOf("--source") + 1] : args[0];
    begun.push(`${source} ${wall(now, district.timeZone)}`);
    if (!bench.isLong) return Promise.resolve();
    return new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
  };
  const opened: Schedule[] = [];
  for (let index = 0; index < count; index++) {
    const control = await openControl({ dataDir, databaseUrl });
    controls.push(control);
    opened.push(openSchedule({ control, dataDir, district, clock: () => now, command }));
  }
  return opened;
}

const wall = (moment: Date, timeZone = "America/Los_Angeles") =>
  moment.toLocaleString("sv-SE", { timeZone }).slice(0, 16);

/** Steps the clock minute by minute from one time on the wall to another; every scheduler ticks at every minute. */
async function step(opened: Schedule[], from: string, to: string, zone = "America/Los_Angeles") {
  const at = (text: string) => {
    const [on = "", hour, minute] = text.split(/[ :]/);
    return momentOf(on, Number(hour) * 60 + Number(minute), zone);
  };
  const end = at(to);
  for (now = at(from); now <= end; now = new Date(now.getTime() + 60_000)) {
    await Promise.all(opened.map(({ tick }) => tick()));
    if (ends.length === 0) await Promise.all(opened.map(({ settled }) => settled()));
  }
}

async function finish(opened: Schedule[], error?: Error) {
  for (const end of ends.splice(0)) end(error);
  await Promise.all(opened.map(({ settled }) => settled()));
}

const slots = async () =>
  ((await controls[0]?.slotsSince("2000-01-01"))?.slots ?? [])
    .map(({ job, business_on, state }) => `${job} ${business_on} ${state}`)
    .reverse();

const alarms = async (bench: Bench) => {
  const [control] = controls;
  if (!control) throw new Error("No store is open.");
  const listed = await readSchedule(control, dataDir, { district: districtOf(bench), now });
  return listed.flatMap(({ source, alarm }) => (alarm ? [`${source} ${alarm.kind}: ${alarm.message}`] : []));
};

test("without an inbox a source of files is never due, and the list says so", async () => {
  rmSync(inbox(dataDir), { recursive: true });
  const bench = { sources: [nightly] };
  await step(await schedulers(bench), "2026-11-20 02:00", "2026-11-20 04:00");
  expect([begun, await alarms(bench)]).toEqual([[], []]);
  const [control] = controls;
  const listed = control ? await readSchedule(control, dataDir, { district: districtOf(bench), now }) : [];
  expect(tellSchedule(listed, "America/Los_Angeles")).toMatch(/Never due until .*"inbox".*: sis\.$/);
  mkdirSync(inbox(dataDir));
  const again = control ? await readSchedule(control, dataDir, { district: districtOf(bench), now }) : [];
  expect(tellSchedule(again, "America/Los_Angeles")).not.toContain("Never due");
});

test("the data reports are mailed once a week by the same slots, and without anybody to mail to there is no such job", async () => {
  const bench = { sources: [nightly], reports: { to: [] } };
  const both = await schedulers(bench, 2);
  await step(both, "2026-11-20 05:50", "2026-11-20 06:10");
  await step(both, "2026-11-23 05:50", "2026-11-23 06:10");
  expect(begun.filter((one) => one.startsWith("data-reports"))).toEqual(["data-reports 2026-11-23 06:00"]);
  expect(await alarms(bench)).toEqual([]);
  const [control] = controls;
  const district = districtOf({ sources: [nightly] });
  const listed = control ? await readSchedule(control, dataDir, { district, now }) : [];
  expect(listed.map(({ source }) => source)).toEqual(["sis"]);
});

test("saved reports leave once a day, and once after each generation, whoever ticks; a failure is an alarm until mail leaves again", async () => {
  const bench = { sources: [], mail: { smtpEnv: "SMTP", from: "data@camino.example" }, isLong: true };
  const both = await schedulers(bench, 2);
  const sent = async (from: string, to: string, error?: Error) => {
    begun = [];
    await step(both, from, to);
    await finish(both, error);
    return begun.map((one) => one.split(" ").at(-1));
  };
  expect(await sent("2026-11-20 05:55", "2026-11-20 06:05")).toEqual(["06:00"]);
  publishGeneration(dataDir, {
    ...{
      published_at: "2026-11-20T22:00:00Z",
      as_of: "2026-11-20",
      definitions_version: "",
      fingerprint: "",
    },
    ...{ parts: [], sources: [], checks: [] },
  });
  expect(await sent("2026-11-20 14:00", "2026-11-20 14:05", new Error("no mail server"))).toEqual(["14:00"]);
  expect(await sent("2026-11-20 14:06", "2026-11-20 14:10")).toEqual([]);
  expect(await slots()).toEqual(["reports g-000001 2026-11-20 failed", "reports 2026-11-20 done"]);
  expect(await alarms(bench)).toEqual(["reports failed: no mail server"]);
  expect(await sent("2026-11-21 05:59", "2026-11-21 06:01")).toEqual(["06:00"]);
  expect(await alarms(bench)).toEqual([]);
});

describe.each(["sqlite", "postgres"])("two schedulers at once on %s", (engine) => {
  test("start every slot once, one load after the other, through the days on which the clock changes", async () => {
    const bench = { sources: [nightly, { ...nightly, key: "other" }, weekly], engine };
    const both = await schedulers(bench, 2);
    // Spring: 02:30 of 8 March does not exist. Autumn: 01:30 of 1 November is there twice.
    await step(both, "2026-03-08 01:50", "2026-03-08 03:40");
    await step(both, "2026-03-09 02:20", "2026-03-09 04:05");
    // To ten minutes: the second of two loads starts at the tick after the first has ended.
    expect(begun.map((one) => one.slice(0, -1))).toEqual([
      "sis 2026-03-08 03:3",
      "other 2026-03-08 03:3",
      "sis 2026-03-09 02:3",
      "other 2026-03-09 02:3",
      "weekly 2026-03-09 04:0",
    ]);
    expect(await slots()).toEqual([
      "sis 2026-03-08 done",
      "other 2026-03-08 done",
      "weekly 2026-03-09 done",
      "sis 2026-03-09 done",
      "other 2026-03-09 done",
    ]);
  });
});

test("02:30 of the spring day, which is not there, is run once that day, an hour later", async () => {
  const one = await schedulers({ sources: [nightly] });
  await step(one, "2026-03-08 00:01", "2026-03-09 02:35");
  expect(begun).toEqual(["sis 2026-03-08 03:30", "sis 2026-03-09 02:30"]);
});

test("01:30 of the autumn day, which is there twice, is run once, the first time", async () => {
  const one = await schedulers({ sources: [{ ...nightly, schedule: "30 1 * * *" }] });
  await step(one, "2026-11-01 00:01", "2026-11-02 01:35");
  expect(begun).toEqual(["sis 2026-11-01 01:30", "sis 2026-11-02 01:30"]);
  expect(
    new Date((await controls[0]?.slotsSince("2026-11-01"))?.slots.at(-1)?.claimed_at ?? "").getUTCHours(),
  ).toBe(8);
});

test("a business date is the district's day, wherever the machine stands", async () => {
  const bench = { sources: [{ ...nightly, schedule: "30 23 * * *" }], zone: "Pacific/Kiritimati" };
  const one = await schedulers(bench);
  await step(one, "2026-11-19 23:20", "2026-11-20 00:10", bench.zone);
  expect(begun).toEqual(["sis 2026-11-19 23:30"]);
  expect(await slots()).toEqual(["sis 2026-11-19 done"]);
});

describe("after three days asleep", () => {
  const asleep = async (bench: Bench) => {
    const one = await schedulers(bench);
    await step(one, "2026-11-16 02:20", "2026-11-16 02:40");
    await step(one, "2026-11-19 14:12", "2026-11-19 14:20");
    return one;
  };

  test("the latest slot is caught up, once, and the others are marked missed", async () => {
    const bench = { sources: [nightly] };
    const one = await asleep(bench);
    expect(begun).toEqual(["sis 2026-11-16 02:30", "sis 2026-11-19 14:12"]);
    expect(await slots()).toEqual([
      "sis 2026-11-16 done",
      "sis 2026-11-17 missed",
      "sis 2026-11-18 missed",
      "sis 2026-11-19 done",
    ]);
    expect(await alarms(bench)).toEqual([]);
    await step(one, "2026-11-20 02:29", "2026-11-20 02:31");
    expect(begun).toHaveLength(3);
  });

  test("a source that does not catch up has missed them all, which is an alarm until the next load", async () => {
    const bench = { sources: [skipping] };
    const one = await asleep(bench);
    expect(begun).toEqual(["skip 2026-11-16 02:30"]);
    expect((await slots()).slice(1)).toEqual([
      "skip 2026-11-17 missed",
      "skip 2026-11-18 missed",
      "skip 2026-11-19 missed",
    ]);
    expect(await alarms(bench)).toEqual([
      "skip did_not_start: It did not start within 60 minutes of its time, and this job does not catch up.",
    ]);
    await step(one, "2026-11-20 02:29", "2026-11-20 02:31");
    expect(await alarms(bench)).toEqual([]);
  });
});

describe("a run that outlives its slot", () => {
  test("is not joined by the next one, which waits for its end", async () => {
    const bench = { sources: [nightly, weekly], isLong: true };
    const both = await schedulers(bench, 2);
    await step(both, "2026-11-16 02:30", "2026-11-16 04:10");
    await step(both, "2026-11-17 02:25", "2026-11-17 03:40");
    expect(begun).toEqual(["sis 2026-11-16 02:30"]);
    expect(await alarms(bench)).toEqual([
      expect.stringMatching(/^sis did_not_start: Another load is running/),
      expect.stringMatching(/^weekly did_not_start: Another load is running/),
    ]);
    await finish(both);
    await step(both, "2026-11-17 03:41", "2026-11-17 03:45");
    expect(begun.slice(1)).toEqual(["sis 2026-11-17 03:41"]);
    await finish(both);
    await step(both, "2026-11-17 03:46", "2026-11-17 03:50");
    expect(begun.slice(2)).toEqual(["weekly 2026-11-17 03:46"]);
    await finish(both);
    expect(await alarms(bench)).toEqual([]);
  });

  test("makes a source that does not catch up miss the next slot", async () => {
    const one = await schedulers({ sources: [skipping], isLong: true });
    await step(one, "2026-11-16 02:30", "2026-11-16 02:40");
    await step(one, "2026-11-17 02:25", "2026-11-17 03:40");
    await finish(one);
    await step(one, "2026-11-17 03:41", "2026-11-17 03:45");
    expect(begun).toEqual(["skip 2026-11-16 02:30"]);
    expect(await slots()).toEqual(["skip 2026-11-16 done", "skip 2026-11-17 missed"]);
  });
});

test("a slot that failed is an alarm, and is not run again by itself", async () => {
  const bench = { sources: [nightly], isLong: true };
  const one = await schedulers(bench);
  await step(one, "2026-11-16 02:30", "2026-11-16 02:31");
  await finish(one, new Error("calendar.csv is empty."));
  await step(one, "2026-11-16 02:32", "2026-11-16 02:40");
  expect(begun).toHaveLength(1);
  expect(await alarms(bench)).toEqual(["sis failed: calendar.csv is empty."]);
});

test("a slot whose scheduler was killed is seen as failed", async () => {
  const one = await schedulers({ sources: [nightly] });
  const slot = { job: "sis", business_on: "2026-11-15", due_at: "2026-11-15T10:30:00.000Z" };
  const gone = { pid: 2 ** 22 + 1, boot: "before", host: "elsewhere" };
  await controls[0]?.claimSlot(slot, gone, "2026-11-16T10:28:00.000Z");
  await step(one, "2026-11-16 02:30", "2026-11-16 02:40");
  expect(begun).toEqual(["sis 2026-11-16 02:34"]);
  expect(await slots()).toEqual(["sis 2026-11-15 failed", "sis 2026-11-16 done"]);
});

test("a slot waits for its files, and after an hour says for which", async () => {
  const bench = { sources: [nightly] };
  rmSync(join(inbox(dataDir), "calendar.csv"));
  const one = await schedulers(bench);
  await step(one, "2026-11-19 02:30", "2026-11-19 03:32");
  expect(begun).toEqual([]);
  expect(await alarms(bench)).toEqual([
    `sis did_not_start: It waits for ${join(inbox(dataDir), "calendar.csv")}.`,
  ]);
  writeFileSync(join(inbox(dataDir), "calendar.csv"), "x\n");
  await step(one, "2026-11-19 03:33", "2026-11-19 03:34");
  expect(begun).toEqual(["sis 2026-11-19 03:33"]);
});

test("before there is a folder for the files nothing is due, and a database needs none", async () => {
  rmSync(inbox(dataDir), { recursive: true });
  const { files: _, ...asked } = nightly;
  const database: Source = { ...asked, key: "db", database: { addressEnv: "SIS", feeds: {} } };
  const bench = { sources: [nightly, database] };
  const one = await schedulers(bench);
  await step(one, "2026-11-19 09:00", "2026-11-19 09:01");
  expect(begun).toEqual(["db 2026-11-19 09:00"]);
  expect(await alarms(bench)).toEqual([]);
});

test("no slot starts while somebody loads by hand", async () => {
  const one = await schedulers({ sources: [nightly] });
  const lease = await controls[0]?.takeLease({
    ...{ pid: process.pid, boot: "b", host: "elsewhere", run: "r-1" },
    now: "2026-11-19T10:31:00.000Z",
  });
  await step(one, "2026-11-19 02:30", "2026-11-19 02:31");
  expect(begun).toEqual([]);
  if (lease) await controls[0]?.returnLease(lease);
  await step(one, "2026-11-19 02:32", "2026-11-19 02:33");
  expect(begun).toEqual(["sis 2026-11-19 02:32"]);
});
