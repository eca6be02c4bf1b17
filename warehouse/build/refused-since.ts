import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * What was refused in the generation before, too, is as old as it was there. `previous` are attached databases with the
 * parts of that generation; parts that were made before kinds were dated have none.
 */
export async function keepRefusedSince(
  connection: DuckDBConnection,
  previous: readonly string[],
): Promise<void> {
  for (const database of previous) {
    const reader = await connection.runAndReadAll(
      "select 1 from duckdb_tables() where database_name = $1 and table_name = 'fct_rejection_kind'",
      [database],
    );
    if (reader.currentRowCount === 0) continue;
    await connection.run(`
      update fct_rejection_kind as kind set refused_since = least(kind.refused_since, earlier.refused_since)
      from ${database}.fct_rejection_kind as earlier
      where earlier.source = kind.source and earlier.feed = kind.feed and earlier.code = kind.code`);
  }
}
