-- kind: report
-- promise: Every school that must report has sent attendance for at least one of its last ten school days.
select distinct
  organization.organization_id, organization.name,
  max(submission.school_day_on) filter (submission.is_reported) over (partition by organization.organization_id) as last_reported_on
from fct_feed_submission as submission
join dim_organization as organization using (organization_key)
where submission.feed = 'attendance'
qualify bool_or(submission.is_silent) over (partition by organization.organization_id)
order by organization.organization_id;
