with rejection as (
  select
    fact.feed as feed,
    (count(*))::double as m0_0
  from fct_rejection as fact
  group by all
),
cell as (
  select feed from rejection
)
select
  cell.feed as feed,
  rejection.m0_0 as m0_0
from cell
left join rejection on rejection.feed is not distinct from cell.feed
