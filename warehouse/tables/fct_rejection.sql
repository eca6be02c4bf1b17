-- grain: one row per refused row of a source file
-- grain-key: source, feed, file, line, field, code
-- part: core
-- order by: source, feed, file, line
-- organization_id and student_id: whom the row is about, as the source wrote it; null where it did not say so legibly.
create table fct_rejection as
select source, feed, file, line, field, code, value, reason, mend, organization_id, student_id
from stg_rejection
order by source, feed, file, line, field, code;
