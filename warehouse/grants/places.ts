import type { DuckDBConnection } from "@duckdb/node-api";
import { allFacts } from "../semantic/model/facts.ts";
import { run } from "../semantic/sql/run.ts";

/** A version of a school or placement, its attributes by the dimensions that show them. */
export type Place = Record<PlaceDimension, string | null> & { key: number; name: string };
export type PlaceDimension = (typeof placeDimensions)[number];

/** Every dimension of a place. */
export const placeDimensions = [
  "school",
  "organization_kind",
  "level",
  "region",
  "board_district",
  "operator",
  "charter_funding",
  "district",
] as const;

const everyPlace = `
  select organization_key as key, name, organization_id as school, kind as organization_kind, level, region, board_district,
    operator_id as operator, charter_funding, district_id as district
  from dim_organization`;

/** All places of a generation, in every version: what schools there are is no secret, so nothing of a reader is asked. */
export async function placesIn(connection: DuckDBConnection): Promise<Place[]> {
  const rows = await run({ sql: everyPlace, parameters: {} }, connection);
  const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return rows.map((row) => ({
    ...{ key: Number(row.key), name: String(row.name), school: textOf(row.school) },
    ...{ organization_kind: textOf(row.organization_kind), level: textOf(row.level) },
    ...{ region: textOf(row.region), board_district: textOf(row.board_district) },
    ...{ operator: textOf(row.operator), charter_funding: textOf(row.charter_funding) },
    district: textOf(row.district),
  }));
}

/** Students by state student id, and those whom these schools serve now. */
export type StudentsOf = { students: string[]; historyOf: string[] };

// Days of attendance are hundreds of times as many rows, and their schools are those of the running totals.
const tablesOfStudents = allFacts()
  .filter(({ hasStudent, hasOrganization, runsDayByDay }) => hasStudent && hasOrganization && !runsDayByDay)
  .map(({ table }) => `select organization_key, durable_student_key from ${table}`);

const everyPlaceOf = `
  with mine as (
    select durable_student_key from dim_student where state_student_id in (select unnest($students::varchar[]))
    union
    select spell.durable_student_key
    from fct_enrollment_spell as spell
    join dim_organization as organization using (organization_key)
    where spell.is_enrolled and organization.organization_id in (select unnest($historyOf::varchar[]))
      and spell.school_year = (select max(school_year) from fct_enrollment_spell)
  )
  select distinct organization_key as key
  from (${tablesOfStudents.join(" union all ")})
  where durable_student_key in (select durable_student_key from mine)`;

/** The keys of all places that records name together with these students. */
export async function placesOfStudents(asked: StudentsOf, connection: DuckDBConnection): Promise<number[]> {
  const rows = await run({ sql: everyPlaceOf, parameters: asked }, connection);
  return rows.map(({ key }) => Number(key));
}
