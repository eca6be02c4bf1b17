-- grain: one row per student, school and month's end, cumulative from the start of the school year
-- grain-key: school_year, durable_student_key, organization_id, through_on
-- part: school_year
-- order by: through_on, organization_key, durable_student_key
-- cut: month
-- repeat: through_on
-- made from: year_of_track, school, last_track, later, fct_attendance_day, agg_attendance_student, fct_student_period
-- A student keeps a row for every month up to the year's latest, also after leaving, so that any month can be recomputed per level
-- from students (rates are not additive). The year before the running one has one more row, through the same day (is_same_day; its
-- month is null unless that day ends one), so that today is compared with the same day last year.
-- Each month's rows are those of the month before and what its days add; the days of the running year are added up already (agg_attendance_student). A student whose row is of her only school of the year (is_only_school)
-- has no other row through that day: nothing is to be added up. Bands and days left are tested in integers: 8 % is 100 * absent >= 8 * expected.
create table if not exists fct_student_period (
  school_year varchar, student_key integer, durable_student_key integer, organization_key integer, organization_id varchar,
  through_on date, month varchar, is_latest boolean, is_same_day boolean, is_only_school boolean,
  expected_parts integer, absent_parts integer, attended_parts integer, excused_parts integer, unexcused_parts integer,
  suspension_parts integer, independent_study_parts integer, expected_days_in_year_parts integer, is_reportable boolean,
  absence_band varchar, days_left_before_chronic integer
);
insert into fct_student_period
with year_of_track as (
  select organization_id, track, count(*) * getvariable('parts_per_day') as parts
  from dim_school_calendar_day
  where is_instructional and school_year = getvariable('school_year')
  group by all
),
school as (
  select
    organization_key, organization_id,
    max(organization_key) over (partition by organization_id) as last_organization_key,
    kind not in ('non_public', 'home_hospital') as is_reportable
  from dim_organization
),
last_track as (
  select durable_student_key, last_organization_key, arg_max(track, starts_on) as track
  from brg_enrollment_interval
  join school using (organization_key)
  where school_year = getvariable('school_year')
  group by all
),
later as (
  select exists (
    from fct_attendance_day
    where school_year = getvariable('school_year') and attended_on > getvariable('last_on')
  ) as has_days
),
-- Sums are cast: DuckDB adds whole numbers up in 128 bits.
added as (
  select
    durable_student_key,
    organization_key,
    max(student_key) as student_key,
    cast(sum(expected_parts) as integer) as expected_parts,
    cast(sum(absent_parts) as integer) as absent_parts,
    cast(sum(excused_parts) as integer) as excused_parts,
    cast(sum(unexcused_parts) as integer) as unexcused_parts,
    cast(sum(suspension_parts) as integer) as suspension_parts,
    cast(sum(independent_study_parts) as integer) as independent_study_parts
  from fct_attendance_day
  where school_year = getvariable('school_year')
    and attended_on between getvariable('first_on') and getvariable('last_on')
    and getvariable('is_whole_year')
  group by all
  union all by name
  select * exclude (school_year, first_on, is_reported, attended_parts)
  from agg_attendance_student
  where school_year = getvariable('school_year')
    and first_on between getvariable('first_on') and getvariable('last_on')
    and not getvariable('is_whole_year')
),
-- A month in which nobody was expected has no rows.
this_month as (
  select exists (
    from fct_attendance_day
    where school_year = getvariable('school_year')
      and attended_on between date_trunc('month', getvariable('through_on')) and getvariable('last_on')
  ) as has_days
),
-- A student's rows side by side are added up in half the time.
snapshot as (
  select
    durable_student_key,
    last_organization_key,
    max(student_key) as student_key,
    max(organization_key) as organization_key,
    cast(sum(expected_parts) as integer) as expected_parts,
    cast(sum(absent_parts) as integer) as absent_parts,
    cast(sum(excused_parts) as integer) as excused_parts,
    cast(sum(unexcused_parts) as integer) as unexcused_parts,
    cast(sum(suspension_parts) as integer) as suspension_parts,
    cast(sum(independent_study_parts) as integer) as independent_study_parts
  from (
    from (
      from added
      union all by name
      select
        durable_student_key, organization_key, student_key, expected_parts, absent_parts, excused_parts, unexcused_parts,
        suspension_parts, independent_study_parts
      from fct_student_period_before
    )
    join school using (organization_key)
    order by last_organization_key, durable_student_key
  )
  where (select has_days from this_month)
  group by durable_student_key, last_organization_key
),
expected as (
  select
    snapshot.*,
    school.organization_id, school.is_reportable,
    year_of_track.parts as year_parts,
    10 * snapshot.absent_parts >= year_of_track.parts as has_reached_a_tenth
  from snapshot
  join school using (organization_key, last_organization_key)
  join last_track using (durable_student_key, last_organization_key)
  join year_of_track using (organization_id, track)
)
select
  getvariable('school_year') as school_year,
  expected.student_key,
  expected.durable_student_key,
  expected.organization_key,
  expected.organization_id,
  getvariable('through_on') as through_on,
  if(getvariable('through_on') = last_day(getvariable('through_on')), strftime(getvariable('through_on'), '%Y-%m'), null) as month,
  getvariable('through_on') = last_day(getvariable('through_on')) and not (select has_days from later) as is_latest,
  getvariable('through_on') is not distinct from getvariable('same_day_on') as is_same_day,
  count(*) over (partition by expected.durable_student_key) = 1 as is_only_school,
  expected.expected_parts, expected.absent_parts, expected.expected_parts - expected.absent_parts as attended_parts,
  expected.excused_parts, expected.unexcused_parts,
  expected.suspension_parts, expected.independent_study_parts,
  expected.year_parts as expected_days_in_year_parts,
  expected.is_reportable,
  case
    when expected.expected_parts < 5 * getvariable('parts_per_day') then null
    when 100 * expected.absent_parts < 8 * expected.expected_parts then 'under_8'
    when 100 * expected.absent_parts <= 12 * expected.expected_parts then '8_to_12'
    else 'over_12'
  end as absence_band,
  if(
    expected.has_reached_a_tenth,
    0,
    ((expected.year_parts + 9) // 10 - expected.absent_parts - 1) // getvariable('parts_per_day')
  ) as days_left_before_chronic
from expected
order by expected.organization_key, expected.durable_student_key;
