with student_period as (
  select
    school,
    (sum(m0_0))::double / 2 as m0_0,
    (count(*) filter (where m0_0_n <> 0))::double as m0_0_n,
    (sum(m0_1))::double / 2 as m0_1,
    (count(*) filter (where m0_1_n <> 0))::double as m0_1_n
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      fact.attended_parts as m0_0,
      case when fact.attended_parts <> 0 then 1 else 0 end as m0_0_n,
      fact.expected_parts as m0_1,
      case when fact.expected_parts <> 0 then 1 else 0 end as m0_1_n
    from fct_student_period as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
      and fact.is_latest
      and fact.is_only_school
    union all
    select
      organization.organization_id as school,
      fact.durable_student_key,
      cast(sum(fact.attended_parts) as bigint) as m0_0,
      count(*) filter (where fact.attended_parts <> 0) as m0_0_n,
      cast(sum(fact.expected_parts) as bigint) as m0_1,
      count(*) filter (where fact.expected_parts <> 0) as m0_1_n
    from fct_student_period as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
      and fact.is_latest
      and not fact.is_only_school
    group by all
  ) as person
  group by all
),
cell as (
  select school from student_period
)
select
  cell.school as school,
  school_label.label as school__label,
  student_period.m0_0 as m0_0,
  student_period.m0_0_n as m0_0_n,
  student_period.m0_1 as m0_1,
  student_period.m0_1_n as m0_1_n
from cell
left join student_period on student_period.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
