-- grain: one row per forecast of what a program will still cost (estimate to complete)
-- grain-key: forecast_id
-- part: core
-- order by: program_id, as_of_on, forecast_id
create table fct_forecast as
select
  forecast.forecast_id, forecast.program_id, program.is_case_file, forecast.as_of_on, day.fiscal_year,
  row_number() over (
    partition by forecast.program_id order by forecast.as_of_on desc, forecast.forecast_id desc
  ) = 1 as is_latest,
  forecast.etc_low_usd, forecast.etc_likely_usd, forecast.etc_high_usd,
  forecast.method as "method", forecast.author
from stg_forecast as forecast
left join dim_program as program using (program_id)
left join dim_date as day on day.date_on = forecast.as_of_on
where forecast.as_of_on <= getvariable('as_of')
order by forecast.program_id, forecast.as_of_on, forecast.forecast_id;
