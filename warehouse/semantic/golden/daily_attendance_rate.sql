with attendance_day as (
  select
    organization.organization_id as school,
    (sum(fact.attended_parts))::double as m0_0,
    (count(distinct fact.durable_student_key) filter (where fact.attended_parts <> 0))::double as m0_0_n,
    (sum(fact.expected_parts))::double as m0_1,
    (count(distinct fact.durable_student_key) filter (where fact.expected_parts <> 0))::double as m0_1_n
  from fct_attendance_day as fact
  join dim_organization as organization on organization.organization_key = fact.organization_key
  where fact.school_year in (select unnest($p1::varchar[])::varchar)
  group by all
),
cell as (
  select school from attendance_day
)
select
  cell.school as school,
  school_label.label as school__label,
  attendance_day.m0_0 as m0_0,
  attendance_day.m0_0_n as m0_0_n,
  attendance_day.m0_1 as m0_1,
  attendance_day.m0_1_n as m0_1_n
from cell
left join attendance_day on attendance_day.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
