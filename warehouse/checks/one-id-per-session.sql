-- kind: stop
-- promise: No two sessions of services have the same id.
-- fct_service_delivered is cut by day: its grain is checked within each cut.
select session_id, count(*) as times
from stg_service_delivered
group by session_id
having count(*) > 1;
