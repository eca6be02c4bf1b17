import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type Manifest, partsFolder } from "#warehouse";
import type { School } from "./known-sums.ts";

/** How many students truly stand behind a number: of which aggregate, where, and of whom. */
export type Counted = { schoolYear: string; aggregate: string; place: string; of: string; persons: number };

/** The truth of one generation, and what everybody knows of its schools. */
export type Truth = { counts: Counted[]; schools: School[] };

/** Reads a generation's parts past every gate. */
export async function readTruth(dataDir: string, { parts }: Manifest): Promise<Truth> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const files = [...new Set(parts.map(({ file }) => file))];
    for (const [index, file] of files.entries())
      await connection.run(`attach '${join(partsFolder(dataDir), file)}' as p${index} (read_only)`);
    const rowsOf = async (table: string, columns: string, condition = "true") => {
      const holding = parts.filter((part) => part.table === table);
      const from = holding.map(({ file }) => `from p${files.indexOf(file)}.${table}`).join(" union all ");
      const found = await connection.runAndReadAll(`select ${columns} from (${from}) where ${condition}`);
      return found.getRowsJson().map((row) => row.map(String));
    };
    const counts = await rowsOf("agg_protected_count", 'school_year, aggregate, place, "of", persons');
    const schools = await rowsOf(
      "dim_organization",
      "organization_id, level, charter_funding",
      "is_current and organization_id is not null",
    );
    return {
      counts: counts.map(([schoolYear = "", aggregate = "", place = "", of = "", persons]) => ({
        schoolYear,
        aggregate,
        place,
        of,
        persons: Number(persons),
      })),
      schools: schools.map(([id = "", level = "", charterFunding = ""]) => ({ id, level, charterFunding })),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
