import type { DuckDBConnection } from "@duckdb/node-api";
import { packageFiles, storedFields } from "../oneroster-binding/binding.ts";
import type { PackageFile } from "../oneroster-binding/field.ts";
import type { Version } from "../oneroster-binding/versions.ts";
import { rowsOf } from "../oneroster-rules/reference-rules.ts";

/** Gives the rows of an earlier version the columns of 1.2, so that all that follows knows one shape. */
export async function liftVersion(connection: DuckDBConnection, version: Version): Promise<void> {
  if (version.name === "1.2") return;
  await connection.run(`create or replace temp table ${rowsOf("roles")} as ${rolesOfUsers}`);
  for (const file of packageFiles) {
    const earlier = version.files.find(({ name }) => name === file.name);
    if (earlier) await connection.run(lifted(file, earlier, version.earlierNames[file.name] ?? {}));
  }
}

/** One role at every organisation of the user: 1.1 says no more. Its "administrator" stays one, of what is not told. */
const rolesOfUsers = `
  select distinct "sourcedId" || ':' || org as "sourcedId", null::varchar as "status", null::varchar as "dateLastModified",
    "sourcedId" as "userSourcedId", 'primary' as "roleType", "role", null::varchar as "beginDate", null::varchar as "endDate",
    org as "orgSourcedId", null::varchar as "userProfileSourcedId", line
  from (select *, unnest(string_split("orgSourcedIds", ',')) as org from ${rowsOf("users")})`;

/** A user of one organisation has that one as primary; of several, none is chosen. */
const onlyOrg = `case when "orgSourcedIds" not like '%,%' then "orgSourcedIds" end`;

function lifted(file: PackageFile, earlier: PackageFile, earlierNames: Record<string, string>): string {
  const there = new Set(storedFields(earlier).map(([name]) => name));
  const columns = storedFields(file).map(([name]) => {
    const source = earlierNames[name] ?? name;
    const isOnlyOrg = file.name === "users" && name === "primaryOrgSourcedId";
    const value = isOnlyOrg ? onlyOrg : there.has(source) ? `"${source}"` : "null::varchar";
    return `${value} as "${name}"`;
  });
  const rows = rowsOf(file.name);
  return `create or replace temp table ${rows} as select ${columns.join(", ")}, line from ${rows}`;
}
