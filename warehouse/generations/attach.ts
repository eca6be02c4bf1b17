import type { DuckDBConnection } from "@duckdb/node-api";
import type { Manifest } from "./manifest.ts";

/** Makes a generation a schema of views over its parts, which are attached read-only from the folder of parts. */
export async function attachGeneration(
  connection: DuckDBConnection,
  manifest: Manifest,
  parts: string,
): Promise<void> {
  for (const statement of attachStatements(manifest, parts)) await connection.run(statement);
}

/** What any DuckDB in memory runs to see a generation's tables in the schema of this generation. */
export function attachStatements(manifest: Manifest, parts: string): string[] {
  const schema = schemaOf(manifest);
  const files = [...new Set(manifest.parts.map((part) => part.file))];
  return [
    ...files.map(
      (file) => `attach if not exists ${quoted(`${parts}/${file}`)} as ${aliasOf(file)} (read_only)`,
    ),
    `create schema if not exists memory.${schema}`,
    ...[...filesByTable(manifest)].map(([table, holding]) => {
      const rows = holding.map((file) => `from ${aliasOf(file)}.${table}`).join(" union all by name ");
      return `create or replace view memory.${schema}.${table} as ${rows}`;
    }),
  ];
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
