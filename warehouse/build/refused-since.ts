import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * What was refused in the generation before, too, is as old as it was there. `previous` is the schema with the tables of that
 * generation; those of before kinds were dated have none.
 */
export async function keepRefusedSince(connection: DuckDBConnection, previous: string): Promise<void> {
  const reader = await connection.runAndReadAll(
    "select 1 from duckdb_views() where schema_name = $1 and view_name = 'fct_rejection_kind'",
    [previous],
  );
  if (reader.currentRowCount === 0) return;
  await connection.run(`
    update fct_rejection_kind as kind set refused_since = least(kind.refused_since, earlier.refused_since)
    from ${previous}.fct_rejection_kind as earlier
    where earlier.source = kind.source and earlier.feed = kind.feed and earlier.code = kind.code`);
}
