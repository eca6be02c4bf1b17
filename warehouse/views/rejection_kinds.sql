-- subject: operations
-- grain: one row per source, feed and kind of refusal
select
  source,
  feed,
  code,
  min(reason) as reason,
  min(mend) as mend,
  cast(count(distinct (file, line)) as integer) as rows
from fct_rejection
group by source, feed, code
order by rows desc, source, feed, code
