-- kind: report
-- promise: No system knows a student under two ids.
select source, count(distinct durable_student_key) as students, count(*) as ids
from brg_student_identity
where is_double_id
group by source
order by source;
