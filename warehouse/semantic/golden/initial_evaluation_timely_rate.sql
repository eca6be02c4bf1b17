with evaluation as (
  select
    school,
    (sum(m0_0))::double as m0_0,
    (count(*) filter (where m0_0 <> 0))::double as m0_0_n,
    (sum(m0_1))::double as m0_1,
    (count(*) filter (where m0_1 <> 0))::double as m0_1_n
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      count(*) filter (where fact.kind = $p1::varchar and fact.is_due and fact.is_on_time) as m0_0,
      count(*) filter (where fact.kind = $p2::varchar and fact.is_due) as m0_1
    from fct_evaluation as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p3::varchar[])::varchar)
    group by all
  ) as person
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
