import type { DuckDBConnection } from "@duckdb/node-api";
import type { Grant, Role, StaffLink } from "../district.ts";
import { run } from "../semantic/sql/run.ts";
import { roleTemplates } from "./role-templates.ts";

/** The roles of the feed that need students' records; a teacher or a nurse is given none by her assignment alone. */
const rolesOfFeed: Readonly<Record<string, Role>> = {
  principal: "principal",
  assistant_principal: "assistant_principal",
  attendance_clerk: "attendance_clerk",
  special_education_director: "special_education_director",
};

const sql = `
  select assignment.role, assignment.organization_id,
    cast(assignment.started_on as varchar) as started_on, cast(assignment.ended_on as varchar) as ended_on
  from fct_staff_assignment as assignment
  join dim_staff as staff using (staff_key)
  where staff.source = $source and staff.staff_id = $id
  order by assignment.started_on, assignment.organization_id, assignment.role`;

/** The grants that a member of staff's assignments give: each over its school, from its first day to its last. */
export async function grantsOfStaff(staff: StaffLink, connection: DuckDBConnection): Promise<Grant[]> {
  const rows = await run({ sql, parameters: { source: staff.source, id: staff.id } }, connection);
  return rows.flatMap((row) => grantOf(row, staff));
}

/** A row that cannot be read gives nothing. */
function grantOf(row: Record<string, unknown>, { source }: StaffLink): Grant[] {
  const { role: named, organization_id, started_on, ended_on } = row;
  const role = typeof named === "string" ? rolesOfFeed[named] : undefined;
  const isWhole = typeof organization_id === "string" && typeof started_on === "string";
  if (!role || !isWhole || (ended_on !== null && typeof ended_on !== "string")) return [];
  const { subjects, usual } = roleTemplates[role];
  return [
    {
      role,
      scope: { kind: "school", ids: [organization_id] },
      subjects: [...subjects],
      ...usual,
      reason: "Assigned to the school: legitimate educational interest",
      from: started_on,
      to: ended_on,
      givenBy: `staff_assignments (${source})`,
    },
  ];
}
