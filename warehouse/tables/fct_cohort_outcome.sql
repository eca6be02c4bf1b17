-- grain: one row per student and four-year cohort
-- grain-key: school_year, state_student_id
-- part: core
-- order by: school_year, organization_key
-- Removed students (transfers out and the like) leave the cohort; certificates are no regular diploma and stay in its denominator
-- (CDE four-year adjusted cohort graduation rate). The student as of the last school day of the
-- fourth year, or of its 30 June where the calendar does not reach back.
create table fct_cohort_outcome as
with member as (
  select
    outcome.*,
    coalesce(year.ends_on, make_date(cast(left(outcome.cohort_year, 4) as integer) + 1, 6, 30)) as ended_on
  from stg_cohort_outcome as outcome
  left join cfg_school_year as year on year.school_year = outcome.cohort_year
),
person as (
  select state_student_id, durable_student_key from dim_student where is_current and state_student_id is not null
)
select
  member.cohort_year as school_year,
  member.state_student_id,
  coalesce(student.student_key, -1) as student_key,
  coalesce(person.durable_student_key, -1) as durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  member.outcome, member.is_removed,
  not member.is_removed and member.outcome = 'regular_diploma' as is_graduate,
  not member.is_removed and member.outcome in ('regular_diploma', 'certificate', 'aged_out') as is_completer,
  not member.is_removed and member.outcome = 'dropped_out' as is_dropout,
  is_completer or is_dropout as is_leaver
from member
left join person using (state_student_id)
asof left join dim_student as student
  on student.durable_student_key = person.durable_student_key and student.valid_from <= member.ended_on
asof left join dim_organization as organization
  on organization.organization_id = member.organization_id and organization.valid_from <= member.ended_on
order by member.cohort_year, organization_key, member.state_student_id;
