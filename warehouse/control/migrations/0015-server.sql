-- The servers over this store, each with when it last said that it lives, and which of them makes a file or works on an upload: when one
-- is gone, another takes its work up.
create table server (
  server_id text primary key,
  pid integer not null,
  boot text not null,
  host text not null,
  seen_at text not null
);
alter table export_job add column server_id text not null default '';
alter table upload add column server_id text not null default '';
