-- grain: one row per student, school and cut of days: a month or week of the running school year (by its first day), any other year whole
-- grain-key: school_year, first_on, organization_key, student_key, is_reported
-- part: school_year
-- order by: organization_key, student_key, is_reported
-- cut: week
-- made from: fct_attendance_day
-- The days of fct_attendance_day added up over each student's: who stands behind the numbers of a year is counted from here, from some ten
-- times fewer rows in the running year and a hundred times fewer in any other. student_key is a version of the student, so that her groups on the day stand.
create table agg_attendance_student as
select
  school_year, getvariable('first_on') as first_on, organization_key, student_key, durable_student_key, is_reported,
  cast(sum(expected_parts) as integer) as expected_parts,
  cast(sum(absent_parts) as integer) as absent_parts,
  cast(sum(attended_parts) as integer) as attended_parts,
  cast(sum(excused_parts) as integer) as excused_parts,
  cast(sum(unexcused_parts) as integer) as unexcused_parts,
  cast(sum(suspension_parts) as integer) as suspension_parts,
  cast(sum(independent_study_parts) as integer) as independent_study_parts
from fct_attendance_day
where school_year = getvariable('school_year') and attended_on between getvariable('first_on') and getvariable('last_on')
group by all
order by organization_key, student_key, is_reported;
