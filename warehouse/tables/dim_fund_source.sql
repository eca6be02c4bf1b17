-- grain: one row per funding source
-- grain-key: fund_source_id
-- part: core
-- order by: fund_source_id
create table dim_fund_source as
select
  fund_source_id, name, is_one_time, is_capital_only, allowed_uses,
  allowed_uses in ('operating', 'any') as is_for_operating,
  ends_on
from stg_fund_source
order by fund_source_id;
