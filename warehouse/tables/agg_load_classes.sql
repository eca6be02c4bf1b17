-- grain: one row per source file and organization that its rows of classes name
-- grain-key: source, feed, file, organization_id
-- part: core
-- order by: source, feed, file, organization_id
-- The part of fct_school_load that a OneRoster package can change. A teacher's enrolment has no row of its own.
create table agg_load_classes as
with class_enrollment as (
  select distinct source, class_enrollment_id from fct_class_enrollment
),
staged as (
  select row.source, 'classes' as feed, row.file, or_org.identifier as organization_id,
    section.section_id is not null as is_published
  from stg_or_class as row
  left join stg_or_org as or_org on or_org.source = row.source and or_org.sourced_id = row.school_sourced_id
  left join dim_section as section on section.source = row.source and section.section_id = row.sourced_id
  union all by name
  select row.source, 'enrollments' as feed, row.file, or_org.identifier as organization_id,
    if(row.role = 'student', fact.class_enrollment_id is not null, null) as is_published
  from stg_or_enrollment as row
  left join stg_or_org as or_org on or_org.source = row.source and or_org.sourced_id = row.school_sourced_id
  left join class_enrollment as fact on fact.source = row.source and fact.class_enrollment_id = row.sourced_id
)
select
  source, feed, file, organization_id,
  count(*) as rows_loaded,
  count(*) filter (is_published) as rows_published,
  0::bigint as rows_later,
  count(*) filter (is_published is null) as rows_elsewhere
from staged
group by all
order by source, feed, file, organization_id;
