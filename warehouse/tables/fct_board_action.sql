-- grain: one row per action of the board on a program
-- grain-key: board_action_id
-- part: core
-- order by: program_id, effective_on, board_action_id
-- Approved is the sum of approve, amend, ratify and rescind (amounts are signed changes); request and recommend are shown and never
-- added, and detail overlaps other rows by an unknown amount. approved_to_date_usd includes all actions in effect on that day.
create table fct_board_action as
with action as (
  select *, kind in ('approve', 'amend', 'ratify', 'rescind') as is_approval, kind = 'request' as is_request
  from stg_board_action
  where recorded_on <= getvariable('as_of')
)
select
  action.board_action_id, action.program_id, program.is_case_file,
  action.effective_on, action.date_precision, action.recorded_on, day.fiscal_year,
  action.report_no, action.bond_resolution_no, action.kind,
  action.is_approval, action.is_request,
  action.is_approval and row_number() over (
    partition by action.program_id, action.is_approval order by action.effective_on, action.recorded_on, action.board_action_id
  ) = 1 as is_first_approval,
  action.amount_usd,
  cast(
    coalesce(sum(action.amount_usd) filter (action.is_approval) over (
      partition by action.program_id order by action.effective_on
    ), 0) as decimal(18, 2)
  ) as approved_to_date_usd,
  action.fund_source_id,
  coalesce(fund_source.is_one_time or fund_source.is_capital_only, false) as is_from_one_time_money,
  action.items_in_vote, action.citation, action.note
from action
left join dim_program as program using (program_id)
left join dim_fund_source as fund_source using (fund_source_id)
left join dim_date as day on day.date_on = action.effective_on
order by action.program_id, action.effective_on, action.board_action_id;
