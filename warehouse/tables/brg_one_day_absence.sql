-- grain: one row per student, school and day of whom the source has an enrolment that ends on the day it began
-- grain-key: source, student_id, organization_id, absent_on
-- part: work
-- All that enrolments have from absences, so that a day's absences leave brg_enrollment and what is made of it as they were.
create table brg_one_day_absence as
with one_day as (
  select distinct source, student_id, organization_id, entered_on from stg_enrollment_spell where entered_on = exited_on
)
select event.source, event.student_id, event.organization_id, event.absent_on, sum(event.parts_absent) as parts_absent
from stg_attendance_event as event
semi join one_day
  on one_day.source = event.source
  and one_day.student_id = event.student_id
  and one_day.organization_id = event.organization_id
  and one_day.entered_on = event.absent_on
group by all;
