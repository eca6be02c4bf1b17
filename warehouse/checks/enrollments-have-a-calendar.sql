-- kind: report
-- promise: Every enrolment is at a school and track whose calendar is known: without one, no day of attendance is expected.
select enrollment.organization_id, enrollment.track, enrollment.school_year, count(distinct enrollment.durable_student_key) as students
from brg_enrollment as enrollment
anti join (
  select distinct organization_id, track, school_year from dim_school_calendar_day where is_instructional
) as calendar using (organization_id, track, school_year)
where not enrollment.is_no_show
group by all
order by enrollment.school_year, enrollment.organization_id, enrollment.track;
