-- subject: operations
-- grain: one row per source file and organization that its rows name; organization_id is null where they name none
-- shows: students
select
  load.source,
  load.feed,
  load.file,
  load.organization_id,
  school.name as school,
  school.operator_name as operator,
  cast(load.rows_loaded as integer) as rows_loaded,
  cast(load.rows_rejected as integer) as rows_rejected,
  cast(load.rows_published as integer) as rows_published,
  cast(load.rows_replaced as integer) as rows_replaced,
  cast(load.rows_later as integer) as rows_later,
  cast(load.rows_elsewhere as integer) as rows_elsewhere,
  cast(load.rows_left_out as integer) as rows_left_out
from fct_school_load as load
left join dim_organization as school on school.organization_id = load.organization_id and school.is_current
order by load.source, load.feed, load.file, load.organization_id
