import { describe, expect, test } from "vitest";
import { relationIn } from "../generations/attach.ts";
import { buildTables } from "./build-tables.ts";
import { statementsOf } from "./building.ts";
import { describeTables } from "./describe-tables.ts";
import {
  alder,
  birch,
  miniDistrict,
  type Row,
  rosterStudent,
  rowsOf,
  spell,
  stagedConnection,
  threeSchools,
} from "./mini-district.ts";
import { runChecks } from "./run-checks.ts";
import { readSqlFolder } from "./sql-file.ts";
import { tableFiles, tableList } from "./table-list.ts";

describe("building the star schema", () => {
  test("every table is built from empty staging tables", async () => {
    const connection = await stagedConnection();
    const built: string[] = [];
    await buildTables(connection, {
      district: miniDistrict,
      asOf: "2025-04-15",
      onProgress: ({ table }) => built.push(table),
    });
    for (const { name } of tableList()) expect(built).toContain(name);
  });

  test("on empty staging tables every check runs and passes, and no alert is raised", async () => {
    const connection = await stagedConnection();
    await buildTables(connection, { district: miniDistrict, asOf: "2025-04-15" });
    const results = await runChecks(connection);
    expect(results.filter((check) => !check.passed)).toEqual([]);
    expect(results.map((check) => check.check)).toEqual(
      expect.arrayContaining(readSqlFolder("checks").map((file) => file.name)),
    );
    expect(await rowsOf(connection, "select * from fct_alert")).toEqual([]);
  });

  test("every table says its grain and a key that proves it, and comes after the tables it needs", () => {
    const names = tableFiles().map((file) => file.name);
    for (const [index, file] of tableFiles().entries()) {
      expect(file.grain, file.name).toMatch(/^one row/);
      expect(file.grainKey, file.name).not.toEqual([]);
      for (const needed of file.needs) {
        if (names.includes(needed))
          expect(names.indexOf(needed), `${file.name} needs ${needed}`).toBeLessThan(index);
        else expect(needed, file.name).toMatch(/^(stg|cfg)_/);
      }
    }
  });

  test("the same staging rows in another order give the same tables, surrogate keys included", async () => {
    const students = ["1", "2", "3"].map((id) => rosterStudent("sis", id, `100000000${id}`));
    const spells = [
      spell("1", alder, "2024-08-12", "2024-10-04", "transfer_in_district"),
      spell("1", birch, "2024-10-07", null),
      spell("2", alder, "2024-09-03", null),
      spell("3", birch, "2024-08-12", null),
    ];
    const build = async (statements: string[]) => {
      const connection = await stagedConnection(threeSchools + statements.join("\n"));
      await buildTables(connection, { district: miniDistrict, asOf: "2024-11-15" });
      const tables: [string, Row[]][] = [];
      for (const { name } of tableList()) tables.push([name, await rowsOf(connection, `from ${name}`)]);
      return tables;
    };
    expect(await build([...students, ...spells].reverse())).toEqual(await build([...students, ...spells]));
  });

  test("a grain that is broken stops, and the rows that break it are shown", async () => {
    const connection = await stagedConnection();
    await buildTables(connection, { district: miniDistrict, asOf: "2025-04-15" });
    await connection.run(
      "insert into fct_school_census (school_year, organization_key) values ('2014-15', 7), ('2014-15', 7)",
    );
    const broken = (await runChecks(connection)).filter((check) => check.kind === "stop" && !check.passed);
    expect(broken.map(({ check, rows, examples }) => ({ check, rows, examples }))).toEqual([
      {
        check: "grain-fct_school_census",
        rows: 1,
        examples: ["school_year: 2014-15, organization_key: 7, times: 2"],
      },
      {
        check: "keys-fct_school_census-organization_key",
        rows: 1,
        examples: ["organization_key: 7, times: 2"],
      },
      { check: "facts-are-complete", rows: 1, examples: ["fact: fct_school_census, staged: 0, built: 2"] },
    ]);
  });

  test("the keys of days that stand are looked up again where a dimension has lost one", async () => {
    const connection = await stagedConnection(
      [threeSchools, rosterStudent("sis", "1", "1000000001"), spell("1", alder, "2025-04-01", null)].join(
        "\n",
      ),
    );
    const built = await buildTables(connection, { district: miniDistrict, asOf: "2025-04-15" });
    await runChecks(connection, { built, previous: null });
    const by = statementsOf(built.made.get("dim_student")?.content);
    const dimension = { table: "dim_student", part: "core", file: "d.duckdb", sha256: "d", rows: 2 };
    const previous = {
      ...{ generation: "g-000001", published_at: "", as_of: "2025-04-14", definitions_version: "" },
      ...{
        fingerprint: "",
        parts: [dimension],
        sources: [],
        checks: [],
        made: { ...Object.fromEntries(built.made), dim_student: { from: "", content: `other rows ${by}` } },
      },
    };
    const before = relationIn(dimension);
    await connection.run(`attach ':memory:' as ${before.split(".")[0]}`);
    await connection.run(`create table ${before} as from dim_student`);
    // Nothing says that these are other days than those that were checked.
    for (const { table, relation } of built.cuts)
      if (table === "fct_attendance_day") await connection.run(`update ${relation} set student_key = 7`);
    const areFound = async () => {
      const checks = await runChecks(connection, { built, previous });
      return checks.find(({ check }) => check === "keys-fct_attendance_day-student_key")?.passed;
    };
    expect(await areFound()).toBe(true);
    await connection.run(`insert into ${before} (student_key) values (7)`);
    expect(await areFound()).toBe(false);
  });

  test("the description of the tables names every published table and column", async () => {
    const text = await describeTables();
    for (const { name, grain } of tableList()) {
      expect(text).toContain(`## ${name}\n`);
      expect(text.toLowerCase()).toContain(grain.toLowerCase());
    }
    expect(text).toContain("| organization_key | integer |");
  });

  test("a school of the state's file becomes an organization with its level and funding", async () => {
    const connection = await stagedConnection(`
      insert into stg_school_census (school_year, organization_id, district_id, district_name, school_name, school_type,
        is_charter, charter_funding, is_pseudo, enrollment_k12) values
        ('2014-15', '19647330000001', '1964733', 'Big Unified', null, null, null, null, true, 2860),
        ('2014-15', '19647330100000', '1964733', 'Big Unified', 'A Charter', 'High Schools (Public)', true, 'directly_funded', false, 300);`);
    await buildTables(connection, { district: miniDistrict, asOf: "2025-04-15" });
    const rows = await rowsOf(
      connection,
      `select name, kind, level, charter_funding, is_charter, enrollment_k12
      from fct_school_census join dim_organization using (organization_key) order by organization_key`,
    );
    expect(rows).toEqual([
      {
        name: "Big Unified",
        kind: "pseudo",
        level: "other",
        charter_funding: "not_charter",
        is_charter: false,
        enrollment_k12: 2860,
      },
      {
        name: "A Charter",
        kind: "school",
        level: "high",
        charter_funding: "directly_funded",
        is_charter: true,
        enrollment_k12: 300,
      },
    ]);
  });

  test("days belong to the school year that begins on 1 July", async () => {
    const connection = await stagedConnection();
    await buildTables(connection, { district: miniDistrict, asOf: "2025-04-15" });
    const rows = await rowsOf(
      connection,
      "select school_year, month, cast(week_on as varchar) as week_on, weekday from dim_date where date_on in ('2025-06-30', '2025-07-01') order by date_on",
    );
    expect(rows).toEqual([
      { school_year: "2024-25", month: "2025-06", week_on: "2025-06-30", weekday: 1 },
      { school_year: "2025-26", month: "2025-07", week_on: "2025-06-30", weekday: 2 },
    ]);
  });
});
