-- grain: one row per source file and organization that its rows name
-- grain-key: source, feed, file, organization_id
-- part: core
-- order by: source, feed, file, organization_id
-- What became of every row that was read, and not set aside: rows_loaded = published + replaced + later + elsewhere + left out. Replaced: by a newer file of
-- changes, or deleted by it. Later: dated after
-- as_of. Elsewhere: tells of other records (a teacher's enrolment, a program) and has no row of its own. Left out: loaded and in no table.
-- organization_id: as the source wrote it, whether or not it is known; null where a row names none. What stands in the place of a code
-- may be somebody's name, so it is told as "not a code".
create table fct_school_load as
with enrollment as (
  select distinct source, student_id, organization_id, entered_on from brg_enrollment
),
assignment as (
  select distinct staff.source, staff.staff_id, fact.organization_id, fact.role, fact.started_on
  from fct_staff_assignment as fact
  join dim_staff as staff using (staff_key)
),
staged as (
  select source, 'organizations' as feed, file, organization_id, null as known_on,
    organization_id in (select organization_id from dim_organization where organization_id is not null) as is_published
  from stg_organization
  union all by name
  select source, 'calendar' as feed, file, row.organization_id, null as known_on, day.calendar_on is not null as is_published
  from stg_calendar_day as row
  left join dim_school_calendar_day as day using (organization_id, track, calendar_on)
  union all by name
  select source, 'enrollment_spells' as feed, file, organization_id, entered_on as known_on,
    enrollment.entered_on is not null as is_published
  from stg_enrollment_spell as row
  left join enrollment using (source, student_id, organization_id, entered_on)
  union all by name
  select source, 'feed_submissions' as feed, file, row.organization_id, row.submitted_on as known_on,
    fact.school_day_on is not null as is_published
  from stg_feed_submission as row
  left join fct_feed_submission as fact
    on fact.organization_id = row.organization_id and fact.feed = row.feed and fact.school_day_on = row.school_day_on
  union all by name
  select row.source, 'discipline_actions' as feed, file, organization_id, row.occurred_on as known_on,
    fact.action_id is not null as is_published
  from stg_discipline_action as row
  left join fct_discipline_action as fact using (source, action_id)
  union all by name
  select source, 'assessments' as feed, file, organization_id, null as known_on, fact.subject is not null as is_published
  from stg_assessment as row
  left join fct_assessment as fact using (state_student_id, school_year, subject)
  union all by name
  select source, 'cohort_outcomes' as feed, file, organization_id, null as known_on, fact.school_year is not null as is_published
  from stg_cohort_outcome as row
  left join fct_cohort_outcome as fact
    on fact.state_student_id = row.state_student_id and fact.school_year = row.cohort_year
  union all by name
  select source, 'staff_assignments' as feed, file, organization_id, started_on as known_on,
    assignment.role is not null as is_published
  from stg_staff_assignment as row
  left join assignment using (source, staff_id, organization_id, role, started_on)
  union all by name
  select row.source, 'students' as feed, file, organization_id, null as known_on,
    identity.source_student_id is not null as is_published
  from stg_sped_student as row
  left join brg_student_identity as identity
    on identity.source = row.source and identity.source_student_id = row.sped_student_id
),
loaded as (
  select
    source, feed, file, organization_id,
    count(*) as rows_loaded,
    count(*) filter (is_published) as rows_published,
    count(*) filter (not coalesce(is_published, false) and known_on > getvariable('as_of')) as rows_later,
    count(*) filter (is_published is null and not coalesce(known_on > getvariable('as_of'), false)) as rows_elsewhere
  from staged
  group by all
  union all by name
  -- No absence is published that is dated after as_of.
  select
    source, 'attendance_events' as feed, file, organization_id,
    sum(absences) as rows_loaded, 0 as rows_published, sum(absences) filter (absent_on > getvariable('as_of')) as rows_later, 0 as rows_elsewhere
  from brg_absence_content
  group by all
  union all by name
  select source, 'attendance_events' as feed, file, organization_id, sum(rows_published) as rows_published
  from agg_load_attendance
  group by all
  union all by name
  from agg_load_services
  union all by name
  from agg_load_classes
),
-- Rows that were loaded and that a newer file has said anew, or has deleted.
replaced as (
  select source, feed, file, organization_id, sum(rows) as rows_loaded, sum(rows) as rows_replaced from stg_replaced group by all
),
-- Rows of feeds in which no row names a school.
unnamed as (
  select
    file.source, file.feed, file.file, null as organization_id,
    file.rows_loaded - coalesce(named.rows_loaded, 0) as rows_loaded, 0 as rows_published, 0 as rows_later,
    file.rows_loaded - coalesce(named.rows_loaded, 0) as rows_elsewhere
  from fct_file as file
  left join (
    select source, feed, file, sum(rows_loaded) as rows_loaded
    from (select source, feed, file, rows_loaded from loaded union all select source, feed, file, rows_loaded from replaced)
    group by all
  ) as named using (source, feed, file)
),
rejected as (
  select source, feed, file, organization_id, count(*) as rows_rejected
  from (
    select source, feed, file, line, max(if(regexp_full_match(organization_id, '[0-9-]{1,40}'), organization_id, 'not a code')) as organization_id
    from fct_rejection
    where organization_id is not null
    group by all
    union all
    select source, feed, file, line, null
    from fct_rejection
    group by all
    having count(organization_id) = 0
  )
  group by all
),
counted as (
  select * from loaded
  union all by name
  select * from replaced
  union all by name
  select * from unnamed where rows_loaded <> 0
  union all by name
  select * from rejected
)
select
  source, feed, file, organization_id,
  cast(coalesce(sum(rows_loaded), 0) as bigint) as rows_loaded,
  cast(coalesce(sum(rows_rejected), 0) as bigint) as rows_rejected,
  cast(coalesce(sum(rows_published), 0) as bigint) as rows_published,
  cast(coalesce(sum(rows_replaced), 0) as bigint) as rows_replaced,
  cast(coalesce(sum(rows_later), 0) as bigint) as rows_later,
  cast(coalesce(sum(rows_elsewhere), 0) as bigint) as rows_elsewhere,
  cast(
    coalesce(sum(rows_loaded), 0) - coalesce(sum(rows_published), 0) - coalesce(sum(rows_replaced), 0)
    - coalesce(sum(rows_later), 0) - coalesce(sum(rows_elsewhere), 0) as bigint
  ) as rows_left_out
from counted
semi join fct_file using (source, feed, file)
group by source, feed, file, organization_id
order by source, feed, file, organization_id;
