-- grain: one row per member of staff, school, role and start
-- grain-key: staff_key, organization_id, role, started_on
-- part: core
-- order by: organization_key, staff_key
create table fct_staff_assignment as
select
  coalesce(staff.staff_key, -1) as staff_key,
  coalesce(organization.organization_key, -1) as organization_key,
  assignment.organization_id,
  assignment.role, assignment.is_credentialed, assignment.fte, assignment.started_on, assignment.ended_on,
  coalesce(assignment.ended_on, getvariable('as_of')) >= getvariable('as_of') as is_current
from stg_staff_assignment as assignment
left join dim_staff as staff on staff.source = assignment.source and staff.staff_id = assignment.staff_id
asof left join dim_organization as organization
  on organization.organization_id = assignment.organization_id
  and organization.valid_from <= least(coalesce(assignment.ended_on, getvariable('as_of')), getvariable('as_of'))
where assignment.started_on <= getvariable('as_of')
order by organization_key, staff_key, assignment.role, assignment.started_on;
