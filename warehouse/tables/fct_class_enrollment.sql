-- grain: one row per student's enrolment in a class
-- grain-key: source, class_enrollment_id
-- part: school_year
-- order by: school_year, organization_key, durable_student_key
-- A clash: two classes open on as_of, in one period and one term of one source.
create table fct_class_enrollment as
with enrollment as (
  select
    enrollment.source,
    enrollment.sourced_id as class_enrollment_id,
    identity.durable_student_key,
    or_org.identifier as organization_id,
    coalesce(section.section_key, -1) as section_key,
    section.school_year as section_year,
    section.term_ids,
    section.period,
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
    coalesce(begins_on, getvariable('as_of')) as known_on,
    coalesce(getvariable('as_of') between begins_on and ends_on, false) as is_open
  from enrollment
),
open_period as (
  select source, durable_student_key, section_key, term_id, unnest(string_split(period, ',')) as period
  from (
    select source, durable_student_key, section_key, period, unnest(string_split(term_ids, ',')) as term_id
    from dated
    where is_open
  )
),
crowded_period as (
  select source, durable_student_key, trim(term_id) as term_id, trim(period) as period, list(distinct section_key) as section_keys
  from open_period
  group by source, durable_student_key, trim(term_id), trim(period)
  having count(distinct section_key) > 1
),
clash as (
  select distinct source, durable_student_key, unnest(section_keys) as section_key from crowded_period
)
select
  coalesce(dated.section_year, day.school_year) as school_year,
  dated.source,
  dated.class_enrollment_id,
  coalesce(student.student_key, -1) as student_key,
  dated.durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  dated.section_key,
  dated.begins_on,
  dated.ends_on,
  dated.is_open,
  dated.is_open and clash.section_key is not null as is_clashing
from dated
left join clash
  on clash.source = dated.source
  and clash.durable_student_key = dated.durable_student_key
  and clash.section_key = dated.section_key
left join dim_date as day on day.date_on = dated.known_on
left join dim_student as student
  on student.durable_student_key = dated.durable_student_key
  and student.valid_from <= dated.known_on and student.valid_to > dated.known_on
left join dim_organization as organization
  on organization.organization_id = dated.organization_id
  and organization.valid_from <= dated.known_on and organization.valid_to > dated.known_on
order by school_year, organization_key, dated.durable_student_key, dated.section_key, dated.class_enrollment_id;
