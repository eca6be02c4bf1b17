-- grain: one row per posted line of the general ledger
-- grain-key: ledger_line_id
-- part: core
-- order by: posted_on, ledger_line_id
create table fct_ledger_line as
select line.ledger_line_id, line.account_id, account.object, line.posted_on, day.fiscal_year, line.amount_usd, line.description
from stg_ledger_line as line
left join dim_account as account using (account_id)
left join dim_date as day on day.date_on = line.posted_on
where line.posted_on <= getvariable('as_of')
order by line.posted_on, line.ledger_line_id;
