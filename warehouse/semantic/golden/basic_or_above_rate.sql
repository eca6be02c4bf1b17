with assessment as (
  select
    school,
    (count(*) filter (where m0_0 <> 0))::double as m0_0,
    (count(*) filter (where m0_1 <> 0))::double as m0_1
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      count(*) filter (where fact.is_tested and fact.is_basic_or_above) as m0_0,
      count(*) filter (where fact.is_tested) as m0_1
    from fct_assessment as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
    group by all
  ) as person
  group by all
),
cell as (
  select school from assessment
)
select
  cell.school as school,
  school_label.label as school__label,
  assessment.m0_0 as m0_0,
  assessment.m0_1 as m0_1
from cell
left join assessment on assessment.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
