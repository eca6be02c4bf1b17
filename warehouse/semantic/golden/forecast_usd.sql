with forecast as (
  select
    fact.program_id as program,
    (sum(fact.etc_likely_usd) filter (where fact.is_latest))::double as m0_0
  from fct_forecast as fact
  group by all
),
cell as (
  select program from forecast
)
select
  cell.program as program,
  program_label.label as program__label,
  forecast.m0_0 as m0_0
from cell
left join forecast on forecast.program is not distinct from cell.program
left join (select program_id as key, min(name) as label from dim_program group by all) as program_label on program_label.key = cell.program
