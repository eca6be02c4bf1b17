-- kind: stop
-- promise: For every file, the rows loaded and rejected by school are all of its rows, and no row is in a table that was not loaded.
with by_school as (
  select
    source, feed, file,
    sum(rows_loaded) as rows_loaded,
    sum(rows_rejected) as rows_rejected,
    min(least(rows_loaded, rows_published, rows_replaced, rows_later, rows_elsewhere, rows_left_out)) as fewest
  from fct_school_load
  group by all
)
select file.source, file.feed, file.file, file.rows_loaded, by_school.rows_loaded as loaded_by_school,
  file.rows_rejected, by_school.rows_rejected as rejected_by_school
from fct_file as file
left join by_school using (source, feed, file)
where file.rows_loaded <> coalesce(by_school.rows_loaded, 0)
  or file.rows_rejected <> coalesce(by_school.rows_rejected, 0)
  or by_school.fewest < 0
order by file.source, file.feed, file.file;
