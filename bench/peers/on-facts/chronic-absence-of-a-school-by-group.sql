with version as (
  select
    durable_student_key, organization_key, max(student_key) as student_key,
    sum(expected_parts) as expected, sum(absent_parts) as absent
  from fct_attendance_day
  where school_year = $1
    and organization_key in (select organization_key from dim_organization where organization_id = $2)
  group by durable_student_key, organization_key
),
stay as (
  select
    version.durable_student_key, max(version.organization_key) as organization_key, max(version.student_key) as student_key,
    sum(version.expected) as expected, sum(version.absent) as absent
  from version
  join dim_organization as organization using (organization_key)
  group by version.durable_student_key, organization.organization_id
),
person as (
  select
    member.student_group,
    sum(stay.expected) filter (where organization.kind not in ('non_public', 'home_hospital')) as expected,
    sum(stay.absent) filter (where organization.kind not in ('non_public', 'home_hospital')) as absent
  from stay
  join dim_organization as organization using (organization_key)
  join brg_student_group as member using (student_key)
  group by member.student_group, stay.durable_student_key
)
select
  student_group,
  count(*) filter (where expected > 60 and expected > absent and 10 * absent >= expected) as chronic_absence_rate__numerator,
  count(*) filter (where expected > 60 and expected > absent) as chronic_absence_rate__denominator
from person
group by student_group
