with evaluation as (
  select
    persons.school,
    persons.m0_0_n,
    found.m0_0
  from (
    select
      school,
      (count(*) filter (where m0_0_n <> 0))::double as m0_0_n
    from (
      select
        organization.organization_id as school,
        fact.durable_student_key,
        count(*) filter (where fact.kind = $p1::varchar) as m0_0_n
      from fct_evaluation as fact
      join dim_organization as organization on organization.organization_key = fact.organization_key
      where fact.school_year in (select unnest($p2::varchar[])::varchar)
      group by all
    ) as person
    group by all
  ) as persons
  join (
    select
      organization.organization_id as school,
      (quantile_cont(fact.days_to_hold, 0.5) filter (where fact.kind = $p3::varchar))::double as m0_0
    from fct_evaluation as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p4::varchar[])::varchar)
    group by all
  ) as found on persons.school is not distinct from found.school
),
cell as (
  select school from evaluation
)
select
  cell.school as school,
  school_label.label as school__label,
  evaluation.m0_0 as m0_0,
  evaluation.m0_0_n as m0_0_n
from cell
left join evaluation on evaluation.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
