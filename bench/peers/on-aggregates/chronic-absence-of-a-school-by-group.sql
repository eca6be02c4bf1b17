with person as (
  select
    member.student_group,
    sum(period.expected_parts) filter (where period.is_reportable) as expected,
    sum(period.attended_parts) filter (where period.is_reportable) as attended,
    sum(period.absent_parts) filter (where period.is_reportable) as absent
  from fct_student_period as period
  join brg_student_group as member using (student_key)
  where period.school_year = $1 and period.is_latest
    and period.organization_key in (select organization_key from dim_organization where organization_id = $2)
  group by member.student_group, period.durable_student_key
)
select
  student_group,
  count(*) filter (where expected > 60 and attended > 0 and 10 * absent >= expected) as chronic_absence_rate__numerator,
  count(*) filter (where expected > 60 and attended > 0) as chronic_absence_rate__denominator
from person
group by student_group
