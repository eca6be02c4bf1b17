-- grain: one row per alert, program, day it fired and evidence
-- grain-key: alert, program_id, fired_on, evidence
-- part: core
-- filled: later
-- order by: alert, program_id, fired_on
-- Filled from warehouse/alerts, one .sql per thing a person must be told. A case file's alerts are history and never current.
create table fct_alert (
  alert varchar, program_id varchar, is_case_file boolean, fired_on date, date_precision varchar, evidence varchar,
  settle varchar, settled_on date, is_current boolean
);
