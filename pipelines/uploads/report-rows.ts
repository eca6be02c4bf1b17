import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../feeds/define-feed.ts";
import type { FileCounts } from "../sources/delimited/stage-delimited.ts";

/** What becomes of the rows about one school; `key` is null for rows that say none of the operator's. */
export type SchoolRows = {
  key: string | null;
  label: string | null;
  read: number;
  loaded: number;
  rejected: number;
  quarantined: number;
};

/** One kind of error: how many rows and students it touches, where first, how to mend it and whose it is. */
export type ErrorKind = {
  code: string;
  /** The file within a package; null where the file is no package. */
  member: string | null;
  field: string | null;
  reason: string;
  mend: string;
  rows: number;
  students: number;
  /** The first lines, 1 is the header. */
  lines: number[];
  /** Names of the schools whose rows it touches. */
  schools: string[];
  owner: "operator" | "district" | "either";
};

type Asked = { source: string; file: string; operator: string | undefined };

const mostKinds = 200;
const firstLines = 5;

/** Rows by school, the operator's schools by name; what is about none of them, or unreadable, comes last. */
export async function rowsBySchool(
  connection: DuckDBConnection,
  { source, file, operator }: Asked,
  counts: FileCounts,
): Promise<SchoolRows[]> {
  const reader = await connection.runAndReadAll(`
    with hers as (${schools(operator)}),
    refused as (select distinct line from stg_rejection where source = ${quoted(source)} and file = ${quoted(file)})
    select hers.organization_id as key, hers.name as label, count(row.school)::integer as read,
      count(row.school) filter (row.is_loaded)::integer as loaded,
      count(row.school) filter (row.line in (select line from refused))::integer as rejected
    from hers ${operator === undefined ? "" : "left "}join upload_row row on row.school = hers.organization_id
    group by all order by label, key`);
  const named = (reader.getRowObjectsJson() as Omit<SchoolRows, "quarantined">[]).map((row) => ({
    ...row,
    quarantined: row.read - row.loaded - row.rejected,
  }));
  const rest = (part: "read" | "loaded" | "rejected" | "quarantined") =>
    counts[part] - named.reduce((sum, row) => sum + row[part], 0);
  const others = { read: rest("read"), loaded: rest("loaded"), rejected: rest("rejected") };
  const isThere = others.read > 0;
  return [
    ...named,
    ...(isThere ? [{ key: null, label: null, ...others, quarantined: rest("quarantined") }] : []),
  ];
}

/** Schools by their latest name; without an operator all that are known. */
const schools = (operator: string | undefined): string => `
  select organization_id, arg_max(name, valid_from) as name from stg_organization
  ${operator === undefined ? "" : `where operator_id = ${quoted(operator)}`} group by organization_id`;

/** Each kind of error once, the most frequent first. What stood in a cell is not told: the line leads to it. */
export async function errorKinds(
  connection: DuckDBConnection,
  { source, file, operator }: Asked,
): Promise<ErrorKind[]> {
  const member = `if(found.file = ${quoted(file)}, null, substr(found.file, ${file.length + 2}))`;
  const reader = await connection.runAndReadAll(`
    with hers as (${schools(operator)})
    select found.code, ${member} as member, found.field, found.reason, found.mend,
      greatest(count(distinct found.line), 1)::integer as rows, count(distinct row.student)::integer as students,
      coalesce(list_sort(list(distinct found.line::integer))[1:${firstLines}], []) as lines,
      coalesce(list_sort(list(distinct hers.name) filter (hers.name is not null)), []) as schools
    from stg_rejection found
    left join upload_row row on row.line = found.line
    left join hers on hers.organization_id = row.school
    where found.source = ${quoted(source)} and (found.file = ${quoted(file)} or starts_with(found.file, ${quoted(`${file}/`)}))
    group by all order by rows desc, code, member, field limit ${mostKinds}`);
  const kinds = reader.getRowObjectsJson() as Omit<ErrorKind, "owner">[];
  return kinds.map((kind) => ({
    ...kind,
    lines: kind.lines.filter((line) => line !== null),
    owner: ownerOf(kind.code),
  }));
}

/** The list of schools and the calendars are the district's; whether a day or a school is missing there, nobody can tell. */
function ownerOf(code: string): ErrorKind["owner"] {
  const isEither = [
    "reference.unknown_organization",
    "semantic.absence_on_non_school_day",
    "scope.other_school",
  ];
  return isEither.includes(code) ? "either" : "operator";
}
