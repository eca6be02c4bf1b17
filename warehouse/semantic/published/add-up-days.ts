import type { DuckDBConnection } from "@duckdb/node-api";
import { allFacts } from "../model/facts.ts";

/**
 * The tables of days added up (`withoutDays`), by name, with the table that each is made of and how: a row per student, school,
 * version and year.
 */
export const daysAddedUp: ReadonlyMap<string, { of: string; sql: string }> = new Map(
  allFacts().flatMap(({ withoutDays }) => {
    if (!withoutDays) return [];
    const sums = withoutDays.sums.map((column) => `cast(sum(${column}) as bigint) as ${column}`);
    const keys = [
      "school_year",
      "organization_key",
      "student_key",
      "durable_student_key",
      ...withoutDays.kept,
    ];
    // A student's rows side by side are added up five times as fast (10.9 M rows: 1.1 s instead of 5.8).
    const rows = `(from ${withoutDays.of} order by organization_key, student_key)`;
    const sql = `select ${[...keys, ...sums].join(", ")} from ${rows} group by all`;
    return [[withoutDays.table, { of: withoutDays.of, sql }] as const];
  }),
);

/** Makes each as a temporary table: what is counted of whole years reads a million rows then instead of a hundred million. */
export async function addUpDays(connection: DuckDBConnection): Promise<void> {
  for (const [name, { sql }] of daysAddedUp)
    await connection.run(`create or replace temp table ${name} as ${sql}`);
}
