import type { DuckDBConnection } from "@duckdb/node-api";
import type { District } from "../district.ts";
import { decrees } from "../obligations/scorecard.ts";

/** Writes what the district decides into cfg_ tables, with bound values, and sets the variable `as_of`. */
export async function configure(
  connection: DuckDBConnection,
  district: District,
  asOf: string,
): Promise<void> {
  await connection.run(`
    create or replace table cfg_district (name varchar, district_id varchar, parts_per_day integer, as_of date);
    create or replace table cfg_school_year
      (school_year varchar, starts_on date, ends_on date, norm_day_on date, census_day_on date);
  `);
  await connection.run("insert into cfg_district values ($1, $2, $3, $4)", [
    district.name,
    district.districtId,
    district.partsPerDay,
    asOf,
  ]);
  for (const year of district.schoolYears) {
    await connection.run("insert into cfg_school_year values ($1, $2, $3, $4, $5)", [
      year.schoolYear,
      year.startsOn,
      year.endsOn,
      year.normDayOn,
      year.censusDayOn,
    ]);
  }
  // Below its threshold DuckDB turns an asof join into a nested loop, also where it merely underestimates: 60,000 × 50,000 rows.
  await connection.run("set asof_loop_join_threshold = 0");
  await writeObligations(connection);
  await connection.run("set variable as_of = (select as_of from cfg_district)");
  await connection.run(
    "set variable same_day_last_year = (select cast(as_of - interval 1 year as date) from cfg_district)",
  );
  await connection.run("set variable parts_per_day = (select parts_per_day from cfg_district)");
}

async function writeObligations(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace table cfg_obligation (decree varchar, decree_label varchar, is_fictional boolean, in_force_from date,
      in_force_to date, outcome varchar, label varchar, measure varchar, operator varchar, target double, citation varchar,
      version varchar)`);
  for (const { decree, label, isFictional, from, to, outcomes } of decrees) {
    for (const { outcome, label: words, measure, operator, target, citation, version } of outcomes) {
      await connection.run(
        "insert into cfg_obligation values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        [decree, label, isFictional, from, to, outcome, words, measure, operator, target, citation, version],
      );
    }
  }
}
