-- subject: students
-- grain: one row per school and feed that it must send: how many of its school days have passed since it last did
select
  organization_id,
  feed,
  cast(count(*) filter (last_reported_on is null or school_day_on > last_reported_on) as integer) as silent_days
from (
  select
    organization_id,
    feed,
    school_day_on,
    max(school_day_on) filter (is_reported) over (partition by organization_id, feed) as last_reported_on
  from fct_feed_submission
  where school_year = (select max(school_year) from fct_feed_submission)
)
group by organization_id, feed
order by organization_id, feed
