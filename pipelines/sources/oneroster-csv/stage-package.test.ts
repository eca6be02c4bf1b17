import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createStagingTables } from "../delimited/staging-tables.ts";
import { createPackageTables } from "../oneroster-binding/binding.ts";
import { type Bench, makeBench } from "../oneroster-testing/accepted-package.ts";
import { asDelta, asVersion11 } from "../oneroster-testing/derived-packages.ts";
import {
  add,
  find,
  get,
  type PackageCopy,
  put,
  rowsOf,
  setMode,
  writeZip,
} from "../oneroster-testing/package-copy.ts";
import { stagePackage } from "./stage-package.ts";

let bench: Bench;
let connection: DuckDBConnection;

beforeAll(async () => {
  bench = await makeBench();
});

afterAll(() => bench.remove());

beforeEach(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await createStagingTables(connection, []);
  await createPackageTables(connection);
});

afterEach(() => connection.closeSync());

const stage = async (copy: PackageCopy, isTolerant = false, file = "package.zip") =>
  stagePackage(connection, {
    ...{ source: "sis", file },
    path: await writeZip(copy, bench.folder),
    workDir: bench.folder,
    sha256: "0".repeat(64),
    landed_at: "2026-11-20T00:00:00Z",
    isTolerant,
  });

const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();

const recordsOf = (copy: PackageCopy) =>
  [...copy.tables].reduce((sum, [file, rows]) => sum + (file === "manifest" ? 0 : rows.length - 1), 0);

test("a sound package is loaded whole, and its counts close file by file", async () => {
  const copy = await bench.accepted();
  const read = recordsOf(copy);
  expect(await stage(copy)).toEqual({ read, loaded: read, rejected: 0, quarantined: 0, repaired: 0 });
  expect(await ask("select count(*)::integer from stg_file where rows_read = rows_loaded")).toEqual([[21]]);
  const [first] = await ask(
    "select sourced_id, score::varchar, score_date::varchar, line::integer, file from stg_or_result where line = 2",
  );
  const of = (field: string) => get(copy, "results", 2, field);
  expect(first).toEqual([of("sourcedId"), `${of("score")}.0`, of("scoreDate"), 2, "package.zip/results.csv"]);
});

test("a package with one finding is refused whole, and nothing of it is loaded", async () => {
  const copy = await bench.accepted();
  put(copy, ["results", 2], { score: "100.5" });
  const read = recordsOf(copy);
  expect(await stage(copy)).toEqual({ read, loaded: 0, rejected: read, quarantined: 0, repaired: 0 });
  expect(await ask("select file, line::integer, field, code from stg_rejection")).toEqual([
    ["package.zip/results.csv", 2, "score", "semantic.score_above_max"],
  ]);
  expect(await ask("select count(*)::integer from stg_or_user")).toEqual([[0]]);
});

test("no staged table has a column for passwords", async () => {
  const columns = await ask("select table_name from duckdb_columns() where column_name ilike '%password%'");
  expect(columns).toEqual([]);
});

describe("a package of changes", () => {
  /** Of a sound package: its records without some, with others changed and others more, and the changes from there to it. */
  async function apart(): Promise<{ before: PackageCopy; changes: PackageCopy; now: PackageCopy }> {
    const now = await bench.accepted();
    const before = await bench.accepted();
    rowsOf(before, "results").splice(-5);
    put(before, ["users", 3], { givenName: "Somebody" });
    add(before, "results", { ...recordAt(before, "results", 2), sourcedId: "gone-since" });
    const changes = asDelta(await bench.accepted());
    for (const file of [...changes.tables.keys()].filter((name) => name !== "manifest")) {
      const rows = rowsOf(changes, file);
      const [header = []] = rows;
      const changed = rows.slice(1).filter(([id = ""]) => !isSame(before, now, file, id));
      rows.splice(0, rows.length, header, ...changed);
      if (changed.length === 0) {
        changes.tables.delete(file);
        setMode(changes, file, "absent");
      }
    }
    const gone = add(changes, "results", { ...recordAt(before, "results", 2), sourcedId: "gone-since" });
    put(changes, ["results", gone], { status: "tobedeleted", dateLastModified: "2026-11-01T08:30:00.000Z" });
    return { before, changes, now };
  }

  const recordAt = (copy: PackageCopy, file: string, line: number) => {
    const [header = []] = rowsOf(copy, file);
    return Object.fromEntries(header.map((field) => [field, get(copy, file, line, field)]));
  };

  const isSame = (before: PackageCopy, now: PackageCopy, file: string, id: string) => {
    const of = (copy: PackageCopy) =>
      rowsOf(copy, file)
        .find(([one]) => one === id)
        ?.join();
    return of(before) === of(now);
  };

  const everything = async () => {
    const tables = (await tablesOf()).map(({ table }) => table).sort();
    return Promise.all(
      tables.map((table) => ask(`select * exclude (file, line) from ${table} order by all`)),
    );
  };

  test("behind a bulk package gives what a bulk package of today gives", async () => {
    const { before, changes, now } = await apart();
    await stage(now);
    const expected = await everything();
    for (const { table } of await tablesOf()) await connection.run(`delete from ${table}`);
    await stage(before);
    expect(await everything()).not.toEqual(expected);
    const read = recordsOf(changes);
    expect(await stage(changes, false, "changes.zip")).toMatchObject({ read, loaded: read, rejected: 0 });
    expect(await everything()).toEqual(expected);
    expect(await ask("select feed, sum(rows)::integer from stg_replaced group by all order by all")).toEqual([
      ["results", 1],
      ["users", 1],
    ]);
  });

  test("is refused whole where a record would refer to one that it deletes", async () => {
    const { before, changes } = await apart();
    await stage(before);
    const staged = await everything();
    const { classSourcedId = "" } = recordAt(before, "results", 2);
    const line = find(before, ["classes", "sourcedId"], (id) => id === classSourcedId);
    setMode(changes, "classes", "delta");
    changes.tables.set("classes", [
      rowsOf(before, "classes")[0] ?? [],
      rowsOf(before, "classes")[line - 1] ?? [],
    ]);
    put(changes, ["classes", 2], { status: "tobedeleted", dateLastModified: "2026-11-01T08:30:00.000Z" });
    expect(await stage(changes, false, "changes.zip")).toMatchObject({ loaded: 0 });
    expect(await ask("select distinct code from stg_rejection")).toContainEqual([
      "reference.missing_target_record",
    ]);
    expect(await everything()).toEqual(staged);
  });

  test("is refused without the records that it refers to", async () => {
    const { changes } = await apart();
    expect(await stage(changes)).toMatchObject({ loaded: 0 });
  });
});

test("a package of 1.1 is staged as if 1.2 had brought the same records", async () => {
  const latest = await bench.accepted();
  await stage(latest);
  const tables = ["stg_or_org", "stg_or_class", "stg_or_enrollment", "stg_or_demographic"];
  const same = async () =>
    Promise.all(tables.map((table) => ask(`select * exclude (file) from ${table} order by sourced_id`)));
  const roles = () => ask("select user_sourced_id, org_sourced_id from stg_or_role order by all");
  const items = () =>
    ask("select sourced_id, academic_session_sourced_id from stg_or_line_item order by all");
  const before = [await same(), await roles(), await items()];
  for (const { table } of await tablesOf()) await connection.run(`delete from ${table}`);
  const earlier = asVersion11(latest);
  const counts = await stage(earlier);
  expect(counts).toMatchObject({ loaded: recordsOf(earlier), rejected: 0 });
  expect([await same(), await roles(), await items()]).toEqual(before);
});

const tablesOf = async () =>
  (await ask("select table_name from duckdb_tables() where table_name like 'stg_or_%'")).map(([table]) => ({
    table,
  }));

test("a user of 1.1 at two schools has a role at each, and no primary organisation is chosen", async () => {
  const copy = asVersion11(await bench.accepted());
  const schools = rowsOf(copy, "orgs")
    .slice(2, 4)
    .map(([id = ""]) => id);
  put(copy, ["users", 3], { orgSourcedIds: [...schools, ...schools.slice(0, 1)].join(",") });
  await stage(copy);
  const user = get(copy, "users", 3, "sourcedId");
  expect(
    await ask(
      `select org_sourced_id, role_type, file, line::integer from stg_or_role where user_sourced_id = '${user}' order by 1`,
    ),
  ).toEqual(schools.sort().map((school) => [school, "primary", "package.zip/users.csv", 3]));
  expect(await ask(`select primary_org_sourced_id from stg_or_user where sourced_id = '${user}'`)).toEqual([
    [null],
  ]);
});

test("repairs are loaded as repaired, and counted by file, field and repair", async () => {
  const copy = await bench.accepted();
  put(copy, ["enrollments", 2], { beginDate: "25/08/2026", primary: "Yes" });
  put(copy, ["enrollments", 3], { beginDate: "09/10/2026" });
  expect(await stage(copy, true)).toMatchObject({ rejected: 0, repaired: 2 });
  expect(await ask("select field, repair, rows::integer from stg_repair order by all")).toEqual([
    ["beginDate", "date_format", 2],
    ["primary", "boolean_word", 1],
  ]);
  expect(
    await ask('select begin_date::varchar, "primary" from stg_or_enrollment where line < 4 order by line'),
  ).toEqual([
    ["2026-08-25", "true"],
    ["2026-10-09", "true"],
  ]);
});
