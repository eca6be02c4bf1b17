import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#warehouse";
import { listRuns } from "../ledger/list-runs.ts";
import { load } from "../run.ts";
import { extractFeeds } from "../sources/postgres/extract-feeds.ts";
import { type Bench, days, district, makeBench, schools } from "../sources/postgres/test-district.ts";
import { receive } from "./landing.ts";

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

describe("what a database refuses is said with what, where and what to do, and without the password", () => {
  const sentenceOf = async (outcome: Promise<unknown>): Promise<string> => {
    const error = await outcome.then(
      () => new Error("It was published."),
      (thrown: unknown) => thrown,
    );
    const message = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    expect(message).not.toContain("hunter2");
    expect(JSON.stringify(await listRuns({ dataDir }))).not.toContain("hunter2");
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
      () => run({}, bench.environment({ password: "hunter2hunter2" })),
    ],
    [
      "no password",
      /did not let reader in/,
      () => run({}, { SIS_DATABASE: `postgres://reader@127.0.0.1:${bench.server.port}/sis` }),
    ],
    [
      "a certificate that is not there",
      /Refusal The environment variable SIS_DATABASE, .* names \/nowhere\/ca\.pem, which cannot be read/,
      () => run({}, { SIS_DATABASE: `${bench.environment().SIS_DATABASE}?sslrootcert=%2Fnowhere%2Fca.pem` }),
    ],
    [
      "no TLS where it is asked for",
      /and SIS_DATABASE do not agree on TLS \(The server does not support SSL.*correct sslmode/,
      () => run({}, { SIS_DATABASE: `${bench.environment().SIS_DATABASE}?sslmode=verify-full` }),
    ],
    [
      "no such database",
      /Not found in the database sys .*"sys" does not exist. Correct/,
      () => run({}, bench.environment({ name: "sys" })),
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
      () => run(feed("select nextval('counter') as n")),
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
    await bench.server.execute("revoke select on school from reader");
    expect(await sentenceOf(run())).toMatch(
      /reader may not read all .*permission denied for table school. Let its owner grant/,
    );
  });

  test("a table of which this user sees a part of the rows", async () => {
    await bench.server.execute(
      "alter table school enable row level security; create policy part on school using (cds = '1')",
    );
    expect(await sentenceOf(run())).toMatch(
      /reader may not read all .*row-level security policy for table "school"/,
    );
  });

  test("a table that somebody else holds locked", async () => {
    await bench.server.execute("begin; lock table school");
    const sentence = await sentenceOf(run({ limits: { lockSeconds: 1 } }));
    await bench.server.execute("rollback");
    expect(sentence).toMatch(/stopped the reading: .*lock timeout/);
  });

  test("a feed that no database can have", async () => {
    expect(await sentenceOf(run({ feeds: { oneroster: days } }))).toMatch(
      /no feed of a database. Correct it/,
    );
  });

  test("a feed that is read from the database and from a file", async () => {
    const sources = district().sources.map((source) => ({ ...source, files: { calendar: "calendar.csv" } }));
    const outcome = load({
      district: { ...district(), sources },
      dataDir,
      source: "sis",
      asOf: "2026-11-20",
    });
    expect(await sentenceOf(outcome)).toMatch(/"calendar" from its database and from the file calendar.csv/);
  });

  test("a path for a source without files, and no path for one without a database", async () => {
    const asked = { district: district(), dataDir, asOf: "2026-11-20" };
    expect(await sentenceOf(load({ ...asked, source: "sis", path: tmpdir() }))).toMatch(
      /Leave the path out: rollbook load --source sis/,
    );
    expect(await sentenceOf(load({ ...asked, source: "ledger" }))).toMatch(
      /"ledger" is neither a database nor an SFTP drop. Name its file/,
    );
  });
});

test("a disk that is full ends the reading, and no connection stays open at the source", async () => {
  const database = {
    addressEnv: "SIS_DATABASE",
    feeds: { calendar: { query: "select n, n as m from generate_series(1, 3000000) as n" } },
  };
  const reading = extractFeeds({ source: "sis", database, environment: bench.environment() }, (_feed, rows) =>
    receive(rows, "/dev/full"),
  );
  await expect(reading).rejects.toMatchObject({ code: "ENOSPC" });
  while ((await bench.server.countLoads()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
});
