with cell as (
  select
    organization.charter_funding,
    grouping(organization.charter_funding) = 1 as is_total,
    count(distinct spell.durable_student_key) filter (where spell.is_norm_day_enrolled) as norm_day_enrollment,
    count(distinct spell.durable_student_key) filter (where spell.is_census_day_enrolled) as census_day_enrollment
  from fct_enrollment_spell as spell
  join dim_organization as organization using (organization_key)
  where spell.school_year = $1
  group by grouping sets ((organization.charter_funding), ())
)
select
  cell.charter_funding, cell.norm_day_enrollment, cell.census_day_enrollment,
  total.norm_day_enrollment as norm_day_enrollment__total, total.census_day_enrollment as census_day_enrollment__total
from cell
join cell as total on total.is_total
where not cell.is_total
