-- kind: stop
-- promise: The snapshot of the latest month holds exactly the parts of the attendance days, for every school and year.
-- The days of schools are read, which another check holds against those of students.
with days as (
  select attendance.school_year, organization.organization_id, sum(expected_parts) as expected_parts, sum(absent_parts) as absent_parts
  from agg_attendance_school_day as attendance
  join dim_organization as organization using (organization_key)
  group by all
),
snapshot as (
  select school_year, organization_id, sum(expected_parts) as expected_parts, sum(absent_parts) as absent_parts
  from fct_student_period
  where is_latest
  group by all
)
select
  school_year, organization_id,
  days.expected_parts as expected_in_days, snapshot.expected_parts as expected_in_snapshot,
  days.absent_parts as absent_in_days, snapshot.absent_parts as absent_in_snapshot
from days
full join snapshot using (school_year, organization_id)
where days.expected_parts is distinct from snapshot.expected_parts or days.absent_parts is distinct from snapshot.absent_parts
order by school_year, organization_id;
