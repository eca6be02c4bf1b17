import type { Reader } from "#warehouse";
import { type DataReport, schoolRejectionSchema } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { readRows } from "../rows.ts";

type Place = Pick<Deps, "district" | "warehouse">;

/**
 * What was refused of the rows of every school that the reader keeps records for, each kind once: how many rows and
 * students, how to mend it, whose it is and since when. A row of a school can be one student: throws `forbidden` where no grant
 * over operations reaches students.
 */
export async function dataReportOf({ district, warehouse }: Place, reader: Reader): Promise<DataReport> {
  const { generation, as_of } = warehouse.manifest();
  const found = await warehouse.view("school_rejections", {}, reader, generation);
  const kinds = readRows(schoolRejectionSchema, found);
  const schools = new Map<string, DataReport["schools"][number]>();
  for (const { organization_id, school, operator, ...kind } of kinds) {
    const reported = schools.get(organization_id) ?? {
      organization_id,
      school,
      operator,
      rows: 0,
      kinds: [],
    };
    reported.rows += kind.rows;
    reported.kinds.push(kind);
    schools.set(organization_id, reported);
  }
  const mostFirst = [...schools.values()].sort(
    (one, other) => other.rows - one.rows || one.school.localeCompare(other.school),
  );
  return { generation, as_of, district: district.name, schools: mostFirst };
}

/** What the report counts in all. */
export const totalsOf = ({ schools }: DataReport): { schools: number; kinds: number; rows: number } => ({
  schools: schools.length,
  kinds: schools.reduce((sum, { kinds }) => sum + kinds.length, 0),
  rows: schools.reduce((sum, { rows }) => sum + rows, 0),
});
