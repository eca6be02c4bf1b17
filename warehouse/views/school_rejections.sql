-- subject: operations
-- grain: one row per school and kind of refusal
-- shows: students
select
  school.organization_id,
  school.name as school,
  school.operator_name as operator,
  kind.source,
  kind.feed,
  kind.code,
  kind.reason,
  kind.mend,
  cast(count(distinct (rejection.file, rejection.line)) as integer) as rows,
  cast(count(distinct rejection.student_id) as integer) as students,
  kind.owner,
  cast(kind.refused_since as varchar) as since
from fct_rejection as rejection
join fct_rejection_kind as kind using (source, feed, code)
join dim_organization as school on school.organization_id = rejection.organization_id and school.is_current
group by all
order by school, rows desc, source, feed, code
