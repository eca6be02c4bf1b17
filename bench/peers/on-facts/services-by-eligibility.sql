select
  eligibility,
  sum(delivered_minutes) as service_minutes_rate__numerator,
  sum(prescribed_minutes) as service_minutes_rate__denominator,
  count(*) filter (where is_provided) as service_provided_rate__numerator,
  count(*) as service_provided_rate__denominator
from fct_service_prescribed
where school_year = $1
group by eligibility
