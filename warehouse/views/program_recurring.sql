-- subject: finance
-- grain: one row per program and fiscal year, for the ten fiscal years after the one that contains $as_of
-- A fiscal year is 1 July to 30 June. Costs count from the day they were recorded; nothing is escalated.
select
  program_id,
  fiscal_year,
  -- An unknown bound of one cost makes the sum's bound unknown.
  if(count(low_usd) = count(*), cast(sum(low_usd) as double), null) as low_usd,
  cast(sum(likely_usd) as double) as likely_usd,
  if(count(high_usd) = count(*), cast(sum(high_usd) as double), null) as high_usd,
  cast(sum(funded_usd) as double) as funded_usd,
  cast(sum(unfunded_usd) as double) as unfunded_usd,
  string_agg(distinct basis, '; ' order by basis) as basis
from fct_recurring_cost
where recorded_on <= cast($as_of as date)
  and fiscal_year_starts_on > cast($as_of as date)
  and fiscal_year_starts_on <= cast($as_of as date) + interval 10 year
group by program_id, fiscal_year
order by program_id, fiscal_year
