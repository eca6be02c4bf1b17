with person as (
  select
    organization.level,
    sum(period.expected_parts) filter (where period.is_reportable) as expected,
    sum(period.attended_parts) filter (where period.is_reportable) as attended,
    sum(period.absent_parts) filter (where period.is_reportable) as absent
  from fct_student_period as period
  join dim_organization as organization using (organization_key)
  where period.school_year = $1 and period.is_latest
  group by organization.level, period.durable_student_key
)
select
  level,
  count(*) filter (where expected > 60 and attended > 0 and 10 * absent >= expected) as chronic_absence_rate__numerator,
  count(*) filter (where expected > 60 and attended > 0) as chronic_absence_rate__denominator,
  count(*) filter (where expected >= 10 and 10 * absent >= expected) as early_warning_rate__numerator,
  count(*) filter (where expected >= 10) as early_warning_rate__denominator
from person
group by level
