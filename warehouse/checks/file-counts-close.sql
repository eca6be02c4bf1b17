-- kind: stop
-- promise: For every file, rows read are rows loaded, rejected and quarantined.
select source, feed, file, rows_read, rows_loaded, rows_rejected, rows_quarantined
from fct_file
where rows_read <> rows_loaded + rows_rejected + rows_quarantined
order by source, feed, file;
