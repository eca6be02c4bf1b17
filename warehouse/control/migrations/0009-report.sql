-- Saved questions. A report holds no figure. `shared_key` is the school or the role it is shared with. `template_base` is what
-- the template said when this report was last compared with it, so that a report outlives its template.
create table report (
  report_id text primary key,
  owner text not null,
  shared_with text not null,
  shared_key text,
  version integer not null,
  template_id text,
  template_version integer,
  template_base text,
  made_at text not null
);
create index report_owner on report (owner);
create index report_shared on report (shared_with, shared_key);
-- Every version that was saved. Rows are added and never changed. `content` and `definitions`, the versions of the measures'
-- definitions at the time, are JSON.
create table report_version (
  report_id text not null references report (report_id),
  version_number integer not null,
  content text not null,
  definitions text not null,
  how text not null,
  made_by text not null,
  made_at text not null,
  primary key (report_id, version_number)
);
