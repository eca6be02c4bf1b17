with feed_submission as (
  select
    organization.organization_id as school,
    (count(*) filter (where fact.is_reported))::double as m0_0,
    (count(*))::double as m0_1
  from fct_feed_submission as fact
  join dim_organization as organization on organization.organization_key = fact.organization_key
  where fact.school_year in (select unnest($p1::varchar[])::varchar)
  group by all
),
cell as (
  select school from feed_submission
)
select
  cell.school as school,
  school_label.label as school__label,
  feed_submission.m0_0 as m0_0,
  feed_submission.m0_1 as m0_1
from cell
left join feed_submission on feed_submission.school is not distinct from cell.school
left join (select organization_id as key, min(name) as label from dim_organization where is_current group by all) as school_label on school_label.key = cell.school
