-- kind: stop
-- promise: What is kept of each student's days by week, month or year adds up to those days.
-- cut as: fct_attendance_day
with both_ways as (
  select
    school_year, organization_key, student_key, durable_student_key, is_reported, true as is_day,
    expected_parts, absent_parts, attended_parts, excused_parts, unexcused_parts, suspension_parts, independent_study_parts
  from fct_attendance_day
  union all
  select
    school_year, organization_key, student_key, durable_student_key, is_reported, false,
    -expected_parts, -absent_parts, -attended_parts, -excused_parts, -unexcused_parts, -suspension_parts, -independent_study_parts
  from agg_attendance_student
)
select
  school_year, organization_key, student_key,
  sum(expected_parts) as expected_parts, sum(absent_parts) as absent_parts, sum(attended_parts) as attended_parts,
  sum(excused_parts) as excused_parts, sum(unexcused_parts) as unexcused_parts,
  sum(suspension_parts) as suspension_parts, sum(independent_study_parts) as independent_study_parts
from both_ways
group by school_year, organization_key, student_key, durable_student_key, is_reported
having bool_and(is_day) or not bool_or(is_day) or sum(expected_parts) <> 0 or sum(absent_parts) <> 0 or sum(attended_parts) <> 0 or sum(excused_parts) <> 0
  or sum(unexcused_parts) <> 0 or sum(suspension_parts) <> 0 or sum(independent_study_parts) <> 0
order by all;
