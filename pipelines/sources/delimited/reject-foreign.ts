import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { studentColumns, toSchools } from "../../feeds/owned-feeds.ts";
import { mine, type Origin, rejectLoaded } from "./rejections.ts";

/**
 * Refuses rows of an operator's file that are not hers: about a school that somebody else ran at the date of the record,
 * or a student who is in none of her schools. A school that nobody knows stays an unknown one. Whether an unknown student
 * is somewhere else is not told: the answer is the same, so that no file finds out who is.
 */
export async function rejectForeign(
  connection: DuckDBConnection,
  origin: Origin,
  operator: string,
): Promise<void> {
  for (const { column } of toSchools(origin.feed)) {
    await rejectLoaded(connection, origin, {
      code: "scope.other_school",
      field: column,
      lines: othersSchools(origin, column, operator),
      reason: "You do not run this school.",
      mend: "Send rows of your own schools only; if it is yours, ask the district to correct its list of schools.",
    });
  }
  for (const { column, known } of studentColumns(origin.feed)) {
    await rejectLoaded(connection, origin, {
      code: "scope.other_student",
      field: column,
      lines: `select t.line from ${origin.feed.table} t where ${mine(origin)} and t.${column} is not null
        and t.${column} not in (${ownStudents(origin, known, operator)})`,
      reason: "No student of your schools has this id.",
      mend: "Correct the id; for a new student, send the roster with her first.",
    });
  }
}

/** Rows whose date is known are about whoever ran the school then; other rows about any who ever ran it. */
function othersSchools({ feed, ...origin }: Origin, column: string, operator: string): string {
  const isHers = `coalesce(o.operator_id = ${quoted(operator)}, false)`;
  const rows = `${feed.table} t join stg_organization o on o.organization_id = t.${column}
    where ${mine({ feed, ...origin })}`;
  if (!feed.watermark) return `select t.line from ${rows} group by t.line having not bool_or(${isHers})`;
  // Versions that begin after the date come last, the nearest first: before the first version that one holds.
  const nearest = `if(o.valid_from <= t.${feed.watermark}, o.valid_from - date '1900-01-01', date '1900-01-01' - o.valid_from)`;
  return `select t.line from ${rows} group by t.line having not arg_max(${isHers}, ${nearest})`;
}

/** The roster's students of her schools. 1.1 lists a user's schools in one cell. */
const ownStudents = ({ source }: Origin, known: string, operator: string): string => `
  select u.${known} from stg_or_user u
  join stg_or_role r on r.source = u.source and r.user_sourced_id = u.sourced_id and r.role = 'student'
  join stg_or_org school on school.source = u.source
    and list_contains(list_transform(string_split(r.org_sourced_id, ','), x -> trim(x)), school.sourced_id)
  where u.source = ${quoted(source)} and u.${known} is not null and school.identifier in
    (select organization_id from stg_organization where operator_id = ${quoted(operator)})`;
