with cohort_outcome as (
  select
    school,
    (count(*) filter (where m0_0 <> 0))::double as m0_0,
    (count(*) filter (where m0_1 <> 0))::double as m0_1
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      count(*) filter (where not fact.is_removed and fact.is_completer) as m0_0,
      count(*) filter (where not fact.is_removed and fact.is_leaver) as m0_1
    from fct_cohort_outcome as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
    group by all
  ) as person
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
