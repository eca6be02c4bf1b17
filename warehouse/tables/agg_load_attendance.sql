-- grain: one row per source file, organization and cut of days (by its first day) with published absences
-- grain-key: school_year, first_on, source, file, organization_id
-- part: school_year
-- order by: source, file, organization_id
-- cut: week
-- made from: event by event_content, school, fct_attendance_day
-- How many of the absences that a file tells are absences of fct_attendance_day, for fct_school_load.
create table agg_load_attendance as
with event_content as (
  select * from brg_absence_content where absent_on between getvariable('first_on') and getvariable('last_on')
),
event as (
  select event.source, event.file, event.organization_id, event.absent_on, identity.durable_student_key
  from stg_attendance_event as event
  join brg_student_identity as identity
    on identity.source = event.source and identity.source_student_id = event.student_id
  where event.absent_on between getvariable('first_on') and getvariable('last_on')
),
school as (
  select organization_key, organization_id from dim_organization
),
absence as (
  select attendance.durable_student_key, school.organization_id, attendance.attended_on
  from fct_attendance_day as attendance
  join school using (organization_key)
  where attendance.school_year = getvariable('school_year')
    and attendance.attended_on between getvariable('first_on') and getvariable('last_on')
    and attendance.absent_parts > 0
)
select
  getvariable('school_year') as school_year, getvariable('first_on') as first_on,
  event.source, event.file, event.organization_id,
  count(*) as rows_published
from event
semi join absence
  on absence.durable_student_key = event.durable_student_key
  and absence.organization_id = event.organization_id
  and absence.attended_on = event.absent_on
group by all
order by source, file, organization_id;
