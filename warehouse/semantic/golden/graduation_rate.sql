with cohort_outcome as (
  select
    organization.organization_id as school,
    (count(distinct fact.durable_student_key) filter (where not fact.is_removed and fact.is_graduate))::double as m0_0,
    (count(distinct fact.durable_student_key) filter (where not fact.is_removed))::double as m0_1
  from fct_cohort_outcome as fact
  join dim_organization as organization on organization.organization_key = fact.organization_key
  where fact.school_year in (select unnest($p1::varchar[])::varchar)
  group by all
),
cell as (
  select school from cohort_outcome
)
select
  cell.school as school,
  school_label.label as school__label,
  cohort_outcome.m0_0 as m0_0,
  cohort_outcome.m0_1 as m0_1
from cell
left join cohort_outcome on cohort_outcome.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
