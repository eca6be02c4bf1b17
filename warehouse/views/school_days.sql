-- subject: students
-- grain: one row per school with a calendar: whether it teaches on $on_day, and on which day its latest term before that ended
with term as (
  select organization_id, max(calendar_on) as ended_on
  from dim_school_calendar_day
  where is_instructional and term is not null
  group by organization_id, school_year, term
),
ended as (
  select organization_id, max(ended_on) as ended_on
  from term
  where ended_on < try_cast($on_day as date)
  group by organization_id
)
select
  day.organization_id,
  coalesce(bool_or(day.is_instructional and day.calendar_on = try_cast($on_day as date)), false) as is_school_day,
  cast(any_value(ended.ended_on) as varchar) as term_ended_on
from dim_school_calendar_day as day
left join ended using (organization_id)
group by day.organization_id
order by day.organization_id
