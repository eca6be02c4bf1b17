-- grain: one row per enrolment spell and school year it touches, up to as_of
-- grain-key: source, student_id, organization_id, entered_on, school_year
-- part: core
-- order by: source, student_id, organization_id, entered_on, school_year
-- A no-show is removed, not withdrawn (lausd.org/page/13184): exit code no_show, or entered and left on one day without attending it.
create table brg_enrollment as
with known_spell as (
  -- An exit after as_of is not known yet.
  select * replace (
    if(exited_on <= getvariable('as_of'), exited_on, null) as exited_on,
    if(exited_on <= getvariable('as_of'), exit_code, null) as exit_code
  )
  from stg_enrollment_spell
  where entered_on <= getvariable('as_of')
),
spell as (
  select
    *,
    coalesce(exited_on, getvariable('as_of')) as counted_to,
    year(entered_on) - if(month(entered_on) < 7, 1, 0) as first_year
  from known_spell
),
spell_year as (
  select *, unnest(range(first_year, year(counted_to) + if(month(counted_to) < 7, 0, 1))) as starts_in
  from spell
),
last_school_day as (
  select organization_id, track, school_year, max(calendar_on) as last_on
  from dim_school_calendar_day
  where is_instructional
  group by all
)
select
  spell.source, spell.student_id,
  identity.durable_student_key,
  spell.organization_id, spell.track, spell.grade, spell.entered_on, spell.exited_on, spell.exit_code, spell.is_primary,
  format('{}-{:02d}', spell.starts_in, (spell.starts_in + 1) % 100) as school_year,
  greatest(spell.entered_on, make_date(spell.starts_in, 7, 1)) as first_on,
  least(spell.counted_to, make_date(spell.starts_in + 1, 6, 30)) as last_on,
  least(
    getvariable('as_of'),
    coalesce(last_school_day.last_on, cfg_school_year.ends_on, make_date(spell.starts_in + 1, 6, 30))
  ) as reference_on,
  coalesce(spell.exit_code = 'no_show', false)
    or (
      coalesce(spell.exited_on = spell.entered_on, false)
      and (
        coalesce(calendar.is_instructional, false) = false
        or coalesce(one_day_absence.parts_absent, 0) >= getvariable('parts_per_day')
      )
    ) as is_no_show
from spell_year as spell
join brg_student_identity as identity
  on identity.source = spell.source and identity.source_student_id = spell.student_id
left join cfg_school_year
  on cfg_school_year.school_year = format('{}-{:02d}', spell.starts_in, (spell.starts_in + 1) % 100)
left join last_school_day
  on last_school_day.organization_id = spell.organization_id
  and last_school_day.track = spell.track
  and last_school_day.school_year = format('{}-{:02d}', spell.starts_in, (spell.starts_in + 1) % 100)
left join dim_school_calendar_day as calendar
  on calendar.organization_id = spell.organization_id
  and calendar.track = spell.track
  and calendar.calendar_on = spell.entered_on
left join brg_one_day_absence as one_day_absence
  on one_day_absence.source = spell.source
  and one_day_absence.student_id = spell.student_id
  and one_day_absence.organization_id = spell.organization_id
  and one_day_absence.absent_on = spell.entered_on
order by source, student_id, organization_id, entered_on, school_year;
