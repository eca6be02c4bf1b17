-- subject: operations
-- grain: one row per source, feed and kind of refusal
select
  source,
  feed,
  code,
  reason,
  mend,
  row_count as rows,
  student_count as students,
  school_count as schools,
  owner,
  cast(refused_since as varchar) as since
from fct_rejection_kind
order by row_count desc, source, feed, code
