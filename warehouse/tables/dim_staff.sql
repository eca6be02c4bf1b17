-- grain: one row per member of staff of a source
-- grain-key: staff_key
-- part: core
-- order by: staff_key
create table dim_staff as
with person as (
  select distinct on (source, staff_id) source, staff_id, name
  from stg_staff_assignment
  order by source, staff_id, started_on desc, organization_id, role
)
select cast(row_number() over (order by source, staff_id) as integer) as staff_key, source, staff_id, name
from person
union all by name
select -1 as staff_key
order by staff_key;
