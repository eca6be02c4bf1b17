with version as (
  select durable_student_key, organization_key, sum(expected_parts) as expected, sum(absent_parts) as absent
  from fct_attendance_day
  where school_year = $1
  group by durable_student_key, organization_key
),
stay as (
  select
    organization.organization_id, version.durable_student_key, max(version.organization_key) as organization_key,
    sum(version.expected) as expected, sum(version.absent) as absent
  from version
  join dim_organization as organization using (organization_key)
  group by organization.organization_id, version.durable_student_key
),
attendance as (
  select
    organization_id,
    sum(stay.expected - stay.absent) / 2.0 as attended_days,
    sum(stay.expected) / 2.0 as expected_days,
    count(*) filter (
      where organization.kind not in ('non_public', 'home_hospital')
        and expected > 60 and expected > absent and 10 * absent >= expected
    ) as absent_students,
    count(*) filter (
      where organization.kind not in ('non_public', 'home_hospital') and expected > 60 and expected > absent
    ) as students
  from stay
  join dim_organization as organization using (organization_key, organization_id)
  group by organization_id
),
enrollment as (
  select
    organization.organization_id,
    count(distinct spell.durable_student_key) filter (where spell.is_enrolled) as enrolled,
    count(distinct spell.durable_student_key) filter (where not spell.is_no_show) as cumulative
  from fct_enrollment_spell as spell
  join dim_organization as organization using (organization_key)
  where spell.school_year = $1
  group by organization.organization_id
),
suspension as (
  select organization.organization_id, count(distinct action.durable_student_key) as suspended
  from fct_discipline_action as action
  join dim_organization as organization using (organization_key)
  where action.school_year = $1 and action.is_suspension
  group by organization.organization_id
)
select
  organization_id as school,
  school.name as school__label,
  enrolled as enrollment,
  attended_days as attendance_rate__numerator,
  expected_days as attendance_rate__denominator,
  absent_students as chronic_absence_rate__numerator,
  students as chronic_absence_rate__denominator,
  coalesce(suspended, 0) as suspension_rate__numerator,
  cumulative as suspension_rate__denominator
from enrollment
left join attendance using (organization_id)
left join suspension using (organization_id)
left join dim_organization as school using (organization_id)
where school.is_current
