with course_mark as (
  select
    organization.organization_id as school,
    (count(*) filter (where fact.is_passed))::double as m0_0,
    (count(distinct fact.durable_student_key) filter (where fact.is_passed))::double as m0_0_n,
    (count(*) filter (where not fact.is_missing))::double as m0_1,
    (count(distinct fact.durable_student_key) filter (where not fact.is_missing))::double as m0_1_n
  from fct_course_mark as fact
  join dim_organization as organization on organization.organization_key = fact.organization_key
  where fact.school_year in (select unnest($p1::varchar[])::varchar)
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
