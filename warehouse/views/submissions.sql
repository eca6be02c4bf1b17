-- subject: operations
-- grain: one row per school, feed and recent school day on which a submission was due
select
  submission.organization_id,
  name,
  feed,
  cast(school_day_on as varchar) as school_day_on,
  case when not is_reported then 'missing' when is_late then 'late' else 'reported' end as state
from fct_feed_submission as submission
join dim_organization using (organization_key)
where is_recent
order by submission.organization_id, feed, school_day_on
