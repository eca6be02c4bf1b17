-- kind: stop
-- promise: What is kept of each student's days by week, month or year adds up to those days.
-- cut as: fct_attendance_day
with days as (
  select
    school_year, organization_key, student_key, durable_student_key, is_reported,
    sum(expected_parts) as expected_parts, sum(absent_parts) as absent_parts, sum(attended_parts) as attended_parts,
    sum(excused_parts) as excused_parts, sum(unexcused_parts) as unexcused_parts,
    sum(suspension_parts) as suspension_parts, sum(independent_study_parts) as independent_study_parts
  from fct_attendance_day
  group by all
),
added_up as (
  select
    school_year, organization_key, student_key, durable_student_key, is_reported,
    sum(expected_parts) as expected_parts, sum(absent_parts) as absent_parts, sum(attended_parts) as attended_parts,
    sum(excused_parts) as excused_parts, sum(unexcused_parts) as unexcused_parts,
    sum(suspension_parts) as suspension_parts, sum(independent_study_parts) as independent_study_parts
  from agg_attendance_student
  group by all
),
differing as (
  (from days except from added_up)
  union
  (from added_up except from days)
)
select school_year, organization_key, student_key, expected_parts, absent_parts, attended_parts
from differing
order by all;
