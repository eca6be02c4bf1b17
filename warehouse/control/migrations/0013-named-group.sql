-- Schools or students that somebody has put together under a name. `members` is a JSON list: keys of schools, or the state's
-- ids of students.
create table named_group (
  group_id text primary key,
  owner text not null,
  name text not null,
  dimension text not null,
  members text not null,
  shared_with text not null,
  shared_key text,
  made_at text not null,
  changed_at text not null
);
create index named_group_owner on named_group (owner);
