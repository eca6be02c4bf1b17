-- subject: operations
-- grain: one row per source file that was read
select
  file.source,
  file.feed,
  file.file,
  cast(file.rows_read as integer) as rows_read,
  cast(file.rows_loaded as integer) as rows_loaded,
  cast(file.rows_rejected as integer) as rows_rejected,
  cast(file.rows_quarantined as integer) as rows_quarantined,
  cast(file.rows_repaired as integer) as rows_repaired,
  cast(coalesce(sum(load.rows_published), 0) as integer) as rows_published,
  cast(coalesce(sum(load.rows_replaced), 0) as integer) as rows_replaced,
  cast(coalesce(sum(load.rows_later), 0) as integer) as rows_later,
  cast(coalesce(sum(load.rows_elsewhere), 0) as integer) as rows_elsewhere,
  cast(coalesce(sum(load.rows_left_out), 0) as integer) as rows_left_out
from fct_file as file
left join fct_school_load as load using (source, feed, file)
group by all
order by file.source, file.feed, file.file
