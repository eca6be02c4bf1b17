import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, listGenerations, readCurrentGeneration } from "#warehouse";
import { listRuns } from "../ledger/list-runs.ts";
import { load } from "../run.ts";
import { exportMoment, openSnapshot } from "../sources/postgres/open-snapshot.ts";
import { afterTheLock, cutAfter } from "../sources/postgres/test-database.ts";
import { a, type Bench, c, days, district, makeBench, schools } from "../sources/postgres/test-district.ts";
import { stageFiles } from "./stage-files.ts";

let bench: Bench;
let dataDir: string;

beforeAll(async () => {
  bench = await makeBench();
  dataDir = bench.dataDir;
});

afterAll(() => bench.stop());

beforeEach(() => bench.renew());

const run = (database: Partial<Database> = {}, environment = bench.environment()) =>
  load({
    district: district(database),
    dataDir,
    source: "sis",
    asOf: "2026-11-20",
    environment,
    retryDelaysMs: [],
  });

const landed = () => (existsSync(join(dataDir, "landing")) ? readdirSync(join(dataDir, "landing")) : []);

const sources = () => readCurrentGeneration(dataDir)?.sources ?? [];

const thirdSchool = `
  insert into school values ('${c}', 'Third', true, '2026-07-01');
  insert into school_day values ('${c}', 'A', '2026-08-10', 'instructional', 1, 'S1')`;

/** 400,000 rows. */
const long = schools.replace("from school order by", "from school, generate_series(1, 200000) order by");

const slowSchools = { query: `select * from (${schools}\n) as all_schools where ${afterTheLock}` };

/** Holds the load in the middle of its first feed, so that something can happen before the second. */
async function duringLoad(database: Partial<Database>, act: () => Promise<unknown>) {
  await bench.server.execute("select pg_advisory_lock(4242)");
  const [outcome] = await Promise.allSettled([run(database), bench.server.whileReading(act)]);
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

  test("is built anew from what was kept when another source is loaded, without the database", async () => {
    await run();
    const before = sources();
    const ledger = join(dataDir, "accounts.csv");
    const header = "account_id,fund,resource,project_year,goal,function,object,school,name";
    writeFileSync(ledger, `${header}\n1,01,0000,,1110,1000,1100,,Salaries\n`);
    await load({ district: district(), dataDir, path: ledger, source: "ledger", asOf: "2026-11-20" });
    expect(sources().filter(({ source }) => source === "sis")).toEqual(before);
    expect(sources()).toHaveLength(3);
  });

  test.each([1, 2])("is seen as of one moment while it changes, with %i connections", async (connections) => {
    const feeds = { organizations: slowSchools, calendar: days };
    const outcome = await duringLoad({ feeds, connections }, () => bench.server.execute(thirdSchool));
    expect(outcome).toMatchObject({ status: "fulfilled", value: { state: "published", findings: [] } });
    expect(sources().map(({ loaded, rejected }) => [loaded, rejected])).toEqual([
      [2, 0],
      [2, 0],
    ]);
    await run();
    expect(sources().map(({ loaded }) => loaded)).toEqual([3, 3]);
  });

  test("may have files too, and both are loaded together", async () => {
    const header = Object.keys(days.columns).join(",");
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, "calendar.csv"), `${header}\n${a},A,2026-08-10,instructional,1,S1\n`);
    const sis = district({ feeds: { organizations: { query: schools } } }).sources.slice(0, 1);
    const sources = sis.map((source) => ({ ...source, files: { calendar: "calendar.csv" } }));
    const asked = {
      dataDir,
      path: dataDir,
      source: "sis",
      asOf: "2026-11-20",
      environment: bench.environment(),
    };
    const { files } = await load({ ...asked, district: { ...district(), sources } });
    expect(files).toMatchObject([
      { file: "database/organizations.csv", loaded: 2, extracted: 2 },
      { file: "calendar.csv", loaded: 1, rejected: 0 },
    ]);
  });

  test("shows every connection the moment of the first", async () => {
    const { database } = district().sources[0] ?? {};
    if (!database) throw new Error("The first source is a database.");
    const request = { source: "sis", database, environment: bench.environment() };
    const first = await openSnapshot(request);
    const moment = await exportMoment(first);
    await bench.server.execute(thirdSchool);
    const seen = [first, await openSnapshot(request, moment), await openSnapshot(request)];
    const counts = seen.map(({ client }) => client.query("select count(*)::int as n from school"));
    expect((await Promise.all(counts)).map(({ rows }) => rows[0].n)).toEqual([2, 2, 3]);
    for (const { end } of seen) await end();
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
    expect((await listRuns({ dataDir }))[0]).toMatchObject({ state: "failed", generation: null });
    expect(landed()).toEqual([]);
    expect(readdirSync(join(dataDir, "work"))).toEqual([]);
    await run();
    expect(sources().map(({ loaded }) => loaded)).toEqual([2, 2]);
  };
  const bytesWritten = () => {
    const [folder = ""] = readdirSync(join(dataDir, "work"));
    return statSync(join(dataDir, "work", folder, "extract-organizations.csv")).size;
  };
  const endLoads = () =>
    bench.server.execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rollbook'",
    );

  test("when the connection is ended in the middle of a feed", async () => {
    const half = { query: `select * from (${long}\n) as p union all (${slowSchools.query})` };
    const feeds = { calendar: days, organizations: half };
    const outcome = await duringLoad({ feeds }, async () => {
      while (bytesWritten() < 1_000_000) await new Promise((resolve) => setTimeout(resolve, 20));
      await endLoads();
    });
    await refused(
      /Source "sis", feed "organizations": The connection .* ended before all was read .* load again/,
      outcome,
    );
  });

  test("when the network is cut in the middle of a feed", async () => {
    const proxy = await cutAfter(2_000_000, bench.server.port);
    const feeds = { calendar: days, organizations: { query: long } };
    const [outcome] = await Promise.allSettled([run({ feeds }, bench.environment({ port: proxy.port }))]);
    proxy.close();
    await refused(/feed "organizations": The connection .* ended before all was read/, outcome);
  });

  test("when one of two connections is ended while the other reads", async () => {
    const feeds = { organizations: slowSchools, calendar: days };
    await refused(/ended before all was read/, await duringLoad({ feeds, connections: 2 }, endLoads));
  });
});

test("a database that answers at the third attempt is loaded, and the attempts stand in the run's steps", async () => {
  const proxy = await cutAfter(2_000_000, bench.server.port, 2);
  const request = { district: district(), dataDir, source: "sis", asOf: "2026-11-20" };
  const environment = bench.environment({ port: proxy.port });
  const { run: id } = await load({ ...request, environment, retryDelaysMs: [10, 20, 30] });
  proxy.close();
  const [recorded] = await listRuns({ dataDir }, { run: id });
  const landing = recorded?.steps.filter(({ step }) => step === "land");
  expect(landing?.map(({ attempt, state }) => [attempt, state])).toEqual([
    [1, "failed"],
    [2, "failed"],
    [3, "done"],
  ]);
  expect(landing?.[0]?.message).toMatch(/Source "sis".*ended before all was read/);
  expect(recorded).toMatchObject({ state: "published", message: null });
});

test("what is wrong with the content is not tried again", async () => {
  const feeds = { organizations: { query: "select * from schools" } };
  const request = { district: district({ feeds }), dataDir, source: "sis", asOf: "2026-11-20" };
  const slow = { environment: bench.environment(), retryDelaysMs: [60_000] };
  await expect(load({ ...request, ...slow })).rejects.toThrow(/Not found/);
  expect((await listRuns({ dataDir }))[0]?.steps).toHaveLength(1);
});

test("a file with another number of rows than the database has counted is refused", async () => {
  await run();
  const [first] = sources();
  if (!first) throw new Error("Nothing was loaded.");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const files = [{ ...first, extracted: 3 }];
  await expect(
    stageFiles(connection, { files, dataDir, workDir: dataDir, tolerant: new Set() }),
  ).rejects.toThrow(
    /database of "sis" says that it sent 3 rows of organizations, and 2 are in the file .* Load again/,
  );
  connection.closeSync();
  instance.closeSync();
});
