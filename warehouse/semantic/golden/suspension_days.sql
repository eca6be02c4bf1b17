with discipline_action as (
  select
    school,
    (sum(m0_0))::double as m0_0,
    (count(*) filter (where m0_0_n <> 0))::double as m0_0_n
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      sum(fact.days) filter (where fact.is_suspension) as m0_0,
      count(*) filter (where fact.is_suspension and fact.days <> 0) as m0_0_n
    from fct_discipline_action as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
    group by all
  ) as person
  group by all
),
cell as (
  select school from discipline_action
)
select
  cell.school as school,
  school_label.label as school__label,
  discipline_action.m0_0 as m0_0,
  discipline_action.m0_0_n as m0_0_n
from cell
left join discipline_action on discipline_action.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
