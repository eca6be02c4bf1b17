import type { DuckDBConnection } from "@duckdb/node-api";
import type { Manifest, ManifestPart } from "./manifest.ts";

/**
 * Makes a generation a schema of views over its parts, which are attached read-only from the folder of parts. One that was
 * published before a table had one of its columns is read as if it had it.
 */
export async function attachGeneration(
  connection: DuckDBConnection,
  manifest: Manifest,
  parts: string,
): Promise<void> {
  for (const statement of attachStatements(manifest, parts)) await connection.run(statement);
  const tables = partsByTable(manifest);
  for (const { table, column, value } of laterColumns) {
    const rows = rowsIn(tables.get(table) ?? []);
    if (rows === "") continue;
    const names = (await connection.runAndReadAll(`${rows} limit 0`)).columnNames();
    if (names.includes(column)) continue;
    const view = `memory.${schemaOf(manifest)}.${table}`;
    await connection.run(`create or replace view ${view} as select *, ${value} as ${column} from (${rows})`);
  }
}

/** Columns of tables that were published without them, and a value that is right for every row there. */
const laterColumns = [
  // Of whoever is not known to have one school only, the rows are added up.
  { table: "fct_student_period", column: "is_only_school", value: "false" },
];

/** What any DuckDB in memory runs to see a generation's tables in the schema of this generation. */
export function attachStatements(manifest: Manifest, parts: string): string[] {
  return viewStatements(manifest, parts, `memory.${schemaOf(manifest)}`);
}

/** The same, with the tables in the schema of a name. */
export function viewStatements(manifest: Manifest, parts: string, schema: string): string[] {
  const files = [...new Set(manifest.parts.map((part) => part.file))];
  return [
    ...files.map(
      (file) => `attach if not exists ${quoted(`${parts}/${file}`)} as ${aliasOf(file)} (read_only)`,
    ),
    `create schema if not exists ${schema}`,
    ...[...partsByTable(manifest)].map(
      ([table, holding]) => `create or replace view ${schema}.${table} as ${rowsIn(holding)}`,
    ),
  ];
}

/** The rows of a table in all its parts. */
const rowsIn = (holding: readonly ManifestPart[]): string =>
  holding.map((part) => `from ${relationIn(part)}`).join(" union all by name ");

/** The schema of a generation's views. */
export const schemaOf = ({ generation }: Manifest): string => generation.replace("-", "_");

/** A path or a value of ours as a text of SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A part's table, where its file is attached under its alias. */
export const relationIn = ({ file, table }: ManifestPart): string => `${aliasOf(file)}.${table}`;

/** The name under which a part file is attached. */
const aliasOf = (file: string) =>
  `part_${file
    .replace(/\.duckdb$/, "")
    .replace(/[^a-z0-9]/gi, "_")
    .slice(0, 24)}`;

function partsByTable(manifest: Manifest): Map<string, ManifestPart[]> {
  const tables = new Map<string, ManifestPart[]>();
  for (const part of manifest.parts) tables.set(part.table, [...(tables.get(part.table) ?? []), part]);
  return tables;
}
