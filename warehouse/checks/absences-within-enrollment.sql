-- kind: report
-- promise: Every absence that a school sent falls on a school day on which the student was enrolled there.
select
  event.source, event.organization_id, count(*) as absences, min(event.absent_on) as first_on, max(event.absent_on) as last_on
from stg_attendance_event as event
join brg_student_identity as identity
  on identity.source = event.source and identity.source_student_id = event.student_id
anti join (
  select enrollment.durable_student_key, enrollment.organization_id, enrollment.first_on, enrollment.last_on from brg_enrollment as enrollment
) as enrollment
  on enrollment.durable_student_key = identity.durable_student_key
  and enrollment.organization_id = event.organization_id
  and event.absent_on between enrollment.first_on and enrollment.last_on
where event.absent_on <= getvariable('as_of')
group by all
order by event.source, event.organization_id;
