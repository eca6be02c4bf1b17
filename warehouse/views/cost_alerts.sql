-- subject: finance
-- grain: one row per alert that had fired on $as_of
select
  alert,
  program_id,
  dim_program.name as program_name,
  dim_program.is_case_file,
  cast(fired_on as varchar) as fired_on,
  date_precision,
  -- What settled the alert later had not happened yet on an earlier day.
  if(settled_on <= cast($as_of as date), cast(settled_on as varchar), null) as settled_on,
  evidence,
  settle
from fct_alert
join dim_program using (program_id)
where fired_on <= cast($as_of as date)
order by dim_program.is_case_file, fct_alert.fired_on desc, alert, program_name
