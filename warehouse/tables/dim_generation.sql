-- grain: one row: the state of the records that this generation was built from
-- grain-key: as_of
-- part: core
-- fresh_through is the last school day for which any school has reported.
create table dim_generation as
select
  getvariable('as_of') as as_of,
  day.school_year,
  (select max(school_day_on) from stg_feed_submission where school_day_on <= getvariable('as_of')) as fresh_through
from dim_date as day
where day.date_on = getvariable('as_of');
