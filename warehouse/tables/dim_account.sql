-- grain: one row per account of the ledger
-- grain-key: account_id
-- part: core
-- order by: account_id
-- Segments of a SACS string stay text: districts widen digits, and leading zeros carry meaning.
create table dim_account as
select account_id, name, fund, resource, project_year, goal, "function", object, school
from stg_account
order by account_id;
