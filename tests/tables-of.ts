import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { partsFolder, readCurrentGeneration } from "#warehouse";

/** What tells of files and lines differs by what was sent, and what is protected by what was published before. */
const bySending = new Set([
  "fct_file",
  "agg_load_classes",
  "agg_load_services",
  "fct_rejection",
  "fct_rejection_kind",
  "fct_repair",
  "dim_generation",
]);
const byHistory = new Set(["agg_protected_count", "agg_published_cell"]);

/** What these tell of rows that are published is the same, whichever file they came in. */
const withoutFiles: Record<string, string> = {
  fct_school_load:
    "source, feed, organization_id, sum(rows_published) as rows_published, sum(rows_later) as rows_later",
  agg_load_attendance:
    "school_year, first_on, source, organization_id, sum(rows_published) as rows_published",
};

/** Count and hash of every published table, by table and part. */
export async function tablesOf(dataDir: string): Promise<Record<string, string>> {
  const parts = readCurrentGeneration(dataDir)?.parts ?? [];
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const found: Record<string, string> = {};
  const files = [...new Set(parts.map(({ file }) => file))];
  for (const [at, file] of files.entries())
    await connection.run(`attach '${join(partsFolder(dataDir), file)}' as part_${at} (read_only)`);
  for (const { table, part, days = "", file } of parts.filter(
    (one) => !bySending.has(one.table) && !byHistory.has(one.table),
  )) {
    const relation = `part_${files.indexOf(file)}.${table}`;
    const told = withoutFiles[table];
    const from = told === undefined ? relation : `(select ${told} from ${relation} group by all)`;
    const rows = await connection.runAndReadAll(
      `select count(*)::varchar, sum(hash(t))::varchar from ${from} as t`,
    );
    found[`${table} ${part} ${days}`] = rows.getRowsJson().join();
  }
  connection.closeSync();
  instance.closeSync();
  return found;
}
