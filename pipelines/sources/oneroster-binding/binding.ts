import type { DuckDBConnection } from "@duckdb/node-api";
import { allFields, columnName, type Field, type PackageFile } from "./field.ts";
import { gradebook, resources } from "./gradebook-and-resources.ts";
import { rostering } from "./rostering.ts";

/** All 21 files of the OneRoster 1.2 CSV binding. */
export const packageFiles: PackageFile[] = [...rostering, ...gradebook, ...resources];

/** Creates the empty stg_or_ tables: the binding's columns in snake_case, passwords left out. */
export async function createPackageTables(connection: DuckDBConnection): Promise<void> {
  for (const file of packageFiles) {
    const columns = storedFields(file).map(([name, field]) => `"${columnName(name)}" ${sqlType(field)}`);
    await connection.run(
      `create table ${file.table} (${columns.join(", ")}, source varchar, file varchar, line bigint)`,
    );
  }
}

export const storedFields = (file: PackageFile): [string, Field][] =>
  allFields(file).filter(([, field]) => field.kind !== "secret");

function sqlType({ kind }: Field): string {
  if (kind === "date") return "DATE";
  return kind === "number" || kind === "integer" ? "DOUBLE" : "VARCHAR";
}
