with attendance_day as (
  select
    persons.school,
    persons.m0_0,
    persons.m0_0_n,
    persons.m0_1_n,
    found.m0_1
  from (
    select
      school,
      (sum(m0_0))::double / 2 as m0_0,
      (count(*) filter (where m0_0_n <> 0))::double as m0_0_n,
      (count(*) filter (where m0_1_n <> 0))::double as m0_1_n
    from (
      select
        organization.organization_id as school,
        fact.durable_student_key,
        sum(fact.attended_parts) as m0_0,
        count(*) filter (where fact.attended_parts <> 0) as m0_0_n,
        count(*) filter (where fact.is_reported) as m0_1_n
      from fct_attendance_day as fact
      join dim_organization as organization on organization.organization_key = fact.organization_key
      where fact.school_year in (select unnest($p1::varchar[])::varchar)
      group by all
    ) as person
    group by all
  ) as persons
  join (
    select
      organization.organization_id as school,
      (count(distinct fact.attended_on) filter (where fact.is_reported))::double as m0_1
    from agg_attendance_school_day as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p2::varchar[])::varchar)
    group by all
  ) as found on persons.school is not distinct from found.school
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
