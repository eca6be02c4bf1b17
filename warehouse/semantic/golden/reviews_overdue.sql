with iep as (
  select
    school,
    (sum(m0_0))::double as m0_0,
    (count(*) filter (where m0_0 <> 0))::double as m0_0_n
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      count(*) filter (where fact.is_review_overdue) as m0_0
    from fct_iep as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
    group by all
  ) as person
  group by all
),
cell as (
  select school from iep
)
select
  cell.school as school,
  school_label.label as school__label,
  iep.m0_0 as m0_0,
  iep.m0_0_n as m0_0_n
from cell
left join iep on iep.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
