-- grain: one row per student's enrolment in a class
-- grain-key: source, class_enrollment_id
-- part: school_year
-- order by: school_year, organization_key, durable_student_key
-- made from: begun, lasting, today, version, stg_or_enrollment, stg_or_org, brg_student_identity, dim_section, dim_organization, dim_date
-- A clash: two classes open on as_of, in one period and one term of one source.
create table fct_class_enrollment as
with begun as (
  select begin_date as begins_on from stg_or_enrollment where begin_date <= getvariable('as_of')
  union
  select begins_on from dim_section where begins_on <= getvariable('as_of')
),
lasting as (
  select end_date as ends_on from stg_or_enrollment where end_date >= getvariable('as_of')
  union
  select ends_on from dim_section where ends_on >= getvariable('as_of')
),
today as (
  select getvariable('as_of') as today_on
  where exists (
    select * from stg_or_enrollment as enrollment
    left join dim_section as section
      on section.source = enrollment.source and section.section_id = enrollment.class_sourced_id
    where enrollment.role = 'student' and enrollment.begin_date is null and section.begins_on is null
  )
),
last_day as (
  select max(known_on) as known_on
  from (
    select max(begin_date) as known_on from stg_or_enrollment where role = 'student'
    union all
    select max(begins_on) from dim_section
    union all
    select today_on from today
  )
),
version as (
  select student_key, durable_student_key, valid_from, least(valid_to, cast(last_day.known_on + 1 as date)) as valid_to
  from dim_student
  join last_day on dim_student.valid_from <= last_day.known_on
),
enrollment as (
  select
    enrollment.source,
    enrollment.sourced_id as class_enrollment_id,
    identity.durable_student_key,
    or_org.identifier as organization_id,
    coalesce(section.section_key, -1) as section_key,
    section.school_year as section_year,
    coalesce(enrollment.begin_date, section.begins_on) as begins_on,
    coalesce(enrollment.end_date, section.ends_on) as ends_on
  from stg_or_enrollment as enrollment
  join brg_student_identity as identity
    on identity.source = enrollment.source and identity.source_student_id = enrollment.user_sourced_id
  left join dim_section as section
    on section.source = enrollment.source and section.section_id = enrollment.class_sourced_id
  left join stg_or_org as or_org
    on or_org.source = enrollment.source and or_org.sourced_id = enrollment.school_sourced_id
  where enrollment.role = 'student'
),
dated as (
  select
    *,
    coalesce(begins_on, (select today_on from today)) as known_on,
    coalesce(begins_on in (select begins_on from begun) and ends_on in (select ends_on from lasting), false) as is_open
  from enrollment
),
section_period as (
  select section_key, dense_rank() over (order by source, trim(term_id), trim(period)) as period_number
  from (
    select source, section_key, term_id, unnest(string_split(period, ',')) as period
    from (select source, section_key, period, unnest(string_split(term_ids, ',')) as term_id from dim_section)
  )
),
open_period as (
  select durable_student_key, section_key, period_number
  from dated
  join section_period using (section_key)
  where is_open
),
crowded_period as (
  select durable_student_key, period_number
  from open_period
  group by all
  having min(section_key) <> max(section_key)
),
clash as (
  select distinct durable_student_key, section_key
  from open_period
  semi join crowded_period using (durable_student_key, period_number)
)
select
  coalesce(dated.section_year, day.school_year) as school_year,
  dated.source,
  dated.class_enrollment_id,
  coalesce(version.student_key, -1) as student_key,
  dated.durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  dated.section_key,
  dated.begins_on,
  dated.ends_on,
  dated.is_open,
  dated.is_open and clash.section_key is not null as is_clashing
from dated
left join clash
  on clash.durable_student_key = dated.durable_student_key
  and clash.section_key = dated.section_key
left join dim_date as day on day.date_on = dated.known_on
left join version
  on version.durable_student_key = dated.durable_student_key
  and version.valid_from <= dated.known_on and version.valid_to > dated.known_on
left join dim_organization as organization
  on organization.organization_id = dated.organization_id
  and organization.valid_from <= dated.known_on and organization.valid_to > dated.known_on
order by school_year, organization_key, dated.durable_student_key, dated.section_key, dated.class_enrollment_id;
