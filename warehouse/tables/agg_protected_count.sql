-- grain: one row per aggregate, and a cell of the tables that publish it
-- grain-key: school_year, aggregate, place, of
-- part: school_year
-- filled: by the release
-- order by: aggregate, place, of
-- How many students stood behind every published number, hidden ones included, so that the next release can be protected
-- together with this one. No answer is read from it. `terms` stands for the rule and the schools: under other ones all is
-- protected anew.
create table agg_protected_count (
  school_year varchar, aggregate varchar, place varchar, "of" varchar, persons double, is_hidden boolean,
  terms varchar
);
