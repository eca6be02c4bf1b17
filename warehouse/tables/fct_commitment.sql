-- grain: one row per contract, purchase order or change order
-- grain-key: commitment_id
-- part: core
-- order by: program_id, committed_on, commitment_id
-- Encumbered is what is committed and not yet liquidated.
create table fct_commitment as
select
  commitment.commitment_id, commitment.program_id, program.is_case_file, commitment.vendor, commitment.kind,
  commitment.committed_on, day.fiscal_year, commitment.amount_usd, commitment.liquidated_usd,
  cast(commitment.amount_usd - commitment.liquidated_usd as decimal(18, 2)) as open_usd,
  commitment.fund_source_id
from stg_commitment as commitment
left join dim_program as program using (program_id)
left join dim_date as day on day.date_on = commitment.committed_on
where commitment.committed_on <= getvariable('as_of')
order by commitment.program_id, commitment.committed_on, commitment.commitment_id;
