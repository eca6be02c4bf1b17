-- grain: one row per school, school day and grading term, with or without a report
-- grain-key: school_year, organization_key, attended_on, term, instructional_day_number, is_reported
-- part: school_year
-- order by: organization_key, attended_on
-- cut: week
-- made from: fct_attendance_day
-- The days of fct_attendance_day added up over students: what is asked of schools and days without a student attribute is answered from
-- here, from some hundred times fewer rows. A school with several tracks has a day in several terms.
create table agg_attendance_school_day as
select
  school_year, organization_key, attended_on, term, instructional_day_number, is_reported,
  cast(sum(expected_parts) as bigint) as expected_parts,
  cast(sum(absent_parts) as bigint) as absent_parts,
  cast(sum(attended_parts) as bigint) as attended_parts,
  cast(sum(excused_parts) as bigint) as excused_parts,
  cast(sum(unexcused_parts) as bigint) as unexcused_parts,
  cast(sum(suspension_parts) as bigint) as suspension_parts,
  cast(sum(independent_study_parts) as bigint) as independent_study_parts
from fct_attendance_day
where school_year = getvariable('school_year') and attended_on between getvariable('first_on') and getvariable('last_on')
group by all
order by organization_key, attended_on, term, instructional_day_number, is_reported;
