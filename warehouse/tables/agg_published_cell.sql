-- grain: one row per published table, its keys and a measure
-- grain-key: school_year, dimensions, key_1, key_2, key_3, measure
-- part: school_year
-- filled: by the release
-- order by: dimensions, measure, school_year, key_1, key_2, key_3
-- What readers who may not see students are answered from. A hidden cell's numbers are not here. `dimensions` names the
-- table: its dimensions but the school year, in the order of the keys. Filled by warehouse/semantic/published when a
-- generation is made; `released_on` is the day that the numbers are of.
create table agg_published_cell (
  school_year varchar, dimensions varchar, key_1 varchar, key_2 varchar, key_3 varchar,
  label_1 varchar, label_2 varchar, label_3 varchar, measure varchar,
  first double, second double, is_hidden boolean,
  first_previous double, second_previous double, is_previous_hidden boolean,
  released_on date
);
