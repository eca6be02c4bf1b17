with commitment as (
  select
    fact.program_id as program,
    (sum(fact.open_usd))::double as m0_0
  from fct_commitment as fact
  group by all
),
cell as (
  select program from commitment
)
select
  cell.program as program,
  program_label.label as program__label,
  commitment.m0_0 as m0_0
from cell
left join commitment on commitment.program is not distinct from cell.program
left join (select program_id as key, min(name) as label from dim_program group by all) as program_label on program_label.key = cell.program
