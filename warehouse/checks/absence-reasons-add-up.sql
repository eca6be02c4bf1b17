-- kind: stop
-- promise: The reasons of an absence add up to it, and nobody is absent for longer than the day.
-- cut as: fct_attendance_day
select organization_key, attended_on, count(*) as students
from fct_attendance_day
where absent_parts > expected_parts
  or excused_parts + unexcused_parts + suspension_parts + independent_study_parts <> absent_parts
group by all;
