-- grain: one row per organization that must report, feed and school day up to as_of, submitted or not
-- grain-key: organization_key, feed, school_day_on
-- part: school_year
-- order by: school_year, organization_key, feed, school_day_on
-- is_recent: among the organization's last 20 school days. is_silent: nothing came for any of its last ten. Both at as_of.
create table fct_feed_submission as
with school_day as (
  select
    calendar.organization_id, calendar.school_year, calendar.calendar_on,
    row_number() over (partition by calendar.organization_id order by calendar.calendar_on desc) as days_back
  from (select distinct organization_id, school_year, calendar_on, is_instructional from dim_school_calendar_day) as calendar
  where calendar.is_instructional and calendar.calendar_on <= getvariable('as_of')
),
feed as (
  select distinct feed from stg_feed_submission
),
submission as (
  select organization_id, feed, school_day_on, min(submitted_on) as submitted_on
  from stg_feed_submission
  where submitted_on <= getvariable('as_of')
  group by all
),
expected as (
  select
    school_day.school_year, organization.organization_key, organization.organization_id, feed.feed,
    school_day.calendar_on as school_day_on, school_day.days_back
  from school_day
  join dim_organization as organization
    on organization.organization_id = school_day.organization_id
    and school_day.calendar_on >= organization.valid_from
    and school_day.calendar_on < organization.valid_to
  cross join feed
  where organization.must_report
)
select
  expected.school_year,
  expected.organization_key,
  expected.organization_id,
  expected.feed,
  expected.school_day_on,
  submission.submitted_on,
  submission.submitted_on is not null as is_reported,
  coalesce(submission.submitted_on - expected.school_day_on > 1, false) as is_late,
  expected.days_back <= 20 as is_recent,
  count(submission.submitted_on) filter (expected.days_back <= 10) over (
    partition by expected.organization_id, expected.feed
  ) = 0 as is_silent
from expected
left join submission
  on submission.organization_id = expected.organization_id
  and submission.feed = expected.feed
  and submission.school_day_on = expected.school_day_on
order by expected.school_year, expected.organization_key, expected.feed, expected.school_day_on;
