-- grain: one row per student and line item of a class, marked or missing
-- grain-key: source, line_item_id, source_student_id
-- part: school_year
-- order by: school_year, organization_key, durable_student_key
-- made from: due, scored, version, stg_or_line_item, stg_or_result, stg_or_enrollment, fct_class_enrollment, brg_student_identity, dim_section, dim_organization
-- A mark is missing where a class is open on as_of, the student was in it when its last line item fell due, and no score came.
create table fct_course_mark as
with due as (
  select distinct due_date from stg_or_line_item where due_date <= getvariable('as_of')
),
scored as (
  select distinct score_date from stg_or_result where score_date <= getvariable('as_of')
),
last_day as (
  select max(marked_on) as marked_on from (select due_date as marked_on from due union all select score_date from scored)
),
version as (
  select student_key, durable_student_key, valid_from, least(valid_to, cast(last_day.marked_on + 1 as date)) as valid_to
  from dim_student
  join last_day on dim_student.valid_from <= last_day.marked_on
),
line_item as materialized (
  select
    row_number() over (order by item.source, item.sourced_id) as line_item_number,
    item.source, item.sourced_id as line_item_id, item.title, item.due_date, section.section_key, section.school_year,
    organization.organization_id
  from stg_or_line_item as item
  join dim_section as section on section.source = item.source and section.section_id = item.class_sourced_id
  join dim_organization as organization on organization.organization_key = section.organization_key
),
last_line_item as (
  select distinct on (section_key) *
  from line_item
  where due_date in (select due_date from due)
  order by section_key, due_date desc, line_item_id desc
),
expected as (
  select distinct
    last_line_item.line_item_number, identity.source_student_id
  from fct_class_enrollment as enrollment
  join last_line_item using (section_key)
  join stg_or_enrollment as or_enrollment
    on or_enrollment.source = enrollment.source and or_enrollment.sourced_id = enrollment.class_enrollment_id
  join brg_student_identity as identity
    on identity.source = enrollment.source and identity.source_student_id = or_enrollment.user_sourced_id
  where enrollment.is_open and enrollment.begins_on <= last_line_item.due_date
),
told as not materialized (
  select
    line_item.line_item_number, or_result.student_sourced_id as source_student_id, or_result.score, or_result.score_date,
    or_result.sourced_id, hash(or_result.source, or_result.line_item_sourced_id, or_result.student_sourced_id) as mark_hash
  from stg_or_result as or_result
  join line_item on line_item.source = or_result.source and line_item.line_item_id = or_result.line_item_sourced_id
  where or_result.score_date in (select score_date from scored)
),
-- Hardly any mark is told again: only those are compared, since to compare nine million takes gigabytes.
told_again as materialized (
  select hash(source, line_item_sourced_id, student_sourced_id) as mark_hash
  from stg_or_result
  group by mark_hash
  having count(*) > 1
),
result as (
  select line_item_number, source_student_id, score, score_date
  from told
  where mark_hash not in (select mark_hash from told_again)
  union all
  select line_item_number, source_student_id, arg_max_null(score, (score_date, sourced_id)), max(score_date)
  from told
  where mark_hash in (select mark_hash from told_again)
  group by all
),
mark as (
  select
    line_item_number, source_student_id, result.score, result.score_date,
    expected.line_item_number is not null as is_expected
  from result
  full join expected using (line_item_number, source_student_id)
),
dated as (
  select
    line_item_number, line_item.source, line_item.line_item_id, mark.source_student_id,
    coalesce(identity.durable_student_key, -1) as durable_student_key,
    line_item.section_key, line_item.school_year, line_item.organization_id, line_item.title,
    coalesce(mark.score_date, line_item.due_date) as marked_on,
    mark.score,
    mark.is_expected and mark.score is null as is_missing
  from mark
  join line_item using (line_item_number)
  left join brg_student_identity as identity
    on identity.source = line_item.source and identity.source_student_id = mark.source_student_id
)
select
  dated.school_year, dated.source, dated.line_item_id, dated.source_student_id,
  coalesce(version.student_key, -1) as student_key,
  dated.durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  dated.section_key, dated.title, dated.marked_on, dated.score, dated.is_missing,
  dated.score >= 60 as is_passed
from dated
left join version
  on version.durable_student_key = dated.durable_student_key
  and version.valid_from <= dated.marked_on and version.valid_to > dated.marked_on
left join dim_organization as organization
  on organization.organization_id = dated.organization_id
  and organization.valid_from <= dated.marked_on and organization.valid_to > dated.marked_on
order by dated.school_year, organization_key, dated.durable_student_key, dated.line_item_number, dated.source_student_id;
