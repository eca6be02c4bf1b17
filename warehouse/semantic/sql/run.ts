import {
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  VARCHAR,
} from "@duckdb/node-api";
import type { Statement } from "./compile.ts";

/** Runs a statement; texts and lists of texts are bound, dates come back as ISO texts. */
export async function run(
  { sql, parameters }: Statement,
  connection: DuckDBConnection,
): Promise<Record<string, unknown>[]> {
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  for (const [name, value] of Object.entries(parameters)) {
    values[name] = typeof value === "string" ? value : listValue([...value]);
    types[name] = typeof value === "string" ? VARCHAR : LIST(VARCHAR);
  }
  const result = await connection.runAndReadAll(sql, values, types);
  return result.getRowObjectsJson();
}
