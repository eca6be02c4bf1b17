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
    await buildTable(connection, file);
    const seconds = (performance.now() - startedAt) / 1000;
    options.onProgress?.({ table: file.name, built: index + 1, tables: files.length, seconds });
  }
  await raiseAlerts(connection);
}

async function buildTable(connection: DuckDBConnection, file: TableFile): Promise<void> {
  try {
    if (!file.isRepeated) await connection.run(file.sql);
    else for (const year of await calendarYears(connection)) await runForYear(connection, file.sql, year);
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

async function runForYear(connection: DuckDBConnection, sql: string, schoolYear: string): Promise<void> {
  await connection.run(
    "set variable school_year = (select min(school_year) from dim_school_calendar_day where school_year = $1)",
    [schoolYear],
  );
  await connection.run(sql);
}
