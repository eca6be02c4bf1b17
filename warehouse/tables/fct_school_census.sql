-- grain: one row per school year and organization of the state's published file
-- grain-key: school_year, organization_key
-- part: core
-- order by: school_year, organization_key
-- Pseudo-schools (school code 0000000 or 0000001) are not counted as schools; their pupils stay in the district's total.
create table fct_school_census as
select
  census.school_year,
  coalesce(organization.organization_key, -1) as organization_key,
  census.is_pseudo,
  census.enrollment_k12, census.free_meal_k12, census.frpm_k12,
  census.enrollment_5_17, census.free_meal_5_17, census.frpm_5_17
from stg_school_census as census
left join dim_organization as organization
  on organization.organization_id = census.organization_id
  and make_date(cast(left(census.school_year, 4) as integer), 10, 1) >= organization.valid_from
  and make_date(cast(left(census.school_year, 4) as integer), 10, 1) < organization.valid_to
order by census.school_year, organization_key;
