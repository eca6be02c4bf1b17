-- grain: one row per student, school and month's end, cumulative from the start of the school year
-- grain-key: school_year, durable_student_key, organization_id, through_on
-- part: school_year
-- order by: organization_key, through_on, durable_student_key
-- repeat: school_year
-- A student keeps a row for every month up to the year's latest, also after leaving, so that any month can be recomputed per level
-- from students (rates are not additive). The year before the running one has one more row, through the same day (is_same_day; its
-- month is null unless that day ends one), so that today is compared with the same day last year. Bands and days left are tested in integers: 8 % is 100 * absent >= 8 * expected.
create table if not exists fct_student_period (
  school_year varchar, student_key integer, durable_student_key integer, organization_key integer, organization_id varchar,
  through_on date, month varchar, is_latest boolean, is_same_day boolean,
  expected_parts integer, absent_parts integer, attended_parts integer, excused_parts integer, unexcused_parts integer,
  suspension_parts integer, independent_study_parts integer, expected_days_in_year_parts integer, is_reportable boolean,
  absence_band varchar, days_left_before_chronic integer
);
insert into fct_student_period
with version_step as (
  select
    durable_student_key,
    organization_key,
    if(
      attended_on <= getvariable('same_day_last_year')
        and last_day(attended_on) = last_day(getvariable('same_day_last_year')),
      getvariable('same_day_last_year'),
      last_day(attended_on)
    ) as through_on,
    max(student_key) as student_key,
    cast(sum(expected_parts) as integer) as expected_parts,
    cast(sum(absent_parts) as integer) as absent_parts,
    cast(sum(excused_parts) as integer) as excused_parts,
    cast(sum(unexcused_parts) as integer) as unexcused_parts,
    cast(sum(suspension_parts) as integer) as suspension_parts,
    cast(sum(independent_study_parts) as integer) as independent_study_parts
  from fct_attendance_day
  where school_year = getvariable('school_year')
  group by all
),
student_step as (
  select
    version_step.durable_student_key,
    organization.organization_id,
    version_step.through_on,
    max(version_step.student_key) as student_key,
    max(version_step.organization_key) as organization_key,
    cast(sum(version_step.expected_parts) as integer) as expected_parts,
    cast(sum(version_step.absent_parts) as integer) as absent_parts,
    cast(sum(version_step.excused_parts) as integer) as excused_parts,
    cast(sum(version_step.unexcused_parts) as integer) as unexcused_parts,
    cast(sum(version_step.suspension_parts) as integer) as suspension_parts,
    cast(sum(version_step.independent_study_parts) as integer) as independent_study_parts
  from version_step
  join dim_organization as organization using (organization_key)
  group by all
),
step as (
  select through_on from student_step
  union
  select last_day(through_on) from student_step
),
-- Each step holds those before it. Joined and added up: windows over the same rows take several times as long. Sums are
-- cast: DuckDB adds whole numbers up in 128 bits.
snapshot as (
  select
    student_step.durable_student_key,
    student_step.organization_id,
    step.through_on,
    max(student_step.student_key) as student_key,
    max(student_step.organization_key) as organization_key,
    cast(sum(student_step.expected_parts) as integer) as expected_parts,
    cast(sum(student_step.absent_parts) as integer) as absent_parts,
    cast(sum(student_step.excused_parts) as integer) as excused_parts,
    cast(sum(student_step.unexcused_parts) as integer) as unexcused_parts,
    cast(sum(student_step.suspension_parts) as integer) as suspension_parts,
    cast(sum(student_step.independent_study_parts) as integer) as independent_study_parts
  from step
  join student_step on student_step.through_on <= step.through_on
  group by all
),
year_of_track as (
  select organization_id, track, count(*) * getvariable('parts_per_day') as parts
  from dim_school_calendar_day
  where is_instructional and school_year = getvariable('school_year')
  group by all
),
last_track as (
  select durable_student_key, organization_id, arg_max(track, starts_on) as track
  from brg_enrollment_interval
  where school_year = getvariable('school_year')
  group by all
),
expected as (
  select
    snapshot.*,
    year_of_track.parts as year_parts,
    10 * snapshot.absent_parts >= year_of_track.parts as has_reached_a_tenth
  from snapshot
  join last_track using (durable_student_key, organization_id)
  join year_of_track using (organization_id, track)
)
select
  getvariable('school_year') as school_year,
  expected.student_key,
  expected.durable_student_key,
  expected.organization_key,
  expected.organization_id,
  expected.through_on,
  if(expected.through_on = last_day(expected.through_on), strftime(expected.through_on, '%Y-%m'), null) as month,
  expected.through_on = (select max(through_on) from step) as is_latest,
  expected.through_on = getvariable('same_day_last_year') as is_same_day,
  expected.expected_parts, expected.absent_parts, expected.expected_parts - expected.absent_parts as attended_parts,
  expected.excused_parts, expected.unexcused_parts,
  expected.suspension_parts, expected.independent_study_parts,
  expected.year_parts as expected_days_in_year_parts,
  organization.kind not in ('non_public', 'home_hospital') as is_reportable,
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
join dim_organization as organization using (organization_key)
order by expected.organization_key, through_on, expected.durable_student_key;
