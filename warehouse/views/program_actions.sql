-- subject: finance
-- grain: one row per board action that was in effect on $as_of
select
  program_id,
  board_action_id,
  cast(effective_on as varchar) as effective_on,
  date_precision,
  cast(recorded_on as varchar) as recorded_on,
  kind,
  cast(amount_usd as double) as amount_usd,
  dim_fund_source.name as fund_source,
  report_no,
  bond_resolution_no,
  cast(items_in_vote as integer) as items_in_vote,
  citation,
  note,
  if(is_approval, cast(sum(if(is_approval, amount_usd, 0)) over up_to_here as double), null) as running_approved_usd
from fct_board_action
left join dim_fund_source using (fund_source_id)
where effective_on <= cast($as_of as date)
window up_to_here as (partition by program_id order by effective_on, board_action_id rows unbounded preceding)
order by program_id, fct_board_action.effective_on, board_action_id
