-- grain: one row per recorded recurring cost of a program, category and fiscal year
-- grain-key: recurring_cost_id
-- part: core
-- order by: program_id, fiscal_year, recurring_cost_id
-- Money counts as funding only from a source whose allowed uses include operating: bonds may not pay salaries or other operating
-- expenses (California Constitution XIII A 1(b)(3)).
create table fct_recurring_cost as
with funding as (
  select
    cost.*,
    cast(if(coalesce(fund_source.is_for_operating, false), coalesce(cost.funded_usd, 0), 0) as decimal(18, 2)) as operating_usd
  from stg_recurring_cost as cost
  left join dim_fund_source as fund_source using (fund_source_id)
  where cost.recorded_on <= getvariable('as_of')
)
select
  funding.recurring_cost_id, funding.program_id, program.is_case_file, funding.category, funding.fiscal_year,
  make_date(cast(left(funding.fiscal_year, 4) as integer), 7, 1) as fiscal_year_starts_on,
  funding.low_usd, funding.likely_usd, funding.high_usd, funding.fund_source_id,
  funding.operating_usd as funded_usd,
  cast(funding.likely_usd - funding.operating_usd as decimal(18, 2)) as unfunded_usd,
  funding.basis, funding.recorded_on
from funding
left join dim_program as program using (program_id)
order by funding.program_id, funding.fiscal_year, funding.recurring_cost_id;
