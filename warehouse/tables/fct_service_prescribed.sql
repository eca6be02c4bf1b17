-- grain: one row per prescribed service and school year, up to as_of
-- grain-key: service_id, school_year
-- part: school_year
-- order by: school_year, organization_key, service_id
-- Prescribed minutes are those of the school days so far: a week has five. No source says how much delivery meets frequency and
-- duration; at least 85 % of the minutes is an uncited parameter of ours, and "behind" is below 80 %.
create table fct_service_prescribed as
with service_year as (
  select
    service.*,
    cfg_school_year.school_year,
    greatest(service.started_on, cfg_school_year.starts_on) as counted_from,
    least(coalesce(service.ended_on, cfg_school_year.ends_on), cfg_school_year.ends_on, getvariable('as_of')) as counted_to
  from stg_service_prescribed as service
  join cfg_school_year
    on service.started_on <= cfg_school_year.ends_on
    and coalesce(service.ended_on, cfg_school_year.ends_on) >= cfg_school_year.starts_on
    and cfg_school_year.starts_on <= getvariable('as_of')
),
school_day as (
  select organization_id, school_year, calendar_on, max(instructional_day_number) as day_number
  from dim_school_calendar_day
  group by all
),
window_start as (
  select service_year.*, coalesce(school_day.day_number, 0) as days_before
  from service_year
  asof left join school_day
    on school_day.organization_id = service_year.organization_id
    and school_day.school_year = service_year.school_year
    and school_day.calendar_on < service_year.counted_from
  where service_year.counted_from <= service_year.counted_to
),
window_end as (
  select window_start.*, coalesce(school_day.day_number, 0) - window_start.days_before as school_days
  from window_start
  asof left join school_day
    on school_day.organization_id = window_start.organization_id
    and school_day.school_year = window_start.school_year
    and school_day.calendar_on <= window_start.counted_to
),
delivered as (
  select
    window_end.service_id,
    window_end.school_year,
    sum(session.minutes) filter (session.outcome = 'delivered') as minutes,
    bool_or(session.outcome = 'delivered') as is_provided
  from window_end
  join stg_service_delivered as session
    on session.service_id = window_end.service_id
    and session.delivered_on between window_end.counted_from and window_end.counted_to
  group by all
),
counted as (
  select
    window_end.*,
    window_end.minutes_per_week * window_end.school_days // 5 as prescribed_minutes,
    coalesce(delivered.minutes, 0) as delivered_minutes,
    coalesce(delivered.is_provided, false) as is_provided
  from window_end
  left join delivered using (service_id, school_year)
)
select
  counted.school_year,
  counted.service_id,
  coalesce(student.student_key, -1) as student_key,
  coalesce(identity.durable_student_key, -1) as durable_student_key,
  coalesce(organization.organization_key, -1) as organization_key,
  sped.eligibility,
  counted.service, counted.started_on, counted.ended_on, counted.minutes_per_week,
  cast(counted.prescribed_minutes as integer) as prescribed_minutes,
  cast(counted.delivered_minutes as integer) as delivered_minutes,
  counted.is_provided,
  100 * counted.delivered_minutes >= 85 * counted.prescribed_minutes as is_frequency_met,
  100 * counted.delivered_minutes < 80 * counted.prescribed_minutes as is_behind
from counted
left join stg_sped_student as sped on sped.source = counted.source and sped.sped_student_id = counted.sped_student_id
left join brg_student_identity as identity
  on identity.source = counted.source and identity.source_student_id = counted.sped_student_id
left join dim_student as student
  on student.durable_student_key = identity.durable_student_key
  and student.valid_from <= counted.counted_to and student.valid_to > counted.counted_to
left join dim_organization as organization
  on organization.organization_id = counted.organization_id
  and organization.valid_from <= counted.counted_to and organization.valid_to > counted.counted_to
order by counted.school_year, organization_key, counted.service_id;
