-- Files that people asked for and that take long. A row moves from state to state and goes with its file, a day after it was
-- made. `asked` is the JSON of the order; `shown` that of whom the file shows, noted again whenever it is taken.
create table export_job (
  job_id text primary key,
  account text not null,
  asked text not null,
  title text not null,
  format text not null,
  purpose text,
  state text not null,
  rows_done bigint not null,
  rows_total bigint,
  bytes bigint,
  sha256 text,
  grants text,
  shown text,
  subject text,
  message text,
  made_at text not null,
  began_at text,
  ended_at text,
  expires_at text not null
);
create index export_job_account on export_job (account, made_at);
