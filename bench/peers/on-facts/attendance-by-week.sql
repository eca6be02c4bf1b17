-- A day's rows are added up before its week is worked out, which costs more than adding.
with day as (
  select attended_on, sum(attended_parts) as attended, sum(expected_parts) as expected
  from fct_attendance_day
  where school_year = $1
  group by attended_on
)
select
  date_trunc('week', attended_on)::date::text as week,
  sum(attended) as daily_attendance_rate__numerator,
  sum(expected) as daily_attendance_rate__denominator
from day
group by week
