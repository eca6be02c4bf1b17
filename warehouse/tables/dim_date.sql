-- grain: one row per day, 2000 to 2049
-- grain-key: date_on
-- part: core
-- order by: date_on
-- A school year is the state's reporting year, 1 July to 30 June (cumulative enrolment, CDE fsed.asp); so is a fiscal year.
create table dim_date as
with day as (
  select
    cast(range as date) as date_on,
    year(range) - if(month(range) < 7, 1, 0) as starts_in
  from range(timestamp '2000-01-01', timestamp '2050-01-01', interval 1 day)
)
select
  date_on,
  format('{}-{:02d}', starts_in, (starts_in + 1) % 100) as school_year,
  format('{}-{:02d}', starts_in, (starts_in + 1) % 100) as fiscal_year,
  strftime(date_on, '%Y-%m') as month,
  cast(date_trunc('week', date_on) as date) as week_on,
  cast(isodow(date_on) as integer) as weekday
from day
order by date_on;
