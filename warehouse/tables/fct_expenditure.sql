-- grain: one row per payment charged to a program
-- grain-key: expenditure_id
-- part: core
-- order by: program_id, posted_on, expenditure_id
create table fct_expenditure as
select
  expenditure.expenditure_id, expenditure.program_id, program.is_case_file, expenditure.account_id, expenditure.posted_on,
  day.fiscal_year, expenditure.amount_usd, expenditure.fund_source_id
from stg_expenditure as expenditure
left join dim_program as program using (program_id)
left join dim_date as day on day.date_on = expenditure.posted_on
where expenditure.posted_on <= getvariable('as_of')
order by expenditure.program_id, expenditure.posted_on, expenditure.expenditure_id;
