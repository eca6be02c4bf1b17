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
 * Reads the release before from the schema with its tables, and leaves its published cells in the temporary table
 * `previous_cell`. Generations of before there were published tables have none.
 */
export async function readPreviousRelease(
  connection: DuckDBConnection,
  previous: string,
): Promise<PreviousRelease> {
  const found = await connection.runAndReadAll(
    "select 1 from duckdb_views() where schema_name = $1 and view_name = 'agg_published_cell'",
    [previous],
  );
  if (found.currentRowCount === 0) return noRelease;
  await connection.run(`create or replace temp table previous_cell as from ${previous}.agg_published_cell`);
  const rows = (await connection.runAndReadAll(`from ${previous}.agg_protected_count`)).getRowObjectsJson();
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
