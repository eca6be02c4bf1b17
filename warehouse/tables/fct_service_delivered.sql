-- grain: one row per session of a prescribed service
-- grain-key: school_year, session_id
-- part: school_year
-- order by: organization_key, delivered_on, session_id
-- cut: week of stg_service_delivered.delivered_on
-- made from: session, version, stg_service_prescribed, brg_student_identity, dim_organization
-- Days on which there is no school have sessions, too: the days of the sessions are cut, not those of the calendar.
create table fct_service_delivered as
with session as (
  select source, session_id, service_id, delivered_on, minutes, outcome
  from stg_service_delivered
  where delivered_on between getvariable('first_on') and getvariable('last_on')
),
version as (
  select
    student_key, durable_student_key,
    greatest(valid_from, getvariable('first_on')) as valid_from,
    least(valid_to, cast(getvariable('last_on') + 1 as date)) as valid_to
  from dim_student
  where valid_from <= getvariable('last_on') and valid_to > getvariable('first_on')
)
select
  getvariable('school_year') as school_year,
  session.session_id,
  session.service_id,
  coalesce(version.student_key, -1) as student_key,
  coalesce(identity.durable_student_key, -1) as durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  session.delivered_on, session.minutes, session.outcome
from session
left join stg_service_prescribed as service
  on service.source = session.source and service.service_id = session.service_id
left join brg_student_identity as identity
  on identity.source = service.source and identity.source_student_id = service.sped_student_id
left join version
  on version.durable_student_key = identity.durable_student_key
  and version.valid_from <= session.delivered_on and version.valid_to > session.delivered_on
left join dim_organization as organization
  on organization.organization_id = service.organization_id
  and organization.valid_from <= session.delivered_on and organization.valid_to > session.delivered_on
order by organization_key, session.delivered_on, session.session_id;
