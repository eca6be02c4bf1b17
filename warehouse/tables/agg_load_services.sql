-- grain: one row per source file and organization that its rows of special education name
-- grain-key: source, feed, file, organization_id
-- part: core
-- order by: source, feed, file, organization_id
-- The part of fct_school_load that case management can change. A meeting has no row of its own. A session is published once it was
-- held: that each is there, another check counts (facts-are-complete).
create table agg_load_services as
with evaluation as (
  select distinct evaluation_id from fct_evaluation
),
prescribed as (
  select distinct service_id from fct_service_prescribed
),
staged as (
  select source, 'evaluations' as feed, file, organization_id, coalesce(referred_on, consent_on) as known_on,
    evaluation.evaluation_id is not null as is_published
  from stg_evaluation as row
  left join evaluation using (evaluation_id)
  union all by name
  select source, 'iep_meetings' as feed, file, organization_id, held_on as known_on, null as is_published
  from stg_iep_meeting
  union all by name
  select source, 'services_prescribed' as feed, file, organization_id, started_on as known_on,
    prescribed.service_id is not null as is_published
  from stg_service_prescribed as row
  left join prescribed using (service_id)
  union all by name
  select row.source, 'services_delivered' as feed, row.file, service.organization_id, row.delivered_on as known_on,
    row.delivered_on <= getvariable('as_of') as is_published
  from stg_service_delivered as row
  left join stg_service_prescribed as service on service.source = row.source and service.service_id = row.service_id
)
select
  source, feed, file, organization_id,
  count(*) as rows_loaded,
  count(*) filter (is_published) as rows_published,
  count(*) filter (not coalesce(is_published, false) and known_on > getvariable('as_of')) as rows_later,
  count(*) filter (is_published is null and not coalesce(known_on > getvariable('as_of'), false)) as rows_elsewhere
from staged
group by all
order by source, feed, file, organization_id;
