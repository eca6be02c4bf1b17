-- grain: one row per decree and outcome it demands
-- grain-key: obligation_id
-- part: core
-- order by: obligation_id
-- A target without a citation is null here and shown as "target not cited". What a decree in force demands stands in warehouse/obligations.
create table dim_obligation as
select
  decree || ':' || outcome as obligation_id,
  decree, decree_label, is_fictional, in_force_from, in_force_to, outcome, label, measure, operator,
  if(citation is null, null, target) as target,
  citation, version
from cfg_obligation
order by obligation_id;
