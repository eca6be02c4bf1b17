-- promise: What the board has approved in all stays within 110 % of its first approval.
-- One alert for each of 110, 125, 150 and 200 % crossed, on the day of the action that crossed it; tested in whole cents.
with approval as (
  select
    program_id, effective_on, date_precision, board_action_id, approved_to_date_usd,
    first_value(approved_to_date_usd) over (partition by program_id order by effective_on, board_action_id) as first_usd
  from fct_board_action
  where is_approval and effective_on <= getvariable('as_of')
),
crossing as (
  select distinct on (program_id, threshold) *
  from approval
  cross join (select unnest([110, 125, 150, 200]) as threshold)
  where first_usd > 0 and 100 * approved_to_date_usd > threshold * first_usd
  order by program_id, threshold, effective_on, board_action_id
),
approved_now as (
  select program_id, arg_max(approved_to_date_usd, effective_on) as approved_usd from approval group by program_id
)
select
  'A3' as alert,
  crossing.program_id,
  crossing.effective_on as fired_on,
  crossing.date_precision,
  format('Approvals reached ${:.1f} M, {} % of the first approval of ${:.1f} M: above {} %.',
    crossing.approved_to_date_usd / 1000000.0,
    cast(round(100 * crossing.approved_to_date_usd / crossing.first_usd) as integer),
    crossing.first_usd / 1000000.0,
    crossing.threshold) as evidence,
  'Explain the growth to the board with a new estimate to complete; rescind what is not needed.' as settle,
  if(
    100 * approved_now.approved_usd > crossing.threshold * crossing.first_usd,
    null,
    (
      select max(approval.effective_on) from approval where approval.program_id = crossing.program_id
    )
  ) as settled_on
from crossing
join approved_now using (program_id);
