import type { DuckDBConnection } from "@duckdb/node-api";
import { run } from "../sql/run.ts";

/** The key of each student by what `stateIdsOf` calls her; an id that no student has is left out. */
export async function studentKeys(ids: string[], connection: DuckDBConnection): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const sql = `select state_student_id as id, durable_student_key from dim_student
    where is_current and state_student_id in (select unnest($ids::varchar[]))
    union
    select source || ':' || source_student_id, durable_student_key from brg_student_identity
    where source || ':' || source_student_id in (select unnest($ids::varchar[]))`;
  const rows = await run({ sql, parameters: { ids } }, connection);
  return new Map(rows.map((row) => [String(row.id), Number(row.durable_student_key)] as const));
}
