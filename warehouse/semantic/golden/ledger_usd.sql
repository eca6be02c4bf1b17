with ledger_line as (
  select
    fact.object as account_object,
    (sum(fact.amount_usd))::double as m0_0
  from fct_ledger_line as fact
  group by all
),
cell as (
  select account_object from ledger_line
)
select
  cell.account_object as account_object,
  ledger_line.m0_0 as m0_0
from cell
left join ledger_line on ledger_line.account_object is not distinct from cell.account_object
