-- grain: one row per student and school on as_of, enrolled there or only known there to the source
-- grain-key: durable_student_key, organization_key
-- part: school_year
-- order by: organization_key, durable_student_key
-- Only while school is in session on as_of: whether a student has a class is a question of today, and in summer nobody is enrolled.
-- is_different: enrolled here and unknown to the school's own system, or the reverse.
create table fct_student_roster as
with enrolled as (
  select distinct durable_student_key, organization_id
  from brg_enrollment
  where not is_no_show and getvariable('as_of') between first_on and last_on
),
in_source as (
  select distinct identity.durable_student_key, or_org.identifier as organization_id
  from stg_or_role as or_role
  join stg_or_org as or_org on or_org.source = or_role.source and or_org.sourced_id = or_role.org_sourced_id
  join brg_student_identity as identity
    on identity.source = or_role.source and identity.source_student_id = or_role.user_sourced_id
  where or_role.role = 'student'
    and or_org.type = 'school'
    and coalesce(or_role.begin_date, getvariable('as_of')) <= getvariable('as_of')
    and coalesce(or_role.end_date, getvariable('as_of')) >= getvariable('as_of')
),
on_roster as (
  select
    durable_student_key,
    organization_id,
    enrolled.organization_id is not null as is_enrolled_here,
    in_source.organization_id is not null as is_in_source
  from enrolled
  full join in_source using (durable_student_key, organization_id)
),
class as (
  select
    enrollment.durable_student_key,
    organization.organization_id,
    count(distinct enrollment.section_key) as class_count,
    bool_or(enrollment.is_clashing) as has_clash
  from fct_class_enrollment as enrollment
  join dim_organization as organization using (organization_key)
  where enrollment.is_open
  group by all
),
missing_mark as (
  select distinct mark.durable_student_key, organization.organization_id
  from fct_course_mark as mark
  join dim_organization as organization using (organization_key)
  where mark.is_missing
)
select
  day.school_year,
  coalesce(student.student_key, -1) as student_key,
  on_roster.durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  coalesce(class.class_count, 0) > 0 as has_class,
  on_roster.is_enrolled_here and coalesce(class.class_count, 0) = 0 as is_without_class,
  coalesce(class.has_clash, false) as has_clash,
  missing_mark.organization_id is not null as has_missing_mark,
  on_roster.is_enrolled_here,
  on_roster.is_in_source,
  on_roster.is_enrolled_here <> on_roster.is_in_source as is_different,
  cast(coalesce(class.class_count, 0) as integer) as class_count
from on_roster
join dim_date as day on day.date_on = getvariable('as_of')
semi join cfg_school_year on day.date_on between cfg_school_year.starts_on and cfg_school_year.ends_on
left join class using (durable_student_key, organization_id)
left join missing_mark using (durable_student_key, organization_id)
left join dim_student as student
  on student.durable_student_key = on_roster.durable_student_key
  and day.date_on >= student.valid_from and day.date_on < student.valid_to
left join dim_organization as organization
  on organization.organization_id = on_roster.organization_id
  and day.date_on >= organization.valid_from and day.date_on < organization.valid_to
order by organization_key, on_roster.durable_student_key;
