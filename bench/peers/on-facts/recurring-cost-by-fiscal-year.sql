select fiscal_year, sum(likely_usd) as recurring_usd, sum(unfunded_usd) as unfunded_recurring_usd
from fct_recurring_cost
where not coalesce(is_case_file, false)
group by fiscal_year
