with evaluation as (
  select
    organization.organization_id as school,
    (count(*) filter (where fact.kind = $p1::varchar and fact.is_due and fact.is_on_time))::double as m0_0,
    (count(distinct fact.durable_student_key) filter (where fact.kind = $p1::varchar and fact.is_due and fact.is_on_time))::double as m0_0_n,
    (count(*) filter (where fact.kind = $p2::varchar and fact.is_due))::double as m0_1,
    (count(distinct fact.durable_student_key) filter (where fact.kind = $p2::varchar and fact.is_due))::double as m0_1_n
  from fct_evaluation as fact
  join dim_organization as organization on organization.organization_key = fact.organization_key
  where fact.school_year in (select unnest($p3::varchar[])::varchar)
  group by all
),
cell as (
  select school from evaluation
)
select
  cell.school as school,
  school_label.label as school__label,
  evaluation.m0_0 as m0_0,
  evaluation.m0_0_n as m0_0_n,
  evaluation.m0_1 as m0_1,
  evaluation.m0_1_n as m0_1_n
from cell
left join evaluation on evaluation.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
