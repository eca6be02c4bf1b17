with enrollment_spell as (
  select
    school,
    (count(*) filter (where m0_0 <> 0))::double as m0_0
  from (
    select
      organization.organization_id as school,
      fact.durable_student_key,
      count(*) filter (where fact.exited_before_year_end) as m0_0
    from fct_enrollment_spell as fact
    join dim_organization as organization on organization.organization_key = fact.organization_key
    where fact.school_year in (select unnest($p1::varchar[])::varchar)
    group by all
  ) as person
  group by all
),
cell as (
  select school from enrollment_spell
)
select
  cell.school as school,
  school_label.label as school__label,
  enrollment_spell.m0_0 as m0_0
from cell
left join enrollment_spell on enrollment_spell.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
