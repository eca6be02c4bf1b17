-- subject: finance
-- grain: one row per program of work that had begun on $as_of
-- Approved is approve + amend + ratify + rescind (rescinds are negative); requests and details are shown, never added.
-- A sum over no rows stays null: nobody reported it, which is not 0.
with action as (
  select * from fct_board_action where effective_on <= cast($as_of as date)
),
approval as (
  select program_id, sum(amount_usd) as approved_usd, min(effective_on) as first_approved_on
  from action where is_approval group by program_id
),
first_approval as (
  select program_id, sum(amount_usd) as first_approved_usd, min(date_precision) as first_approved_precision
  from action join approval using (program_id)
  where is_approval and effective_on = first_approved_on
  group by program_id
),
request as (
  select program_id, sum(amount_usd) as requested_usd from action where is_request group by program_id
),
-- The published total is compared with the whole ledger: it has no date of its own.
ledger as (
  select program_id, sum(amount_usd) as all_approved_usd from fct_board_action where is_approval group by program_id
),
spent as (
  select program_id, sum(amount_usd) as expended_usd
  from fct_expenditure where posted_on <= cast($as_of as date) group by program_id
),
committed as (
  select program_id, sum(open_usd) as committed_usd
  from fct_commitment where committed_on <= cast($as_of as date) group by program_id
),
forecast as (
  select program_id, arg_max(etc_likely_usd, as_of_on) as forecast_usd
  from fct_forecast where as_of_on <= cast($as_of as date) group by program_id
),
-- The ten fiscal years (1 July to 30 June) after the one that contains $as_of; a program without rows stays unknown.
recurring_year as (
  select program_id, fiscal_year, sum(likely_usd) as likely_usd, sum(unfunded_usd) as unfunded_usd
  from fct_recurring_cost
  where recorded_on <= cast($as_of as date)
    and fiscal_year_starts_on > cast($as_of as date)
    and fiscal_year_starts_on <= cast($as_of as date) + interval 10 year
  group by program_id, fiscal_year
),
lifetime as (
  select
    program_id,
    arg_min(likely_usd, fiscal_year) as recurring_usd_a_year,
    sum(unfunded_usd) as unfunded_usd_ten_years,
    min(fiscal_year) filter (unfunded_usd > 0) as unfunded_from
  from recurring_year
  group by program_id
)
select
  program_id,
  name,
  is_case_file,
  purpose,
  citation,
  cast(first_approved_usd as double) as first_approved_usd,
  cast(first_approved_on as varchar) as first_approved_on,
  first_approved_precision,
  cast(approved_usd as double) as approved_usd,
  cast(approved_usd as double) / nullif(cast(first_approved_usd as double), 0) as growth,
  cast(requested_usd as double) as requested_usd,
  cast(expended_usd as double) as expended_usd,
  cast(committed_usd as double) as committed_usd,
  cast(approved_usd - expended_usd - committed_usd as double) as available_usd,
  cast(forecast_usd as double) as forecast_usd,
  cast(recurring_usd_a_year as double) as recurring_usd_a_year,
  cast(unfunded_usd_ten_years as double) as unfunded_usd_ten_years,
  unfunded_from,
  cast(published_total_usd as double) as published_total_usd,
  published_total_note,
  cast(published_total_usd - all_approved_usd as double) as not_itemised_usd
from dim_program
left join approval using (program_id)
left join first_approval using (program_id)
left join request using (program_id)
left join ledger using (program_id)
left join spent using (program_id)
left join committed using (program_id)
left join forecast using (program_id)
left join lifetime using (program_id)
where started_on <= cast($as_of as date) or approved_usd is not null
order by is_case_file, name
