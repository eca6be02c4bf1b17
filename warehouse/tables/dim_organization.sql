-- grain: one row per organization and version (type 2); valid_to is exclusive
-- grain-key: organization_key
-- history-key: organization_id
-- part: core
-- order by: organization_key
-- The first version holds since ever and the last for ever, so that a fact dated outside the source's dates still finds its school.
-- Organizations that only the state's file knows are added from it; a blank charter flag there means "not charter".
create table dim_organization as
with census as (
  select distinct on (organization_id)
    organization_id, school_name, school_type, is_charter, charter_funding, is_pseudo, district_id, district_name, county_name
  from stg_school_census
  order by organization_id, school_year desc
),
county as (
  select district_id, min(county_name) as county_name from census group by district_id
),
own as (
  select
    organization_id, stg_organization.name, kind, level, region, board_district, operator_id, operator_name, charter_funding, authorizer,
    charter_funding <> 'not_charter' as is_charter,
    must_report,
    source_system,
    cfg_district.district_id,
    cfg_district.name as district_name,
    county.county_name,
    stg_organization.valid_from
  from stg_organization
  cross join cfg_district
  left join county on county.district_id = cfg_district.district_id
),
others as (
  select
    organization_id,
    coalesce(school_name, district_name) as name,
    if(is_pseudo, 'pseudo', 'school') as kind,
    case
      when school_type ilike 'elem%' then 'elementary'
      when school_type ilike 'intermediate%' or school_type ilike 'junior high%' then 'middle'
      when school_type ilike 'high%' or school_type ilike 'continuation%' then 'high'
      else 'other'
    end as level,
    null as region, null as board_district, null as operator_id, null as operator_name,
    if(coalesce(is_charter, false), coalesce(charter_funding, 'other'), 'not_charter') as charter_funding,
    null as authorizer,
    coalesce(is_charter, false) as is_charter,
    false as must_report,
    null as source_system,
    district_id, district_name, county_name,
    date '1900-01-01' as valid_from
  from census
  where organization_id not in (select organization_id from stg_organization)
),
version as (
  select
    *,
    row_number() over (partition by organization_id order by valid_from) = 1 as is_first,
    lead(valid_from) over (partition by organization_id order by valid_from) as next_from
  from (select * from own union all by name select * from others)
)
select
  cast(row_number() over (order by organization_id, valid_from) as integer) as organization_key,
  organization_id, name, kind, level, region, board_district, operator_id, operator_name, charter_funding, authorizer,
  is_charter, must_report, source_system, district_id, district_name, county_name,
  if(is_first, date '1900-01-01', valid_from) as valid_from,
  coalesce(next_from, date '9999-12-31') as valid_to,
  next_from is null as is_current
from version
union all by name
select
  -1 as organization_key, null as organization_id, 'Unknown school' as name, false as must_report,
  date '1900-01-01' as valid_from, date '9999-12-31' as valid_to, true as is_current
order by organization_key;
