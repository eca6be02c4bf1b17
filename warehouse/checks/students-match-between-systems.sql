-- kind: report
-- promise: The special-education system and the schools agree where each student with an active plan is enrolled.
select organization.organization_id, organization.name, count(*) as students,
  count(*) filter (not plan.has_open_enrollment) as without_enrollment
from fct_iep as plan
join dim_organization as organization using (organization_key)
where not plan.is_matched
group by all
order by organization.organization_id;
