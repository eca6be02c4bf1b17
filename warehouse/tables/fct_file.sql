-- grain: one row per source file that was read
-- grain-key: source, feed, file
-- part: core
-- order by: source, feed, file
create table fct_file as
select source, feed, file, sha256, bytes, rows_read, rows_loaded, rows_rejected, rows_quarantined, rows_repaired, landed_at
from stg_file
order by source, feed, file;
