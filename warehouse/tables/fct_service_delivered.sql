-- grain: one row per session of a prescribed service
-- grain-key: session_id
-- part: school_year
-- order by: school_year, organization_key, delivered_on
create table fct_service_delivered as
select
  day.school_year,
  session.session_id,
  session.service_id,
  coalesce(student.student_key, -1) as student_key,
  coalesce(identity.durable_student_key, -1) as durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  session.delivered_on, session.minutes, session.outcome
from stg_service_delivered as session
join dim_date as day on day.date_on = session.delivered_on
left join stg_service_prescribed as service
  on service.source = session.source and service.service_id = session.service_id
left join brg_student_identity as identity
  on identity.source = service.source and identity.source_student_id = service.sped_student_id
left join dim_student as student
  on student.durable_student_key = identity.durable_student_key
  and student.valid_from <= session.delivered_on and student.valid_to > session.delivered_on
left join dim_organization as organization
  on organization.organization_id = service.organization_id
  and organization.valid_from <= session.delivered_on and organization.valid_to > session.delivered_on
where session.delivered_on <= getvariable('as_of')
order by day.school_year, organization_key, session.delivered_on, session.session_id;
