with student_roster as (
  select
    school,
    (count(*) filter (where m0_0 <> 0))::double as m0_0
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      count(*) filter (where fact.has_clash) as m0_0
    from fct_student_roster as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
    group by all
  ) as person
  group by all
),
cell as (
  select school from student_roster
)
select
  cell.school as school,
  school_label.label as school__label,
  student_roster.m0_0 as m0_0
from cell
left join student_roster on student_roster.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
