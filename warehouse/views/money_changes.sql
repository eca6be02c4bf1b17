-- subject: finance
-- grain: one row per board action, commitment, forecast or recurring cost recorded after $since; case files are history
with recorded as (
  select
    program_id,
    recorded_on,
    case kind
      when 'request' then 'asked for'
      when 'recommend' then 'recommended'
      when 'approve' then 'approved by the board'
      when 'amend' then 'approval amended by the board'
      when 'ratify' then 'ratified by the board'
      when 'rescind' then 'approval rescinded by the board'
    end as what,
    amount_usd,
    report_no as reference
  from fct_board_action where kind <> 'detail'
  union all
  select program_id, committed_on, replace(kind, '_', ' ') || ' with ' || vendor, amount_usd, commitment_id
  from fct_commitment
  union all
  select program_id, as_of_on, 'forecast to complete', etc_likely_usd, method from fct_forecast
  union all
  select program_id, recorded_on, 'recurring ' || category || ' cost in ' || fiscal_year, likely_usd, basis
  from fct_recurring_cost
)
select name, what, cast(amount_usd as double) as amount_usd, reference, cast(recorded_on as varchar) as recorded_on
from recorded
join dim_program using (program_id)
where recorded_on > cast($since as date) and not is_case_file
order by recorded.recorded_on desc, amount_usd desc
