-- grain: one row per enrolment spell and school year it touches
-- grain-key: enrollment_spell_key
-- part: school_year
-- order by: school_year, organization_key, durable_student_key
-- is_stable: at least 245 consecutive calendar days at one school, both ends counted, without a disqualifying exit (CDE stability
-- rate); which exits disqualify beyond dropping out is not cited. A spell may end ON the last school day and is still enrolled then.
create table fct_enrollment_spell as
with adjoining as (
  select
    *,
    coalesce(
      first_on > 1 + max(last_on) over (
        partition by durable_student_key, organization_id, school_year
        order by is_no_show, first_on, last_on, source, student_id rows between unbounded preceding and 1 preceding
      ),
      true
    ) or is_no_show as starts_island
  from brg_enrollment
),
island as (
  select
    *,
    count(*) filter (starts_island) over (
      partition by durable_student_key, organization_id, school_year
      order by is_no_show, first_on, last_on, source, student_id rows unbounded preceding
    ) as island_number
  from adjoining
),
stay as (
  select
    *,
    1 + max(last_on) over stay_at_school - min(first_on) over stay_at_school as consecutive_days,
    bool_or(exit_code is not distinct from 'dropped_out') over stay_at_school
      as has_disqualifying_exit
  from island
  window stay_at_school as (partition by durable_student_key, organization_id, school_year, island_number)
)
select
  cast(
    row_number() over (order by stay.school_year, stay.source, stay.student_id, stay.organization_id, stay.entered_on) as integer
  ) as enrollment_spell_key,
  coalesce(student.student_key, -1) as student_key,
  stay.durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  stay.school_year,
  stay.grade, stay.track, stay.is_primary, stay.entered_on, stay.exited_on, stay.exit_code,
  cast(1 + stay.last_on - stay.first_on as integer) as days_enrolled,
  stay.is_no_show,
  not stay.is_no_show and stay.reference_on between stay.first_on and stay.last_on as is_enrolled,
  not stay.is_no_show and stay.is_primary
    and coalesce(cfg_school_year.norm_day_on between stay.first_on and stay.last_on, false) as is_norm_day_enrolled,
  not stay.is_no_show and stay.is_primary
    and coalesce(cfg_school_year.census_day_on between stay.first_on and stay.last_on, false) as is_census_day_enrolled,
  not stay.is_no_show and stay.consecutive_days >= 245 and not stay.has_disqualifying_exit as is_stable,
  not stay.is_no_show and coalesce(stay.first_on > cfg_school_year.census_day_on, false) as entered_after_census,
  not stay.is_no_show and coalesce(stay.exited_on < stay.reference_on, false)
    and coalesce(stay.exit_code, '') not in ('year_end', 'graduated') as exited_before_year_end
from stay
left join cfg_school_year on cfg_school_year.school_year = stay.school_year
left join dim_student as student
  on student.durable_student_key = stay.durable_student_key
  and student.valid_from <= stay.last_on and student.valid_to > stay.last_on
left join dim_organization as organization
  on organization.organization_id = stay.organization_id
  and organization.valid_from <= stay.last_on and organization.valid_to > stay.last_on
order by stay.school_year, organization_key, stay.durable_student_key, enrollment_spell_key;
