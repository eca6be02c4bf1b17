-- grain: one row per student version and reporting group it belongs to
-- grain-key: student_key, student_group
-- part: core
-- order by: student_key, student_group
-- Groups overlap, except the races: a sum over groups is never a count of students. SED: free or reduced-price meals, foster or homeless.
create table brg_student_group as
select student_key, unnest(list_filter([
  'ALL',
  if(has_disability, 'SWD', null),
  if(is_english_learner, 'EL', null),
  if(meals in ('free', 'reduced') or is_foster or is_homeless, 'SED', null),
  if(is_foster, 'FOS', null),
  if(is_homeless, 'HOM', null),
  case race_ethnicity
    when 'black' then 'AA'
    when 'asian' then 'AS'
    when 'hispanic' then 'HI'
    when 'native' then 'AI'
    when 'pacific' then 'PI'
    when 'two_or_more' then 'MR'
    when 'white' then 'WH'
    when 'not_reported' then 'NR'
  end
], lambda member_of: member_of is not null)) as student_group
from dim_student
order by student_key, student_group;
