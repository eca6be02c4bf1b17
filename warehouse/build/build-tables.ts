import type { DuckDBConnection } from "@duckdb/node-api";
import type { District } from "../district.ts";
import { configure } from "./configure.ts";
import { raiseAlerts } from "./raise-alerts.ts";
import { type TableFile, tableFiles } from "./table-list.ts";

/** What a build depends on besides the staged rows. */
export type BuildOptions = {
  district: District;
  /** The day that counts as today, ISO date. */
  asOf: string;
  /** How many enrolments' days are built at once; the tables are the same however many. */
  enrollmentsAtOnce?: number | undefined;
  onProgress?: (progress: BuildProgress) => void;
};

/** `built` of `tables` are done; `table` is the one that was just built. */
export type BuildProgress = { table: string; built: number; tables: number; seconds: number };

/**
 * Builds every table of the star schema from the stg_ tables of the connection. The same staging rows, district and day
 * give the same tables, surrogate keys included.
 */
export async function buildTables(connection: DuckDBConnection, options: BuildOptions): Promise<void> {
  await configure(connection, options.district, options.asOf);
  const files = tableFiles();
  for (const [index, file] of files.entries()) {
    const startedAt = performance.now();
    await buildTable(connection, file, options.enrollmentsAtOnce ?? usuallyAtOnce);
    const seconds = (performance.now() - startedAt) / 1000;
    options.onProgress?.({ table: file.name, built: index + 1, tables: files.length, seconds });
  }
  await raiseAlerts(connection);
}

/**
 * Of about 180 days each, so many enrolments are nine million rows, which are sorted in memory; those of the largest
 * district at once spill.
 */
const usuallyAtOnce = 50_000;

async function buildTable(connection: DuckDBConnection, file: TableFile, atOnce: number): Promise<void> {
  try {
    if (file.repeat === null) await connection.run(file.sql);
    else
      for (const year of await calendarYears(connection)) {
        await setYear(connection, year);
        const runs = file.repeat === "schools" ? await schoolRanges(connection, year, atOnce) : [null];
        for (const range of runs) await runFor(connection, file.sql, range);
      }
  } catch (error) {
    throw new Error(`The table ${file.name} could not be built (warehouse/tables/${file.name}.sql).`, {
      cause: error,
    });
  }
}

async function calendarYears(connection: DuckDBConnection): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    "select school_year from cfg_school_year union select school_year from dim_school_calendar_day order by all",
  );
  return reader.getRowsJson().map(([schoolYear]) => String(schoolYear));
}

const setYear = (connection: DuckDBConnection, schoolYear: string) =>
  connection.run(
    "set variable school_year = (select min(school_year) from dim_school_calendar_day where school_year = $1)",
    [schoolYear],
  );

/** Keys of schools, first and last; null for all. */
type Range = [number, number] | null;

async function runFor(connection: DuckDBConnection, sql: string, range: Range): Promise<void> {
  if (range) {
    await connection.run(`set variable first_organization_key = ${range[0]}`);
    await connection.run(`set variable last_organization_key = ${range[1]}`);
  }
  await connection.run(sql);
}

/** Ranges in the order of the schools' keys, so that the table is sorted by school; one where nobody is enrolled. */
async function schoolRanges(
  connection: DuckDBConnection,
  schoolYear: string,
  atOnce: number,
): Promise<Range[]> {
  const reader = await connection.runAndReadAll(
    `select min(organization_key)::integer, max(organization_key)::integer
     from (
       select organization_key, (sum(count(*)) over (order by organization_key) - 1) // $at_once as range_number
       from brg_enrollment_interval where school_year = $school_year group by organization_key)
     group by range_number order by range_number`,
    { school_year: schoolYear, at_once: atOnce },
  );
  const ranges = reader.getRows().map(([first, last]): Range => [Number(first), Number(last)]);
  return ranges.length > 0 ? ranges : [[0, -1]];
}
