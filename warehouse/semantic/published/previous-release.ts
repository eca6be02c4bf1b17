import type { DuckDBConnection } from "@duckdb/node-api";
import { countId, type ReleasedCount } from "./count.ts";

/** What the generation before released: its counts, hidden ones too, and the day of each monthly table. */
export type PreviousRelease = {
  counts: Map<string, ReleasedCount>;
  /** The day (ISO) of the tables that were released monthly; null where there are none. */
  monthlyOn: string | null;
  /** What the rule and the schools were, as `termsOf` writes them; null where they are not all the same. */
  terms: string | null;
};

export const noRelease: PreviousRelease = { counts: new Map(), monthlyOn: null, terms: null };

/**
 * Reads the release before from attached parts, and leaves its published cells in the temporary table
 * `previous_cell`. Parts that were made before there were published tables have none.
 */
export async function readPreviousRelease(
  connection: DuckDBConnection,
  databases: readonly string[],
): Promise<PreviousRelease> {
  const found = await connection.runAndReadAll(
    `select database_name from duckdb_tables() where table_name = 'agg_published_cell' and database_name <> current_database()`,
  );
  const holding = found.getRowsJson().map(([name]) => String(name));
  const from = databases.filter((name) => holding.includes(name));
  if (from.length === 0) return noRelease;
  const all = (table: string) => from.map((name) => `from ${name}.${table}`).join(" union all by name ");
  await connection.run(`create or replace temp table previous_cell as ${all("agg_published_cell")}`);
  const rows = (await connection.runAndReadAll(all("agg_protected_count"))).getRowObjectsJson();
  const counts = new Map<string, ReleasedCount>();
  for (const row of rows) {
    const count: ReleasedCount = {
      schoolYear: String(row.school_year),
      aggregate: String(row.aggregate),
      place: String(row.place),
      of: String(row.of),
      persons: Number(row.persons),
      isHidden: row.is_hidden === true,
    };
    counts.set(countId(count), count);
  }
  const monthly = await connection.runAndReadAll(
    "select max(released_on)::varchar from previous_cell where dimensions = 'school student_group' and key_2 <> 'ALL'",
  );
  const day = monthly.getRowsJson()[0]?.[0];
  const terms = new Set(rows.map((row) => row.terms));
  const [only] = terms;
  return {
    counts,
    monthlyOn: typeof day === "string" ? day : null,
    terms: terms.size === 1 && typeof only === "string" ? only : null,
  };
}
