-- grain: one row per refused row of a source file
-- grain-key: source, feed, file, line, field, code
-- part: core
-- order by: source, feed, file, line
create table fct_rejection as
select source, feed, file, line, field, code, value, reason, mend
from stg_rejection
order by source, feed, file, line, field, code;
