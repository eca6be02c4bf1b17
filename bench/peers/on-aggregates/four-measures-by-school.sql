with person as (
  select
    organization.organization_id,
    sum(period.attended_parts) as all_attended,
    sum(period.expected_parts) as all_expected,
    sum(period.expected_parts) filter (where period.is_reportable) as expected,
    sum(period.attended_parts) filter (where period.is_reportable) as attended,
    sum(period.absent_parts) filter (where period.is_reportable) as absent
  from fct_student_period as period
  join dim_organization as organization using (organization_key)
  where period.school_year = $1 and period.is_latest
  group by organization.organization_id, period.durable_student_key
),
attendance as (
  select
    organization_id,
    sum(all_attended) / 2.0 as attended_days,
    sum(all_expected) / 2.0 as expected_days,
    count(*) filter (where expected > 60 and attended > 0 and 10 * absent >= expected) as absent_students,
    count(*) filter (where expected > 60 and attended > 0) as students
  from person
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
