-- One row per school that must send a feed, in the latest of the years asked for. A school is missing when it sent nothing
-- on any of its last ten school days. An operator or a region is told of a school's days while it was theirs, as of the figures;
-- who may see a child, of the school that it goes to.
with latest_year as (
  select max(school_year) as school_year
  from fct_feed_submission
  where len($years::varchar[]) = 0 or school_year in (select unnest($years::varchar[]))
),
submission as (
  select
    organization_id,
    school_day_on,
    is_reported,
    dense_rank() over (partition by organization_id order by school_day_on desc) as days_ago
  from fct_feed_submission
  where feed = $feed
    and school_year = (select school_year from latest_year)
    and ($everything = 'true' or organization_key in (
      select organization_key
      from dim_organization
      where organization_id in (select unnest($schools::varchar[]))
        or operator_id in (select unnest($operators::varchar[]))
        or region in (select unnest($regions::varchar[]))
    ) or organization_id in (
      select organization.organization_id
      from fct_enrollment_spell as spell
      join dim_organization as organization using (organization_key)
      where spell.is_enrolled and spell.school_year = (select school_year from latest_year)
        and spell.durable_student_key in (
          select durable_student_key from dim_student where state_student_id in (select unnest($students::varchar[]))
        )
    ))
),
school as (
  select
    organization_id,
    max(school_day_on) filter (where is_reported) as last_reported_on,
    bool_or(is_reported and days_ago <= 10) as has_reported
  from submission
  group by all
)
select organization_id, min(name) as name, last_reported_on::varchar as last_reported_on, has_reported
from school
join dim_organization using (organization_id)
where is_current
group by all
order by name
