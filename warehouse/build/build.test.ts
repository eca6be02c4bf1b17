import { describe, expect, test } from "vitest";
import { buildTables } from "./build-tables.ts";
import { miniDistrict, rowsOf, stagedConnection } from "./mini-district.ts";
import { tableList } from "./table-list.ts";

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
