-- promise: The board votes on a program's money by itself.
-- More than ten items in one vote is our own limit: no rule is cited for it.
select
  'A4' as alert,
  program_id,
  effective_on as fired_on,
  date_precision,
  format('${:.1f} M was one of {} items in one vote.', amount_usd / 1000000.0, items_in_vote) as evidence,
  'Show this program to the board on its own.' as settle,
  cast(null as date) as settled_on
from fct_board_action
where items_in_vote > 10 and (is_approval or is_request) and effective_on <= getvariable('as_of');
