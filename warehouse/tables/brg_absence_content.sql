-- grain: one row per source file, organization and day with absences
-- grain-key: source, file, organization_id, absent_on
-- part: work
-- How many absences a file tells and what they are, in short (as the builder sums up tables), so that what decides each cut of days is
-- read once instead of a cut at a time. Students are told apart by their keys: who is recognized as another one is another one here.
create table brg_absence_content as
select
  event.source, event.file, event.organization_id, event.absent_on,
  count(*) as absences,
  sum(hash(identity.durable_student_key, event.parts_absent, event.reason)) as content
from stg_attendance_event as event
left join brg_student_identity as identity
  on identity.source = event.source and identity.source_student_id = event.student_id
group by all;
