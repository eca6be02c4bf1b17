-- grain: one row per source, feed and kind of refusal
-- grain-key: source, feed, code
-- part: core
-- filled: later
-- order by: source, feed, code
-- owner: who can mend it. refused_since: as_of of the first generation from which on this kind has been refused without a break.
create table fct_rejection_kind as
select
  source,
  feed,
  code,
  min(reason) as reason,
  min(mend) as mend,
  count(distinct (file, line))::integer as row_count,
  count(distinct student_id)::integer as student_count,
  count(distinct organization_id)::integer as school_count,
  case
    when code = 'reference.unknown_organization' then 'district'
    when code like 'scope.%' then 'operator'
    when code like 'row.%' then 'vendor'
    else 'school'
  end as owner,
  getvariable('as_of') as refused_since
from fct_rejection
group by source, feed, code
order by source, feed, code;
