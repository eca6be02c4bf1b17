with course_mark as (
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
      count(*) filter (where fact.is_passed) as m0_0,
      count(*) filter (where not fact.is_missing) as m0_1
    from fct_course_mark as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
    group by all
  ) as person
  group by all
),
cell as (
  select school from course_mark
)
select
  cell.school as school,
  school_label.label as school__label,
  course_mark.m0_0 as m0_0,
  course_mark.m0_0_n as m0_0_n,
  course_mark.m0_1 as m0_1,
  course_mark.m0_1_n as m0_1_n
from cell
left join course_mark on course_mark.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
