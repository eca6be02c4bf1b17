-- subject: students
-- grain: one row per school and school day, of its last ten, on which attendance was not submitted
select organization_id, cast(school_day_on as varchar) as school_day_on
from (
  select
    organization_id,
    school_day_on,
    is_reported,
    row_number() over (partition by organization_id order by school_day_on desc) as days_ago
  from fct_feed_submission
  where feed = 'attendance' and is_recent
)
where days_ago <= 10 and not is_reported
order by organization_id, school_day_on
