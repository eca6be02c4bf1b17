-- promise: Every recurring cost of the next five fiscal years has a source that may pay for it.
-- Fires on the day an unfunded year is recorded or comes within five years, whichever is later; settled when no year is unfunded.
with unfunded_year as (
  select
    program_id, fiscal_year, fiscal_year_starts_on,
    min(recorded_on) filter (unfunded_usd > 0) as first_recorded_on,
    max(recorded_on) as last_recorded_on,
    sum(unfunded_usd) as unfunded_usd
  from fct_recurring_cost
  group by all
),
shortfall as (
  select
    *,
    greatest(first_recorded_on, cast(fiscal_year_starts_on - interval 5 year as date)) as fired_on
  from unfunded_year
  where first_recorded_on is not null
)
select
  'A2' as alert,
  program_id,
  min(fired_on) as fired_on,
  'day' as date_precision,
  if(
    max(unfunded_usd) > 0,
    format('${:.1f} M a year at most has no source that may pay for operating, from {} on.',
      max(unfunded_usd) / 1000000.0, min(fiscal_year) filter (unfunded_usd > 0)),
    'Recurring cost was recorded without a source that may pay for operating; a later record funds it.'
  ) as evidence,
  'Name a source whose allowed uses include operating, for every year.' as settle,
  if(max(unfunded_usd) > 0, null, max(last_recorded_on)) as settled_on
from shortfall
group by program_id
having min(fired_on) <= getvariable('as_of');
