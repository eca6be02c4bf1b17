-- grain: one row per evaluation for special education and school year: of its due day, and of today while it is still not held
-- grain-key: evaluation_id, school_year
-- part: school_year
-- order by: school_year, organization_key, due_on
-- The source states due_on (California: 60 calendar days from consent, with clock stops, EC 56344). An open evaluation that is not yet
-- due is neither on time nor late; due soon means within 20 calendar days of as_of. One overdue since an earlier year is carried into
-- this year, where people look for it, and counts as due only in the year it was due.
create table fct_evaluation as
with evaluation as (
  select * exclude (held_on), if(held_on <= getvariable('as_of'), held_on, null) as held_on
  from stg_evaluation
  where coalesce(referred_on, consent_on) <= getvariable('as_of')
),
judged as (
  select
    *,
    held_on is null and due_on < getvariable('as_of') as is_overdue,
    held_on is null and due_on between getvariable('as_of') and getvariable('as_of') + 20 as is_due_soon,
    greatest(0, coalesce(held_on, getvariable('as_of')) - due_on) as days_late
  from evaluation
),
in_year as (
  select judged.*, day.school_year, false as is_carried
  from judged
  join dim_date as day on day.date_on = judged.due_on
  union all by name
  select judged.*, today.school_year, true as is_carried
  from judged
  join dim_date as day on day.date_on = judged.due_on
  join dim_date as today on today.date_on = getvariable('as_of')
  where judged.held_on is null and day.school_year < today.school_year
)
select
  judged.school_year,
  judged.evaluation_id,
  coalesce(student.student_key, -1) as student_key,
  coalesce(identity.durable_student_key, -1) as durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  judged.kind, judged.referred_on, judged.consent_on, judged.due_on, judged.held_on,
  not judged.is_carried and (judged.held_on is not null or judged.due_on <= getvariable('as_of')) as is_due,
  judged.is_carried,
  judged.held_on is not null and judged.held_on <= judged.due_on as is_on_time,
  judged.held_on is null as is_open,
  judged.is_overdue,
  judged.is_due_soon,
  cast(judged.days_late as integer) as days_late,
  cast(judged.held_on - judged.consent_on as integer) as days_to_hold,
  case
    when judged.held_on <= judged.due_on then 'on_time'
    when judged.held_on > judged.due_on then 'late'
    when judged.is_overdue then 'overdue'
    when judged.is_due_soon then 'due_soon'
    else 'open'
  end as status,
  judged.delay_reason
from in_year as judged
left join brg_student_identity as identity
  on identity.source = judged.source and identity.source_student_id = judged.sped_student_id
asof left join dim_student as student
  on student.durable_student_key = identity.durable_student_key
  and student.valid_from <= least(judged.due_on, getvariable('as_of'))
asof left join dim_organization as organization
  on organization.organization_id = judged.organization_id
  and organization.valid_from <= least(judged.due_on, getvariable('as_of'))
order by judged.school_year, organization_key, judged.due_on, judged.evaluation_id;
