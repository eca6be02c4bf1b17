with board_action as (
  select
    fact.program_id as program,
    (sum(fact.amount_usd) filter (where fact.is_approval))::double as m0_0
  from fct_board_action as fact
  group by all
),
cell as (
  select program from board_action
)
select
  cell.program as program,
  program_label.label as program__label,
  board_action.m0_0 as m0_0
from cell
left join board_action on board_action.program is not distinct from cell.program
left join (select program_id as key, min(name) as label from dim_program group by all) as program_label on program_label.key = cell.program
