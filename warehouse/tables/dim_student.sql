-- grain: one row per student and version (type 2); valid_to is exclusive
-- grain-key: student_key
-- history-key: durable_student_key
-- part: core
-- order by: student_key
-- A version begins wherever an enrolment or a program begins or a program ends; where spells overlap, any open one counts.
-- The first version holds since ever and the last for ever, so that every dated fact finds one. Hispanic overrides race (federal
-- child count, FS002); OneRoster has no column for Filipino, so they are asian here. Versions are numbered by the day that they
-- begin on, those of nobody who was ever enrolled last: a new day's come behind and move no other's key.
create table dim_student as
with spell as (
  select identity.durable_student_key, spell.source, spell.student_id, spell.entered_on, spell.exited_on, spell.grade, spell.is_primary
  from stg_enrollment_spell as spell
  join brg_student_identity as identity
    on identity.source = spell.source and identity.source_student_id = spell.student_id
  where spell.entered_on <= getvariable('as_of')
),
program as (
  select
    identity.durable_student_key, program.program, program.detail, program.started_on,
    coalesce(program.ended_on, date '9999-12-30') as ended_on
  from stg_program_spell as program
  join brg_student_identity as identity
    on identity.source = program.source and identity.source_student_id = program.student_id
  where program.started_on <= getvariable('as_of')
),
last_entry as (
  select source, student_id, max(entered_on) as entered_on from spell group by all
),
entered as (
  select durable_student_key from spell
  union
  select durable_student_key from program
),
roster_entry as (
  select
    identity.durable_student_key,
    or_user.user_master_identifier as state_student_id,
    or_user.given_name as first_name,
    or_user.family_name as last_name,
    demographic.birth_date as birth_on,
    demographic.sex as gender,
    case
      when demographic.hispanic_or_latino_ethnicity = 'true' then 'hispanic'
      when demographic.demographic_race_two_or_more_races = 'true' then 'two_or_more'
      when demographic.black_or_african_american = 'true' then 'black'
      when demographic.american_indian_or_alaska_native = 'true' then 'native'
      when demographic.native_hawaiian_or_other_pacific_islander = 'true' then 'pacific'
      when demographic.asian = 'true' then 'asian'
      when demographic.white = 'true' then 'white'
      else 'not_reported'
    end as race_ethnicity
  from brg_student_identity as identity
  left join stg_or_user as or_user
    on or_user.source = identity.source and or_user.sourced_id = identity.source_student_id
  left join stg_or_demographic as demographic
    on demographic.source = identity.source and demographic.sourced_id = identity.source_student_id
  left join last_entry
    on last_entry.source = identity.source and last_entry.student_id = identity.source_student_id
  where identity.durable_student_key <> -1 and identity.source not in (select source from stg_sped_student)
  qualify 1 = row_number() over (
    partition by identity.durable_student_key
    order by or_user.sourced_id is null, last_entry.entered_on desc nulls last, identity.source, identity.source_student_id
  )
),
change as (
  select durable_student_key, entered_on as changed_on from spell
  union
  select durable_student_key, started_on from program
  union
  select durable_student_key, cast(ended_on + 1 as date) from program where ended_on < getvariable('as_of')
  union
  select durable_student_key, date '1900-01-01' from roster_entry
  where durable_student_key not in (select durable_student_key from entered)
),
program_state as (
  select
    change.durable_student_key,
    change.changed_on,
    bool_or(program.program = 'disability') as has_disability,
    max(program.detail) filter (program.program = 'disability') as disability,
    bool_or(program.program = 'english_learner') as is_english_learner,
    bool_or(program.program = 'free_meals') as has_free_meals,
    bool_or(program.program = 'reduced_meals') as has_reduced_meals,
    bool_or(program.program = 'foster') as is_foster,
    bool_or(program.program = 'homeless') as is_homeless
  from change
  left join program
    on program.durable_student_key = change.durable_student_key
    and program.started_on <= change.changed_on
    and program.ended_on >= change.changed_on
  group by all
),
entered_grade as (
  select distinct on (durable_student_key, entered_on) durable_student_key, entered_on, grade
  from spell
  order by durable_student_key, entered_on, is_primary desc, exited_on desc nulls first, grade
),
state as (
  select
    program_state.durable_student_key,
    program_state.changed_on,
    entered_grade.grade,
    coalesce(program_state.has_disability, false) as has_disability,
    program_state.disability,
    coalesce(program_state.is_english_learner, false) as is_english_learner,
    case
      when program_state.has_free_meals then 'free'
      when program_state.has_reduced_meals then 'reduced'
      else 'paid'
    end as meals,
    coalesce(program_state.is_foster, false) as is_foster,
    coalesce(program_state.is_homeless, false) as is_homeless
  from program_state
  asof left join entered_grade
    on entered_grade.durable_student_key = program_state.durable_student_key
    and entered_grade.entered_on <= program_state.changed_on
),
compared as (
  select
    *,
    (grade, has_disability, disability, is_english_learner, meals, is_foster, is_homeless) as attributes,
    lag(attributes) over student_history as previous_attributes,
    row_number() over student_history = 1 as is_first
  from state
  window student_history as (partition by durable_student_key order by changed_on)
),
version as (
  select
    *,
    if(is_first, date '1900-01-01', changed_on) as valid_from,
    lead(changed_on) over (partition by durable_student_key order by changed_on) as next_from
  from compared
  where is_first or attributes is distinct from previous_attributes
)
select
  cast(
    row_number() over (
      order by
        version.durable_student_key not in (select durable_student_key from entered),
        version.changed_on,
        version.durable_student_key
    ) as integer
  ) as student_key,
  version.durable_student_key,
  roster_entry.state_student_id, roster_entry.first_name, roster_entry.last_name, roster_entry.birth_on,
  coalesce(roster_entry.gender, 'not_reported') as gender,
  roster_entry.race_ethnicity,
  version.grade, version.has_disability, version.disability, version.is_english_learner, version.meals,
  version.is_foster, version.is_homeless,
  version.valid_from,
  coalesce(version.next_from, date '9999-12-31') as valid_to,
  version.next_from is null as is_current
from version
join roster_entry using (durable_student_key)
union all by name
select
  -1 as student_key, -1 as durable_student_key, date '1900-01-01' as valid_from, date '9999-12-31' as valid_to, true as is_current
order by student_key;
