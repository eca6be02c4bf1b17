import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { countOf } from "../delimited/read-raw.ts";
import { packageFiles, storedFields } from "../oneroster-binding/binding.ts";
import { columnName, type PackageFile } from "../oneroster-binding/field.ts";
import { rowsOf } from "../oneroster-rules/reference-rules.ts";
import type { FileMode } from "./package-manifest.ts";

export type Modes = ReadonlyMap<string, FileMode>;

export const holdsChanges = (modes: Modes): boolean => [...modes.values()].includes("delta");

/**
 * Makes of a package of changes the package that they lead to: what is staged of the source stands beside its rows, without a line,
 * unless they say it anew, and the records that they delete are gone. Gives the modes that a bulk package of all that would have.
 */
export async function completeRows(
  connection: DuckDBConnection,
  source: string,
  modes: Map<string, FileMode>,
): Promise<Map<string, FileMode>> {
  const complete = new Map(modes);
  for (const file of packageFiles) {
    const rows = rowsOf(file.name);
    await connection.run(
      `create or replace temp table ${goneFrom(file)} as
       select "sourcedId" from ${rows} where status = 'tobedeleted'`,
    );
    if (modes.get(file.name) === "bulk") continue;
    const fields = storedFields(file).map(([field]) => field);
    await connection.run(`
      insert into ${rows} (${fields.map((field) => `"${field}"`).join(", ")})
      select ${fields.map((field) => `cast("${columnName(field)}" as varchar)`).join(", ")} from ${file.table}
      where source = ${quoted(source)} and sourced_id not in (select "sourcedId" from ${rows})`);
    await connection.run(`delete from ${rows} where status = 'tobedeleted'`);
    if ((await countOf(connection, rows)) > 0) complete.set(file.name, "bulk");
  }
  return complete;
}

const goneFrom = ({ name }: PackageFile) => `${rowsOf(name)}_gone`;

/** Takes what is staged of a source away that a package of changes says anew or deletes, and notes how much of each file. */
export async function replaceStaged(
  connection: DuckDBConnection,
  { source, file: by }: { source: string; file: string },
  modes: Modes,
): Promise<void> {
  for (const file of packageFiles) {
    const mode = modes.get(file.name) ?? "absent";
    if (mode === "absent") continue;
    const isReplaced = `sourced_id in (
      select "sourcedId" from ${rowsOf(file.name)} where line is not null union all from ${goneFrom(file)})`;
    const older = `source = ${quoted(source)} ${mode === "bulk" ? "" : `and ${isReplaced}`}`;
    await connection.run(`
      insert into stg_replaced
      select ${quoted(source)}, ${quoted(file.name)}, file, ${quoted(`${by}/${file.name}.csv`)}, null, count(*)
      from ${file.table} where ${older} group by all`);
    await connection.run(`delete from ${file.table} where ${older}`);
  }
}

/** Removes what `completeRows` has left. */
export async function dropGone(connection: DuckDBConnection): Promise<void> {
  for (const file of packageFiles) await connection.run(`drop table if exists ${goneFrom(file)}`);
}
