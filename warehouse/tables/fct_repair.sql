-- grain: one row per repair of a field of a source file
-- grain-key: source, feed, file, field, repair
-- part: core
-- order by: source, feed, file, field
create table fct_repair as
select source, feed, file, field, repair, rows
from stg_repair
order by source, feed, file, field, repair;
