-- grain: one row per student, school and school day of an enrolment, up to as_of
-- grain-key: school_year, durable_student_key, organization_key, attended_on
-- part: school_year
-- order by: organization_key, attended_on, durable_student_key
-- cut: week
-- repeat: schools
-- made from: school_day, enrollment, event by event_content
-- Sources send exceptions only: a school day without one is a day attended. The four reasons add up to absent_parts; suspension is
-- out of school, independent study is incomplete and earns no attendance (CALPADS: all four count as absent).
-- But a school that has sent nothing for a day is not a school where everybody was present: such a day expects no parts until its
-- attendance is submitted or an absence arrives (unknown is not zero). Districts whose sources send no submissions count every day.
create table if not exists fct_attendance_day (
  school_year varchar, student_key integer, durable_student_key integer, organization_key integer, attended_on date,
  term varchar, instructional_day_number smallint, is_reported boolean, expected_parts tinyint, absent_parts tinyint, attended_parts tinyint, excused_parts tinyint, unexcused_parts tinyint, suspension_parts tinyint,
  independent_study_parts tinyint
);
insert into fct_attendance_day
with reported_day as (
  select organization_id, school_day_on as calendar_on
  from stg_feed_submission
  where feed = 'attendance'
    and submitted_on <= getvariable('as_of')
    and school_day_on between getvariable('first_on') and getvariable('last_on')
  union
  select organization_id, absent_on
  from brg_absence_content
  where absent_on between getvariable('first_on') and getvariable('last_on')
),
school_day as (
  select
    calendar.organization_id, calendar.track, calendar.calendar_on, calendar.term,
    cast(calendar.instructional_day_number as smallint) as instructional_day_number,
    reported_day.organization_id is not null
      or not coalesce(organization.must_report, false)
      or not exists (select 1 from stg_feed_submission where feed = 'attendance') as is_reported
  from dim_school_calendar_day as calendar
  left join reported_day
    on reported_day.organization_id = calendar.organization_id and reported_day.calendar_on = calendar.calendar_on
  left join dim_organization as organization
    on organization.organization_id = calendar.organization_id
    and calendar.calendar_on >= organization.valid_from
    and calendar.calendar_on < organization.valid_to
  where calendar.is_instructional
    and calendar.school_year = getvariable('school_year')
    and calendar.calendar_on between getvariable('first_on') and getvariable('last_on')
),
enrollment as (
  select
    student_key, durable_student_key, organization_key, organization_id, track,
    greatest(starts_on, getvariable('first_on')) as starts_on,
    least(ends_on, getvariable('last_on')) as ends_on
  from brg_enrollment_interval
  where school_year = getvariable('school_year')
    and starts_on <= getvariable('last_on')
    and ends_on >= getvariable('first_on')
    and organization_key between getvariable('first_organization_key') and getvariable('last_organization_key')
),
event_content as (
  select organization_id, absent_on, sum(absences) as absences, sum(content) as content
  from brg_absence_content
  where absent_on between getvariable('first_on') and getvariable('last_on')
  group by all
),
event as (
  select identity.durable_student_key, sent.organization_id, sent.absent_on, sent.parts_absent, sent.reason
  from stg_attendance_event as sent
  join brg_student_identity as identity
    on identity.source = sent.source and identity.source_student_id = sent.student_id
  where sent.organization_id in (select organization_id from enrollment)
    and sent.absent_on between getvariable('first_on') and getvariable('last_on')
),
absence as (
  select distinct on (durable_student_key, organization_id, absent_on)
    durable_student_key,
    organization_id,
    absent_on,
    cast(least(parts_absent, getvariable('parts_per_day')) as tinyint) as parts,
    reason
  from event
  order by durable_student_key, organization_id, absent_on, parts_absent desc, reason
)
select
  getvariable('school_year') as school_year,
  enrollment.student_key,
  enrollment.durable_student_key,
  enrollment.organization_key,
  school_day.calendar_on as attended_on,
  school_day.term,
  school_day.instructional_day_number,
  school_day.is_reported,
  cast(if(school_day.is_reported, getvariable('parts_per_day'), 0) as tinyint) as expected_parts,
  coalesce(absence.parts, 0) as absent_parts,
  cast(if(school_day.is_reported, getvariable('parts_per_day') - coalesce(absence.parts, 0), 0) as tinyint) as attended_parts,
  if(absence.reason = 'excused', absence.parts, 0) as excused_parts,
  if(absence.reason = 'unexcused', absence.parts, 0) as unexcused_parts,
  if(absence.reason = 'suspension', absence.parts, 0) as suspension_parts,
  if(absence.reason = 'incomplete_independent_study', absence.parts, 0) as independent_study_parts
from enrollment
join school_day
  on school_day.organization_id = enrollment.organization_id
  and school_day.track = enrollment.track
  and school_day.calendar_on between enrollment.starts_on and enrollment.ends_on
left join absence
  on absence.durable_student_key = enrollment.durable_student_key
  and absence.organization_id = enrollment.organization_id
  and absence.absent_on = school_day.calendar_on
order by organization_key, attended_on, durable_student_key;
