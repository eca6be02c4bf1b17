-- subject: finance
-- grain: one row per program and funding source of its approvals on $as_of
select
  program_id,
  fund_source_id,
  dim_fund_source.name,
  cast(sum(amount_usd) as double) as amount_usd,
  is_one_time,
  is_capital_only,
  cast(ends_on as varchar) as ends_on
from fct_board_action
join dim_fund_source using (fund_source_id)
where is_approval and effective_on <= cast($as_of as date)
group by program_id, fund_source_id, dim_fund_source.name, is_one_time, is_capital_only, ends_on
order by program_id, amount_usd desc
