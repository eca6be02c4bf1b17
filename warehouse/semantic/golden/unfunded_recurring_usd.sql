with recurring_cost as (
  select
    fact.program_id as program,
    (sum(fact.unfunded_usd))::double as m0_0
  from fct_recurring_cost as fact
  group by all
),
cell as (
  select program from recurring_cost
)
select
  cell.program as program,
  program_label.label as program__label,
  recurring_cost.m0_0 as m0_0
from cell
left join recurring_cost on recurring_cost.program is not distinct from cell.program
left join (select program_id as key, min(name) as label from dim_program group by all) as program_label on program_label.key = cell.program
