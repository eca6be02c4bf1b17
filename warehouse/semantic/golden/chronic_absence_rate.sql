with student_period as (
  select
    school,
    (count(*) filter (where m0_0_0_0 > 60 and m0_0_1_0 > 0 and 10 * m0_0_2_0 >= m0_0_2_1))::double as m0_0,
    (count(*) filter (where m0_1_0_0 > 60 and m0_1_1_0 > 0))::double as m0_1
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      case when fact.is_reportable then fact.expected_parts end as m0_0_0_0,
      case when fact.is_reportable then fact.attended_parts end as m0_0_1_0,
      case when fact.is_reportable then fact.absent_parts end as m0_0_2_0,
      case when fact.is_reportable then fact.expected_parts end as m0_0_2_1,
      case when fact.is_reportable then fact.expected_parts end as m0_1_0_0,
      case when fact.is_reportable then fact.attended_parts end as m0_1_1_0
    from fct_student_period as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
      and fact.is_latest
      and fact.is_only_school
    union all
    select
      organization.organization_id as school,
      fact.durable_student_key,
      cast(sum(fact.expected_parts) filter (where fact.is_reportable) as bigint) as m0_0_0_0,
      cast(sum(fact.attended_parts) filter (where fact.is_reportable) as bigint) as m0_0_1_0,
      cast(sum(fact.absent_parts) filter (where fact.is_reportable) as bigint) as m0_0_2_0,
      cast(sum(fact.expected_parts) filter (where fact.is_reportable) as bigint) as m0_0_2_1,
      cast(sum(fact.expected_parts) filter (where fact.is_reportable) as bigint) as m0_1_0_0,
      cast(sum(fact.attended_parts) filter (where fact.is_reportable) as bigint) as m0_1_1_0
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
  student_period.m0_1 as m0_1
from cell
left join student_period on student_period.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
