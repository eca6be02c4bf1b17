-- subject: operations
-- grain: one row per refused cell or row; the first thousand of a kind, whose number is in rejection_kinds
-- shows: students
select source, feed, file, cast(line as integer) as line, field, code, value, reason, mend, organization_id
from fct_rejection
qualify row_number() over (partition by code, source, feed order by file, line, field) <= 1000
order by code, source, feed, file, line, field
