-- grain: one row per student with an active plan (IEP) and school year, at as_of or the year's last day
-- grain-key: school_year, sped_student_id
-- part: school_year
-- order by: school_year, organization_key, sped_student_id
-- The special-education system holds today's plans and schools only. So a past year has the students who were enrolled on its last day,
-- at the school of that enrolment, and whether the two systems agreed then is unknown (is_matched is null), never false.
create table fct_iep as
with reference as (
  select
    cfg_school_year.school_year,
    least(getvariable('as_of'), cfg_school_year.ends_on, coalesce(max(calendar.calendar_on), cfg_school_year.ends_on)) as reference_on,
    cfg_school_year.starts_on = max(cfg_school_year.starts_on) over () as is_current_year
  from cfg_school_year
  left join dim_school_calendar_day as calendar
    on calendar.school_year = cfg_school_year.school_year and calendar.is_instructional
  where cfg_school_year.starts_on <= getvariable('as_of')
  group by cfg_school_year.school_year, cfg_school_year.starts_on, cfg_school_year.ends_on
),
plan as (
  select
    sped.*, reference.school_year, reference.reference_on, reference.is_current_year,
    coalesce(identity.durable_student_key, -1) as durable_student_key,
    identity."method" as match_method
  from stg_sped_student as sped
  join reference
    on sped.iep_started_on <= reference.reference_on
    and coalesce(sped.iep_ended_on, reference.reference_on) >= reference.reference_on
  left join brg_student_identity as identity
    on identity.source = sped.source and identity.source_student_id = sped.sped_student_id
),
enrolled as (
  select distinct on (plan.school_year, plan.sped_student_id)
    plan.school_year, plan.sped_student_id, enrollment.organization_id
  from plan
  join brg_enrollment as enrollment
    on enrollment.durable_student_key = plan.durable_student_key
    and not enrollment.is_no_show
    and plan.reference_on between enrollment.first_on and enrollment.last_on
  order by
    plan.school_year, plan.sped_student_id,
    enrollment.organization_id = plan.organization_id desc, enrollment.is_primary desc, enrollment.first_on desc, enrollment.organization_id
),
placed as (
  select
    plan.*,
    enrolled.organization_id as enrolled_organization_id,
    if(plan.is_current_year, plan.organization_id, coalesce(enrolled.organization_id, plan.organization_id)) as school_id
  from plan
  left join enrolled using (school_year, sped_student_id)
  where plan.is_current_year or enrolled.organization_id is not null
),
meeting as (
  select distinct on (sped_student_id, held_on) *
  from stg_iep_meeting
  order by sped_student_id, held_on, iep_meeting_id desc
)
select
  placed.school_year,
  placed.sped_student_id,
  coalesce(student.student_key, -1) as student_key,
  placed.durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  placed.eligibility,
  placed.outside_general_class_share,
  placed.outside_general_class_share in ('0_20', '21_60') as is_in_general_class,
  placed.outside_general_class_share <> 'separate' as has_placement_in_school,
  placed.school_id = placed.residence_organization_id as is_home_school,
  cast(date_sub('year', placed.birth_on, placed.reference_on) as integer) as age_on,
  placed.reference_on,
  date_sub('year', placed.birth_on, placed.reference_on) >= 16 as needs_transition_plan,
  meeting.has_transition_plan,
  meeting.held_on is not null as has_meeting,
  meeting.held_on as last_meeting_on,
  meeting.next_due_on,
  meeting.next_due_on < placed.reference_on as is_review_overdue,
  meeting.is_parent_present,
  meeting.has_attendance_attempts,
  placed.enrolled_organization_id is not null as has_open_enrollment,
  if(placed.enrolled_organization_id is null, null, coalesce(enrolled_at.organization_key, -1)) as enrolled_organization_key,
  if(placed.is_current_year, coalesce(placed.enrolled_organization_id = placed.organization_id, false), null) as is_matched,
  if(
    placed.is_current_year,
    placed.enrolled_organization_id is not null and placed.enrolled_organization_id <> placed.organization_id,
    null
  ) as is_at_other_school,
  if(
    placed.is_current_year,
    coalesce(enrolled_at.is_charter <> organization.is_charter, false),
    null
  ) as moved_between_charter_and_district,
  meeting.translation_requested_on is not null as translation_requested,
  meeting.translated_on <= placed.reference_on
    or coalesce(placed.reference_on - meeting.translation_requested_on > 30, false) as is_translation_due,
  case
    when meeting.translated_on <= placed.reference_on then meeting.translated_on - meeting.translation_requested_on <= 30
    when placed.reference_on - meeting.translation_requested_on > 30 then false
  end as is_translated_on_time,
  placed.match_method
from placed
asof left join meeting
  on meeting.sped_student_id = placed.sped_student_id and meeting.held_on <= placed.reference_on
left join dim_student as student
  on student.durable_student_key = placed.durable_student_key
  and placed.reference_on >= student.valid_from and placed.reference_on < student.valid_to
left join dim_organization as organization
  on organization.organization_id = placed.school_id
  and placed.reference_on >= organization.valid_from and placed.reference_on < organization.valid_to
left join dim_organization as enrolled_at
  on enrolled_at.organization_id = placed.enrolled_organization_id
  and placed.reference_on >= enrolled_at.valid_from and placed.reference_on < enrolled_at.valid_to
order by placed.school_year, organization_key, placed.sped_student_id;
