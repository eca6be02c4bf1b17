import type { DuckDBConnection } from "@duckdb/node-api";
import { readSqlFolder } from "./sql-file.ts";

/** Fills fct_alert: every row that a file of warehouse/alerts selects is an alert. */
export async function raiseAlerts(connection: DuckDBConnection): Promise<void> {
  for (const { name, sql } of readSqlFolder("alerts")) {
    const alert = sql.trim().replace(/;$/, "");
    try {
      await connection.run(`
        insert into fct_alert by name
        with alert as (${alert}
        )
        select alert.*, program.is_case_file, alert.settled_on is null and not program.is_case_file as is_current
        from alert left join dim_program as program using (program_id)
        order by alert, program_id, fired_on, evidence`);
    } catch (error) {
      throw new Error(`The alert ${name} could not be evaluated (warehouse/alerts/${name}.sql).`, {
        cause: error,
      });
    }
  }
}
