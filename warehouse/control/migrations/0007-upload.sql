-- What operators uploaded, what a check found and what became of it. A row moves from state to state; the file itself lies
-- in the inbox until it is loaded or withdrawn.
create table upload (
  upload_id text primary key,
  operator text not null,
  source text not null,
  feed text not null,
  file text not null,
  file_name text not null,
  bytes bigint not null,
  sha256 text not null,
  state text not null,
  message text,
  report text,
  outcome text,
  made_by text not null,
  made_at text not null,
  submitted_by text,
  submitted_at text,
  ended_at text
);
create index upload_operator on upload (operator, made_at);
