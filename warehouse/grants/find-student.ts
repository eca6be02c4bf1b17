import type { DuckDBConnection } from "@duckdb/node-api";
import type { Reader } from "../district.ts";
import { mayReadStudents, type Reached, scopeOf } from "../semantic/scope.ts";
import { run } from "../semantic/sql/run.ts";

/** A student whom a reader may see; the birth date is null where no record has it. */
export type FoundStudent = { birthOn: string | null };

const sql = `
  with mine as (
    select organization_key from dim_organization
    where organization_id in (select unnest($schools::varchar[]))
      or operator_id in (select unnest($operators::varchar[]))
      or region in (select unnest($regions::varchar[]))
  )
  select cast(min(birth_on) as varchar) as birth_on, count(*)::integer as found
  from dim_student
  where is_current and durable_student_key <> -1 and state_student_id = $id
    and (
      $everything = 'yes'
      or state_student_id in (select unnest($students::varchar[]))
      or durable_student_key in (
        select durable_student_key from fct_enrollment_spell
        where is_enrolled and school_year = (select max(school_year) from fct_enrollment_spell)
          and organization_key in (select organization_key from mine)
      )
    )`;

const nowhere: Reached = { schools: [], operators: [], regions: [], students: [], historyOf: [] };

/**
 * A student by state student id, where the reader's grants reach her one by one: at a school that serves her now. One
 * beyond the grants is not told from one that does not exist: both are null.
 */
export async function findStudent(
  stateStudentId: string,
  reader: Reader,
  connection: DuckDBConnection,
): Promise<FoundStudent | null> {
  const scope = scopeOf(reader, { subject: "students", hasOrganization: true, hasStudent: true });
  if (scope.kind === "nothing" || !mayReadStudents(reader)) return null;
  const { schools, operators, regions, students } = scope.kind === "some" ? scope : nowhere;
  const everything = scope.kind === "everything" ? "yes" : "no";
  const parameters = { id: stateStudentId, schools, operators, regions, students, everything };
  const [row] = await run({ sql, parameters }, connection);
  if (!row || row.found === 0) return null;
  return { birthOn: typeof row.birth_on === "string" ? row.birth_on : null };
}
