-- grain: one row per program of work
-- grain-key: program_id
-- part: core
-- order by: program_id
-- A case file is published history of another district: it is shown, and never enters this district's totals or current alerts.
create table dim_program as
select program_id, name, is_case_file, purpose, started_on, published_total_usd, published_total_note, citation
from stg_program
order by program_id;
