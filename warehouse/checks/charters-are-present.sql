-- kind: report
-- promise: Every charter that must report has students enrolled: no district figure leaves the charters out.
select organization.organization_id, organization.name, organization.operator_name
from dim_organization as organization
where organization.is_charter
  and organization.must_report
  and organization.is_current
  and organization.organization_id not in (
    select enrolled_at.organization_id
    from fct_enrollment_spell as spell
    join dim_organization as enrolled_at using (organization_key)
    where spell.is_enrolled
      and enrolled_at.organization_id is not null
      and spell.school_year = (select school_year from dim_generation)
  )
order by organization.organization_id;
