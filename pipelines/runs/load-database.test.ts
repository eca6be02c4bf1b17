import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, type District, listGenerations, readCurrentGeneration } from "#warehouse";
import { load } from "../run.ts";
import { afterTheLock, startDatabase, type TestDatabase } from "../sources/postgres/test-database.ts";
import { listRuns } from "./run-document.ts";

const a = "07612346000010";
const b = "07612346000027";
const c = "07612346000034";

const schools = `
  select cds as organization_id, name, 'school' as kind, 'elementary' as level, null as region, null as board_district,
    null as operator_id, null as operator_name, 'not_charter' as charter_funding, null as authorizer,
    reports as must_report, 'sis' as source_system, opened as valid_from, null as valid_to
  from school order by cds -- one row a school`;

const days = {
  table: "public.school_day",
  columns: {
    organization_id: "School",
    track: "track",
    calendar_on: "day",
    day_type: "kind",
    school_month: "month",
    term: "term",
  },
};

const district = (database: Partial<Database> = {}): District => ({
  name: "Mini Unified",
  districtId: "0761234",
  today: null,
  boardMeetings: [],
  schoolYears: [
    {
      schoolYear: "2026-27",
      startsOn: "2026-08-10",
      endsOn: "2027-06-01",
      normDayOn: "2026-09-11",
      censusDayOn: "2026-10-07",
    },
  ],
  partsPerDay: 2,
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [
    {
      key: "sis",
      label: "Student information",
      database: {
        addressEnv: "SIS_DATABASE",
        feeds: { organizations: { query: schools }, calendar: days },
        ...database,
      },
    },
    { key: "ledger", label: "Ledger", files: { accounts: "accounts.csv" } },
  ],
  accounts: [],
  locales: ["en"],
});

let server: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  server = await startDatabase();
  await server.execute("create role reader login password 'hunter2'");
});

afterAll(() => server.stop());

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "rollbook-load-"));
  await server.execute(`
    drop table if exists school_day; drop table if exists school;
    create table school (cds char(20) primary key, name text, reports boolean, opened date);
    create table school_day ("School" text, track text, day date, kind text, month int, term text);
    insert into school values ('${a}', 'Lincoln, "old"', true, '2020-07-01'), ('${b}', E'Línea\\nNorte', true, '2020-07-01');
    insert into school_day values ('${a}', 'A', '2026-08-10', 'instructional', 1, 'S1'),
      ('${b}', 'A', '2026-08-10', 'instructional', 1, null);
    grant select on school, school_day to reader`);
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const environment = (password = "hunter2", name = "sis") => ({
  SIS_DATABASE: `postgres://reader:${password}@127.0.0.1:${server.port}/${name}`,
});

const run = (database: Partial<Database> = {}, from = environment()) =>
  load({ district: district(database), dataDir, source: "sis", asOf: "2026-11-20", environment: from });

const landed = () => (existsSync(join(dataDir, "landing")) ? readdirSync(join(dataDir, "landing")) : []);

const sources = () => readCurrentGeneration(dataDir)?.sources ?? [];

const thirdSchool = `
  insert into school values ('${c}', 'Third', true, '2026-07-01');
  insert into school_day values ('${c}', 'A', '2026-08-10', 'instructional', 1, 'S1')`;

const slowSchools = { query: `select * from (${schools}\n) as all_schools where ${afterTheLock}` };

/** Holds the load in the middle of its first feed, so that something can happen before the second. */
async function duringLoad(database: Partial<Database>, act: () => Promise<unknown>) {
  await server.execute("select pg_advisory_lock(4242)");
  const [outcome] = await Promise.allSettled([run(database), server.whileReading(act)]);
  return outcome;
}

describe("a source that is a database", () => {
  test("is published, and every feed is kept as a file under its hash that the database has counted", async () => {
    const outcome = await run();
    expect(outcome).toMatchObject({ state: "published", command: "load --source sis", findings: [] });
    expect(sources()).toMatchObject([
      { feed: "organizations", file: "database/organizations.csv", read: 2, loaded: 2, extracted: 2 },
      { feed: "calendar", file: "database/calendar.csv", read: 2, loaded: 2, extracted: 2 },
    ]);
    const texts = sources().map(({ sha256 }) => {
      const bytes = readFileSync(join(dataDir, "landing", sha256));
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
      return bytes.toString();
    });
    const line = `${a},"Lincoln, ""old""",school,elementary,,,,,not_charter,,Y,sis,2020-07-01,`;
    expect(texts[0]?.split("\n")[1]).toBe(line);
    expect(texts[1]).toContain(`${a},A,2026-08-10,instructional,1,S1\n`);
  });

  test("loaded again without a change gives the same files and figures", async () => {
    await run();
    const before = sources().map(({ sha256, loaded }) => [sha256, loaded]);
    await run({ connections: 2 });
    expect(sources().map(({ sha256, loaded }) => [sha256, loaded])).toEqual(before);
    expect(listGenerations(dataDir)).toHaveLength(2);
  });

  test("is replayed from what was kept when the database is not there", async () => {
    await run();
    const before = sources();
    await load({
      district: { ...district(), name: "Another name" },
      dataDir,
      source: "sis",
      asOf: "2026-11-20",
      environment: environment(),
    });
    expect(sources().map(({ landed_at: _, ...source }) => source)).toEqual(
      before.map(({ landed_at: _, ...source }) => source),
    );
  });

  test.each([1, 2])("is seen as of one moment while it changes, with %i connections", async (connections) => {
    const feeds = { organizations: slowSchools, calendar: days };
    const outcome = await duringLoad({ feeds, connections }, () => server.execute(thirdSchool));
    expect(outcome).toMatchObject({ status: "fulfilled", value: { state: "published", findings: [] } });
    expect(sources().map(({ loaded, rejected }) => [loaded, rejected])).toEqual([
      [2, 0],
      [2, 0],
    ]);
    await run();
    expect(sources().map(({ loaded }) => loaded)).toEqual([3, 3]);
  });

  test("is asked gently: as rollbook, one process, little memory, and with limits that the district may set", async () => {
    const asked = `select cds as organization_id, current_setting('application_name') || ' ' || current_setting('statement_timeout')
      || ' ' || current_setting('lock_timeout') || ' ' || current_setting('idle_in_transaction_session_timeout') || ' '
      || current_setting('work_mem') || ' ' || current_setting('max_parallel_workers_per_gather') || ' '
      || current_setting('transaction_read_only') || ' ' || current_setting('transaction_isolation') as name,
      kind, level, region, board_district, operator_id, operator_name, charter_funding, authorizer, must_report,
      source_system, valid_from, valid_to from (${schools}\n) as s, school where cds = organization_id and cds = '${a}'`;
    const namesWith = async (limits: Database["limits"]) => {
      await run({ feeds: { organizations: { query: asked } }, ...(limits ? { limits } : {}) });
      return readFileSync(join(dataDir, "landing", sources()[0]?.sha256 ?? ""), "utf8");
    };
    expect(await namesWith(undefined)).toContain(`${a},rollbook 30min 10s 1min 4MB 0 on repeatable read,`);
    expect(
      await namesWith({
        statementSeconds: 90,
        lockSeconds: 2,
        workMemoryMegabytes: 1,
        applicationName: "nightly",
      }),
    ).toContain(",nightly 90s 2s 1min 1MB 0 on repeatable read,");
  });
});

describe("nothing is published or kept, and the next run is whole,", () => {
  const refused = async (sentence: RegExp, outcome: PromiseSettledResult<unknown> | undefined) => {
    expect(outcome).toMatchObject({
      status: "rejected",
      reason: { message: expect.stringMatching(sentence) },
    });
    expect(listRuns(dataDir)[0]).toMatchObject({ state: "failed", generation: null });
    expect(landed()).toEqual([]);
    expect(readdirSync(join(dataDir, "work"))).toEqual([]);
    await run();
    expect(sources().map(({ loaded }) => loaded)).toEqual([2, 2]);
  };
  const endLoads = () =>
    server.execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rollbook'",
    );

  test("when the connection is ended in the middle of a feed", async () => {
    const padded = schools.replace(
      "from school order by",
      "from school, generate_series(1, 200000) order by",
    );
    const half = { query: `select * from (${padded}\n) as p union all (${slowSchools.query})` };
    const feeds = { calendar: days, organizations: half };
    const outcome = await duringLoad({ feeds }, endLoads);
    await refused(
      /Source "sis", feed "organizations": The connection .* ended before all was read .* load again/,
      outcome,
    );
  });

  test("when one of two connections is ended while the other reads", async () => {
    const feeds = { organizations: slowSchools, calendar: days };
    await refused(/ended before all was read/, await duringLoad({ feeds, connections: 2 }, endLoads));
  });
});

describe("what a database refuses is said with what, where and what to do, and without the password", () => {
  const sentenceOf = async (outcome: Promise<unknown>): Promise<string> => {
    const error = await outcome.then(
      () => new Error("It was published."),
      (thrown: unknown) => thrown,
    );
    const message = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    expect(message).not.toContain("hunter2");
    expect(JSON.stringify(listRuns(dataDir))).not.toContain("hunter2");
    return message;
  };
  const feed = (query: string) => ({ feeds: { organizations: { query } } });

  test.each<[string, RegExp, () => Promise<unknown>]>([
    [
      "no address",
      /Refusal The environment variable SIS_DATABASE, .* "sis" .* is not set. Set it to postgres:/,
      () => load({ district: district(), dataDir, source: "sis", asOf: "2026-11-20" }),
    ],
    [
      "an address of something else",
      /SIS_DATABASE, .* does not hold the address/,
      () => run({}, { SIS_DATABASE: "reader:hunter2@sis" }),
    ],
    [
      "no server",
      /Refusal Source "sis": There is no answer from PostgreSQL at 127.0.0.1:1 .*Check that it runs/,
      () => run({}, { SIS_DATABASE: "postgres://reader:hunter2@127.0.0.1:1/sis" }),
    ],
    [
      "a wrong password",
      /did not let reader in. Correct the user or password in SIS_DATABASE/,
      () => run({}, environment("hunter2hunter2")),
    ],
    [
      "no password",
      /did not let reader in/,
      () => run({}, { SIS_DATABASE: `postgres://reader@127.0.0.1:${server.port}/sis` }),
    ],
    [
      "no such database",
      /Not found in the database sys .*"sys" does not exist. Correct/,
      () => run({}, environment("hunter2", "sys")),
    ],
    [
      "no such table",
      /Source "sis", feed "organizations": Not found .*relation "schools" does not exist/,
      () => run(feed("select * from schools")),
    ],
    [
      "no such column",
      /feed "calendar": Not found .*column "school" does not exist/,
      () => run({ feeds: { calendar: { ...days, columns: { organization_id: "school" } } } }),
    ],
    [
      "a slow query",
      /stopped the reading: .*statement timeout. Load at a quieter hour/,
      () => run({ ...feed(`${schools}\n, pg_sleep(5)::text`), limits: { statementSeconds: 1 } }),
    ],
    [
      "a query that writes",
      /cannot answer what it is asked: .*read-only transaction/,
      () => run(feed("select nextval('pg_temp.n') as n")),
    ],
    [
      "two statements",
      /cannot answer what it is asked: cannot insert multiple commands/,
      () => run(feed("select 1) as x; commit; drop table school; select * from (select 2")),
    ],
  ])("%s", async (_name, sentence, outcome) => {
    expect(await sentenceOf(outcome())).toMatch(sentence);
    expect(landed()).toEqual([]);
  });

  test("a table without the right to read it", async () => {
    await server.execute("revoke select on school from reader");
    expect(await sentenceOf(run())).toMatch(
      /reader may not read all .*permission denied for table school. Let its owner grant/,
    );
  });

  test("a table of which this user sees a part of the rows", async () => {
    await server.execute(
      "alter table school enable row level security; create policy some on school using (cds = '1')",
    );
    expect(await sentenceOf(run())).toMatch(
      /reader may not read all .*row-level security policy for table "school"/,
    );
  });

  test("a table that somebody else holds locked", async () => {
    await server.execute("begin; lock table school");
    const sentence = await sentenceOf(run({ limits: { lockSeconds: 1 } }));
    await server.execute("rollback");
    expect(sentence).toMatch(/stopped the reading: .*lock timeout/);
  });

  test("a feed that no database can have, and one that is read twice", async () => {
    expect(await sentenceOf(run({ feeds: { oneroster: days } }))).toMatch(
      /no feed of a database. Correct it/,
    );
  });

  test("a path for a source without files, and no path for one without a database", async () => {
    const asked = { district: district(), dataDir, asOf: "2026-11-20" };
    expect(await sentenceOf(load({ ...asked, source: "sis", path: tmpdir() }))).toMatch(
      /Leave the path out: rollbook load --source sis/,
    );
    expect(await sentenceOf(load({ ...asked, source: "ledger" }))).toMatch(
      /"ledger" is not a database. Name its file/,
    );
  });
});
