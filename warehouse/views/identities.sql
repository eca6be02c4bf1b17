-- subject: operations
-- grain: one row per way in which a student's records did or did not meet
select 'double_id' as kind, count(distinct durable_student_key)::integer as students
from brg_student_identity
where is_double_id
union all
select 'unmatched', count(*)::integer
from brg_student_identity
where "method" = 'unmatched'
union all
select 'by_name', count(*)::integer
from brg_student_identity
where "method" = 'name_and_birth_date'
