import type { DuckDBConnection } from "@duckdb/node-api";
import type { Manifest } from "./manifest.ts";

/** Makes a generation a schema of views over its parts, which are attached read-only from the folder of parts. */
export async function attachGeneration(
  connection: DuckDBConnection,
  manifest: Manifest,
  parts: string,
): Promise<void> {
  const schema = schemaOf(manifest);
  for (const file of new Set(manifest.parts.map((part) => part.file)))
    await connection.run(
      `attach if not exists ${quoted(`${parts}/${file}`)} as ${aliasOf(file)} (read_only)`,
    );
  await connection.run(`create schema if not exists memory.${schema}`);
  for (const [table, files] of filesByTable(manifest)) {
    const rows = files.map((file) => `from ${aliasOf(file)}.${table}`).join(" union all by name ");
    await connection.run(`create or replace view memory.${schema}.${table} as ${rows}`);
  }
}

/** The schema of a generation's views. */
export const schemaOf = ({ generation }: Manifest): string => generation.replace("-", "_");

/** A path or a value of ours as a text of SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const aliasOf = (file: string) =>
  `part_${file
    .replace(/\.duckdb$/, "")
    .replace(/[^a-z0-9]/gi, "_")
    .slice(0, 24)}`;

function filesByTable(manifest: Manifest): Map<string, string[]> {
  const tables = new Map<string, string[]>();
  for (const { table, file } of manifest.parts) tables.set(table, [...(tables.get(table) ?? []), file]);
  return tables;
}
