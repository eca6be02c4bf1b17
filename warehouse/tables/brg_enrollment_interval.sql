-- grain: one row per student, school and run of days with one version of both
-- grain-key: durable_student_key, organization_id, starts_on
-- part: core
-- order by: organization_key, durable_student_key, starts_on
-- Intervals of a student at one school never overlap, even where the source's spells do: a day is expected once. Versions of a
-- student and of a school that never held on one day make none.
create table brg_enrollment_interval as
with ordered as (
  select
    durable_student_key, organization_id, track, school_year, last_on,
    greatest(
      first_on,
      coalesce(
        cast(max(last_on) over (
          partition by durable_student_key, organization_id
          order by first_on, last_on, track rows between unbounded preceding and 1 preceding
        ) + 1 as date),
        first_on
      )
    ) as first_on
  from brg_enrollment
  where not is_no_show
)
select
  ordered.durable_student_key,
  coalesce(student.student_key, -1) as student_key,
  ordered.organization_id,
  coalesce(organization.organization_key, -1) as organization_key,
  ordered.track,
  ordered.school_year,
  greatest(ordered.first_on, student.valid_from, coalesce(organization.valid_from, ordered.first_on)) as starts_on,
  least(
    ordered.last_on,
    cast(student.valid_to - 1 as date),
    coalesce(cast(organization.valid_to - 1 as date), ordered.last_on)
  ) as ends_on
from ordered
join dim_student as student
  on student.durable_student_key = ordered.durable_student_key
  and student.valid_from <= ordered.last_on
  and student.valid_to > ordered.first_on
left join dim_organization as organization
  on organization.organization_id = ordered.organization_id
  and organization.valid_from <= ordered.last_on
  and organization.valid_to > ordered.first_on
  and organization.valid_from < student.valid_to
  and organization.valid_to > student.valid_from
where ordered.first_on <= ordered.last_on
order by organization_key, durable_student_key, starts_on;
