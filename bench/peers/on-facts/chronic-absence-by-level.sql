with version as (
  select durable_student_key, organization_key, sum(expected_parts) as expected, sum(absent_parts) as absent
  from fct_attendance_day
  where school_year = $1
  group by durable_student_key, organization_key
),
stay as (
  select
    version.durable_student_key, max(version.organization_key) as organization_key,
    sum(version.expected) as expected, sum(version.absent) as absent
  from version
  join dim_organization as organization using (organization_key)
  group by version.durable_student_key, organization.organization_id
),
person as (
  select
    organization.level,
    sum(stay.expected) filter (where organization.kind not in ('non_public', 'home_hospital')) as expected,
    sum(stay.absent) filter (where organization.kind not in ('non_public', 'home_hospital')) as absent
  from stay
  join dim_organization as organization using (organization_key)
  group by organization.level, stay.durable_student_key
)
select
  level,
  count(*) filter (where expected > 60 and expected > absent and 10 * absent >= expected) as chronic_absence_rate__numerator,
  count(*) filter (where expected > 60 and expected > absent) as chronic_absence_rate__denominator,
  count(*) filter (where expected >= 10 and 10 * absent >= expected) as early_warning_rate__numerator,
  count(*) filter (where expected >= 10) as early_warning_rate__denominator
from person
group by level
