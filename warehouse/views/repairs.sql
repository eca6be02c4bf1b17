-- subject: operations
-- grain: one row per source, feed, field and declared repair
select source, feed, field, repair, cast(sum(rows) as integer) as rows
from fct_repair
group by source, feed, field, repair
order by rows desc, source, feed, field
