-- grain: one row per source and its own student id
-- grain-key: source, source_student_id
-- part: core
-- order by: source, source_student_id
-- Two records are one person when they carry the same state student id; failing that, when first name, last name and birth
-- date are equal and only one person has them. A special-education record without a match keeps its row, with durable_student_key -1.
-- Students are numbered as they enter, so that one who enters last moves nobody's key, and what was built by the others' keys stands.
create table brg_student_identity as
with roster as (
  select
    or_user.source,
    or_user.sourced_id as source_student_id,
    or_user.user_master_identifier as state_student_id,
    or_user.given_name as first_name,
    or_user.family_name as last_name,
    demographic.birth_date as birth_on
  from stg_or_user as or_user
  left join stg_or_demographic as demographic
    on demographic.source = or_user.source and demographic.sourced_id = or_user.sourced_id
  where exists (
    select 1 from stg_or_role as or_role
    where or_role.source = or_user.source and or_role.user_sourced_id = or_user.sourced_id and or_role.role = 'student'
  )
),
enrolled_only as (
  select distinct spell.source, spell.student_id as source_student_id
  from stg_enrollment_spell as spell
  anti join roster on roster.source = spell.source and roster.source_student_id = spell.student_id
),
source_record as (
  select *, false as is_sped from roster
  union all by name
  select *, false as is_sped from enrolled_only
  union all by name
  select
    source, sped_student_id as source_student_id, state_student_id, first_name, last_name, birth_on, true as is_sped
  from stg_sped_student
),
known_state_id as (
  select distinct state_student_id from roster where state_student_id is not null
),
known_name as (
  select
    lower(trim(first_name)) as first_name,
    lower(trim(last_name)) as last_name,
    birth_on,
    min(state_student_id) as state_student_id,
    count(distinct state_student_id) as persons
  from roster
  where state_student_id is not null and birth_on is not null
  group by all
),
matched as (
  select
    record.source, record.source_student_id, record.state_student_id, record.is_sped,
    known_name.persons as persons_of_that_name,
    case
      when known_state_id.state_student_id is not null then 'state_student_id'
      when known_name.persons = 1 then 'name_and_birth_date'
      else 'unmatched'
    end as match_method,
    case
      when known_state_id.state_student_id is not null then known_state_id.state_student_id
      when known_name.persons = 1 then known_name.state_student_id
      when not record.is_sped then record.source || ':' || record.source_student_id
    end as person_id
  from source_record as record
  left join known_state_id on known_state_id.state_student_id = record.state_student_id
  left join known_name
    on known_name.first_name = lower(trim(record.first_name))
    and known_name.last_name = lower(trim(record.last_name))
    and known_name.birth_on = record.birth_on
),
person as (
  select
    matched.person_id,
    cast(row_number() over (order by min(spell.entered_on) nulls last, matched.person_id) as integer) as durable_student_key
  from matched
  left join stg_enrollment_spell as spell
    on spell.source = matched.source and spell.student_id = matched.source_student_id
  where matched.person_id is not null
  group by matched.person_id
)
select
  matched.source,
  matched.source_student_id,
  coalesce(person.durable_student_key, -1) as durable_student_key,
  matched.match_method as "method",
  case
    when matched.match_method = 'state_student_id' then 'state student id ' || matched.state_student_id
    when matched.match_method = 'name_and_birth_date' and matched.state_student_id is null
      then 'no state student id; name and birth date are those of ' || matched.person_id
    when matched.match_method = 'name_and_birth_date'
      then 'state student id ' || matched.state_student_id || ' is in no roster; name and birth date are those of ' || matched.person_id
    when matched.persons_of_that_name > 1 then 'no known state student id; ' || matched.persons_of_that_name || ' students share name and birth date'
    else 'no known state student id, and nobody with that name and birth date'
  end as evidence,
  person.durable_student_key is not null
    and count(*) over (partition by matched.source, person.durable_student_key) > 1 as is_double_id
from matched
left join person on person.person_id = matched.person_id
order by matched.source, matched.source_student_id;
