with staff_assignment as (
  select
    organization.organization_id as school,
    (count(*) filter (where fact.role = $p1::varchar and fact.is_current and fact.is_credentialed))::double as m0_0,
    (count(*) filter (where fact.role = $p2::varchar and fact.is_current))::double as m0_1
  from fct_staff_assignment as fact
  join dim_organization as organization on organization.organization_key = fact.organization_key
  group by all
),
cell as (
  select school from staff_assignment
)
select
  cell.school as school,
  school_label.label as school__label,
  staff_assignment.m0_0 as m0_0,
  staff_assignment.m0_1 as m0_1
from cell
left join staff_assignment on staff_assignment.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
