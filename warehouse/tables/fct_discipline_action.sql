-- grain: one row per discipline action
-- grain-key: source, action_id
-- part: school_year
-- order by: school_year, organization_key, occurred_on
-- Counted at the school of the incident.
create table fct_discipline_action as
select
  day.school_year,
  action.source,
  action.action_id,
  coalesce(student.student_key, -1) as student_key,
  coalesce(identity.durable_student_key, -1) as durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  action.occurred_on, action.kind, action.days,
  action.kind in ('in_school_suspension', 'out_of_school_suspension') as is_suspension,
  action.kind = 'out_of_school_suspension' as is_out_of_school
from stg_discipline_action as action
join dim_date as day on day.date_on = action.occurred_on
left join brg_student_identity as identity
  on identity.source = action.source and identity.source_student_id = action.student_id
asof left join dim_student as student
  on student.durable_student_key = identity.durable_student_key and student.valid_from <= action.occurred_on
asof left join dim_organization as organization
  on organization.organization_id = action.organization_id and organization.valid_from <= action.occurred_on
where action.occurred_on <= getvariable('as_of')
order by day.school_year, organization_key, action.occurred_on, action.source, action.action_id;
