-- subject: students
-- grain: one row per school that must report, charters and non-public placements included
select organization_id, name, level, kind, operator_id, operator_name, charter_funding, region, board_district
from dim_organization
where must_report and is_current
order by name
