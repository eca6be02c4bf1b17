-- promise: A program with one-time or capital money has recorded what it will cost every year.
-- Fires on the day of the first such approval by which no recurring cost had been recorded; settled when one is.
with first_recurring as (
  select program_id, min(recorded_on) as recorded_on from fct_recurring_cost group by program_id
),
unknown_cost as (
  select distinct on (action.program_id)
    action.program_id, action.effective_on, action.date_precision, action.amount_usd, first_recurring.recorded_on as settled_on
  from fct_board_action as action
  left join first_recurring using (program_id)
  where action.is_approval and action.is_from_one_time_money and action.amount_usd > 0
    and action.effective_on <= getvariable('as_of')
    and (first_recurring.recorded_on is null or first_recurring.recorded_on > action.effective_on)
  order by action.program_id, action.effective_on, action.board_action_id
)
select
  'A1' as alert,
  program_id,
  effective_on as fired_on,
  date_precision,
  format('${:.1f} M of one-time or capital money was approved and no recurring cost was recorded: the lifetime cost is unknown.',
    amount_usd / 1000000.0) as evidence,
  'Record the recurring cost by category and fiscal year, or that there is none.' as settle,
  settled_on
from unknown_cost;
