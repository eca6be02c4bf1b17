-- grain: one row per student with an active plan today: whether the special-education system and the schools agree on the student
-- grain-key: school_year, sped_student_id
-- part: school_year
-- order by: school_year, organization_key, sped_student_id
-- The special-education system holds today's schools only, so a past year has no rows here: unknown is not zero.
create table fct_record_match as
select
  school_year, sped_student_id, student_key, durable_student_key, organization_key, eligibility,
  has_open_enrollment, is_matched, is_at_other_school, moved_between_charter_and_district
from fct_iep
where is_matched is not null
order by school_year, organization_key, sped_student_id;
