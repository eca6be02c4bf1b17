-- kind: stop
-- promise: The days of each school add up to those of its students, and are the same days.
-- cut as: fct_attendance_day
with students as (
  select
    school_year, organization_key,
    count(distinct attended_on) as days,
    sum(expected_parts) as expected_parts, sum(absent_parts) as absent_parts, sum(attended_parts) as attended_parts,
    sum(excused_parts) as excused_parts, sum(unexcused_parts) as unexcused_parts,
    sum(suspension_parts) as suspension_parts, sum(independent_study_parts) as independent_study_parts
  from fct_attendance_day
  group by all
),
schools as (
  select
    school_year, organization_key,
    count(distinct attended_on) as days,
    sum(expected_parts) as expected_parts, sum(absent_parts) as absent_parts, sum(attended_parts) as attended_parts,
    sum(excused_parts) as excused_parts, sum(unexcused_parts) as unexcused_parts,
    sum(suspension_parts) as suspension_parts, sum(independent_study_parts) as independent_study_parts
  from agg_attendance_school_day
  group by all
),
differing as (
  (from students except from schools)
  union
  (from schools except from students)
)
select school_year, organization_key, days, expected_parts, absent_parts, attended_parts
from differing
order by all;
