-- subject: operations
-- grain: one row per school and feed that it must send: its recent school days in order, each as "2026-11-20 missing", by commas
-- One text a school: of 1,300 schools the rows of all days took most of a second. Sorting a finished list is five times as fast as an ordered one.
select
  submission.organization_id,
  school.name,
  school.region,
  school.level,
  school.operator_name as operator,
  submission.feed,
  submission.days
from (
  select
    organization_id,
    feed,
    array_to_string(list_sort(list(
      cast(school_day_on as varchar) || case when not is_reported then ' missing' when is_late then ' late' else ' reported' end
    )), ',') as days
  from fct_feed_submission
  where is_recent
  group by organization_id, feed
) as submission
join dim_organization as school on school.organization_id = submission.organization_id and school.is_current
order by submission.organization_id, submission.feed
