-- kind: report
-- promise: Every enrolment names a school that the district knows.
select source, organization_id, count(*) as spells
from brg_enrollment
where organization_id not in (select organization_id from dim_organization where organization_id is not null)
group by all
order by source, organization_id;
