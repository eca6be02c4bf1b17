import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
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
  const counts = await readCounts(connection, `${previous}.agg_protected_count`);
  const monthly = await connection.runAndReadAll(
    "select max(released_on)::varchar from previous_cell where dimensions = 'school student_group' and key_2 <> 'ALL'",
  );
  const day = monthly.getRowsJson()[0]?.[0];
  const named = await connection.runAndReadAll(`from ${previous}.agg_protected_count limit 0`);
  const terms = named.columnNames().includes("terms")
    ? await differentIn(connection, "terms", `${previous}.agg_protected_count`)
    : [];
  return {
    counts,
    monthlyOn: typeof day === "string" ? day : null,
    terms: terms.length === 1 ? (terms[0] ?? null) : null,
  };
}

/** Counts by id, with few different texts in hundreds of thousands of rows: each text is read once, and told by its place. */
async function readCounts(connection: DuckDBConnection, table: string): Promise<Map<string, ReleasedCount>> {
  const columns = ["school_year", "aggregate", "place", "of"] as const;
  const texts = await Promise.all(columns.map((column) => differentIn(connection, column, table)));
  const ranked = columns.map(
    (
      column,
    ) => `${column}_text as (select ${column}, row_number() over (order by ${column}) - 1 as ${column}_at
      from (select distinct ${column} from ${table} where ${column} is not null))`,
  );
  const rows = await connection.stream(`
    with ${ranked.join(", ")}
    select ${columns.map((column) => `${column}_at::integer`).join(", ")}, persons, is_hidden
    from ${table} ${columns.map((column) => `join ${column}_text using (${column})`).join(" ")}
    order by all`);
  const counts = new Map<string, ReleasedCount>();
  // A chunk at a time: tables are being built beside it.
  for await (const found of rows.yieldRows())
    for (const [year, aggregate, place, of, persons, isHidden] of found) {
      const text = (column: number, at: DuckDBValue | undefined) => texts[column]?.[Number(at)] ?? "";
      const count = {
        schoolYear: text(0, year),
        aggregate: text(1, aggregate),
        place: text(2, place),
        of: text(3, of),
        persons: Number(persons),
        isHidden: isHidden === true,
      };
      counts.set(countId(count), count);
    }
  return counts;
}

/** The different texts of a column, in their order. */
async function differentIn(connection: DuckDBConnection, column: string, table: string): Promise<string[]> {
  const rows = await connection.runAndReadAll(
    `select distinct ${column} from ${table} where ${column} is not null order by ${column}`,
  );
  return rows.getRowsJson().map(([text]) => String(text));
}
