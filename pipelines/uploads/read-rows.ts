import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../feeds/define-feed.ts";
import { studentColumns, toSchools } from "../feeds/owned-feeds.ts";
import { matchHeader } from "../sources/delimited/match-header.ts";
import { lineOf, readRaw } from "../sources/delimited/read-raw.ts";
import { type DelimitedFile, scanned } from "../sources/delimited/stage-delimited.ts";
import { packageFiles } from "../sources/oneroster-binding/binding.ts";

/** The rows of a checked file as `upload_row`: line, the school it is about, the student, and whether it is loaded. */
const createRows = "create or replace temp table upload_row as";

/**
 * Puts the well-formed rows of a delimited file into `upload_row`, refused ones too: what they say of school and student
 * is read as it stands there. Where rows name no school, it is the one that the student was enrolled in last.
 */
export async function readUploadRows(connection: DuckDBConnection, file: DelimitedFile): Promise<void> {
  const { feed, source } = file;
  const { request, scan } = await scanned(file);
  if ("fault" in scan) throw new Error(`${file.file} was staged and cannot be read again.`);
  const { positions } = matchHeader(feed, scan.header, file.file);
  const names = { school: toSchools(feed)[0]?.column, student: studentColumns(feed)[0]?.column };
  const columns = Object.entries(names).flatMap(([name, column]) => {
    const index = column === undefined ? undefined : positions.get(column);
    return index === undefined ? [] : [{ index, name }];
  });
  const first = columns.length > 0 ? columns : [{ index: 0, name: "first_cell" }];
  await readRaw(connection, request, scan, { table: "upload_raw", columns: first });
  const student = names.student === undefined ? "null::varchar" : "student";
  const school = names.school === undefined ? "last_school" : "school";
  await connection.run(`${createRows}
    with raw as (select ${lineOf(scan)} as line, ${student} as student_id, * from upload_raw),
    last as (
      select student_id, arg_max(organization_id, entered_on) as last_school from stg_enrollment_spell
      where source = ${quoted(source)} group by student_id
    ),
    loaded as (select line from ${feed.table} where source = ${quoted(source)} and file = ${quoted(file.file)})
    select raw.line, ${school} as school, raw.student_id as student, loaded.line is not null as is_loaded
    from raw left join last using (student_id) left join loaded on loaded.line = raw.line`);
  await connection.run("drop table upload_raw");
}

/** Which column of a package's file names the school that a row is about. */
const schoolOf: Record<string, string> = {
  users: "primary_org_sourced_id",
  roles: "org_sourced_id",
  classes: "school_sourced_id",
  enrollments: "school_sourced_id",
  lineItems: "school_sourced_id",
};

/** The same of an accepted package: every row of it is loaded. */
export async function readPackageRows(
  connection: DuckDBConnection,
  { source, file }: { source: string; file: string },
): Promise<void> {
  const rows = packageFiles.map(({ name, table }) => {
    const school = schoolOf[name];
    const student = name === "users" ? "r.sourced_id" : "null";
    return `select o.identifier as school, ${student} as student from ${table} r
      left join stg_or_org o on o.source = r.source and o.sourced_id = ${school === undefined ? "null" : `r.${school}`}
      where r.source = ${quoted(source)} and starts_with(r.file, ${quoted(`${file}/`)})`;
  });
  await connection.run(
    `${createRows} select null::bigint as line, school, student, true as is_loaded from (${rows.join(" union all ")})`,
  );
}

/** Nothing of a refused package can be told apart by school. */
export const readNoRows = async (connection: DuckDBConnection): Promise<void> => {
  await connection.run(
    `${createRows} select null::bigint as line, null::varchar as school, null::varchar as student, false as is_loaded where false`,
  );
};
