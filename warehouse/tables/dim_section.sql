-- grain: one row per class (section) of a source
-- grain-key: section_key
-- part: core
-- order by: section_key
-- made from: today, stg_or_class, stg_or_academic_session, stg_or_course, stg_or_org, dim_date, dim_organization
-- begins_on and ends_on are those of the section's terms. OneRoster carries no capacity, so it is unknown, not zero.
create table dim_section as
with today as (
  -- Schools are on as_of what they have been since then.
  select max(valid_from) as today_on from dim_organization where valid_from <= getvariable('as_of')
),
term as (
  select class.source, class.sourced_id, unnest(string_split(class.term_sourced_ids, ',')) as term_sourced_id
  from stg_or_class as class
),
class_term as (
  select
    term.source, term.sourced_id,
    string_agg(session.title, ', ' order by session.start_date, session.sourced_id) as term,
    min(session.start_date) as begins_on,
    max(session.end_date) as ends_on
  from term
  join stg_or_academic_session as session
    on session.source = term.source and session.sourced_id = trim(term.term_sourced_id)
  group by all
)
select
  cast(row_number() over (order by class.source, class.sourced_id) as integer) as section_key,
  class.source,
  class.sourced_id as section_id,
  coalesce(organization.organization_key, -1) as organization_key,
  class.title,
  course.title as course,
  class_term.term,
  class.term_sourced_ids as term_ids,
  class.periods as period,
  day.school_year,
  class_term.begins_on,
  class_term.ends_on,
  cast(null as integer) as capacity
from stg_or_class as class
left join stg_or_course as course on course.source = class.source and course.sourced_id = class.course_sourced_id
left join class_term on class_term.source = class.source and class_term.sourced_id = class.sourced_id
left join dim_date as day on day.date_on = class_term.begins_on
left join stg_or_org as or_org on or_org.source = class.source and or_org.sourced_id = class.school_sourced_id
asof left join dim_organization as organization
  on organization.organization_id = or_org.identifier and organization.valid_from <= coalesce(class_term.begins_on, (select today_on from today))
union all by name
select -1 as section_key, -1 as organization_key
order by section_key;
