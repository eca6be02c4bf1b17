-- grain: one row per student, school year and subject of the state's tests
-- grain-key: school_year, state_student_id, subject
-- part: school_year
-- order by: school_year, organization_key, subject
-- Tests are taken in spring: the student as of 1 May. Levels: 1 below basic, 2 basic, 3 proficient, 4 advanced.
create table fct_assessment as
with result as (
  select *, make_date(cast(left(school_year, 4) as integer) + 1, 5, 1) as tested_on from stg_assessment
),
person as (
  select state_student_id, durable_student_key from dim_student where is_current and state_student_id is not null
)
select
  result.school_year,
  result.state_student_id,
  coalesce(student.student_key, -1) as student_key,
  coalesce(person.durable_student_key, -1) as durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  result.subject, result.grade, result.is_tested, result.is_accommodated, result.level,
  coalesce(result.is_tested and result.level >= 2, false) as is_basic_or_above,
  coalesce(result.is_tested and result.level >= 3, false) as is_proficient
from result
left join person using (state_student_id)
asof left join dim_student as student
  on student.durable_student_key = person.durable_student_key and student.valid_from <= result.tested_on
asof left join dim_organization as organization
  on organization.organization_id = result.organization_id and organization.valid_from <= result.tested_on
order by result.school_year, organization_key, result.subject, result.state_student_id;
