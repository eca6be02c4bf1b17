-- grain: one row per organization, track and weekday of the calendar
-- grain-key: organization_id, track, calendar_on
-- part: core
-- order by: organization_id, track, calendar_on
-- instructional_day_number counts the school days of the year so far, also on a holiday: the days between two dates are one subtraction.
create table dim_school_calendar_day as
select
  calendar.organization_id, calendar.track, calendar.calendar_on,
  day.school_year,
  calendar.day_type,
  calendar.day_type = 'instructional' as is_instructional,
  cast(
    count(*) filter (calendar.day_type = 'instructional') over (
      partition by calendar.organization_id, calendar.track, day.school_year order by calendar.calendar_on
    ) as integer
  ) as instructional_day_number,
  calendar.school_month,
  calendar.term
from stg_calendar_day as calendar
join dim_date as day on day.date_on = calendar.calendar_on
order by calendar.organization_id, calendar.track, calendar.calendar_on;
