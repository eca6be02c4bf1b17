-- What was loaded, by whom and step by step; who may publish now; and which scheduled loads have started.
create table load_run (
  run_id text primary key,
  command text not null,
  source text,
  started_by text not null,
  pid integer not null,
  as_of text not null,
  state text not null,
  generation text,
  message text,
  started_at text not null,
  ended_at text
);
create index load_run_started_at on load_run (started_at);
create index load_run_generation on load_run (generation);
create table run_step (
  run_id text not null references load_run (run_id),
  step_number integer not null,
  step text not null,
  attempt integer not null,
  state text not null,
  done_count integer,
  message text,
  started_at text not null,
  ended_at text,
  primary key (run_id, step_number)
);
create table run_file (
  run_id text not null references load_run (run_id),
  file_number integer not null,
  source text not null,
  feed text not null,
  file text not null,
  sha256 text not null,
  bytes bigint not null,
  landed_at text not null,
  extracted bigint,
  watermark text,
  read_count bigint not null,
  loaded_count bigint not null,
  rejected_count bigint not null,
  quarantined_count bigint not null,
  repaired_count bigint not null,
  primary key (run_id, file_number)
);
create table run_finding (
  run_id text not null references load_run (run_id),
  finding_number integer not null,
  source text not null,
  feed text not null,
  file text not null,
  line integer,
  field text,
  code text not null,
  value text,
  reason text not null,
  mend text not null,
  primary key (run_id, finding_number)
);
-- The one right to publish. Each run that takes it gets the next token; it may publish while its token is the latest.
create table run_lease (
  lease text primary key,
  token integer not null,
  run_id text,
  pid integer,
  boot text,
  host text,
  taken_at text,
  heartbeat_at text
);
insert into run_lease (lease, token) values ('publish', 0);
-- A source's scheduled load on a business date of the district. A row is made once, by whoever claims or misses it.
create table schedule_slot (
  job text not null,
  business_on text not null,
  state text not null,
  due_at text not null,
  claimed_at text,
  ended_at text,
  heartbeat_at text,
  pid integer,
  boot text,
  host text,
  message text,
  primary key (job, business_on)
);
-- Since when a source is loaded by schedule: slots of before were missed by nobody.
create table schedule_job (
  job text primary key,
  since_on text not null
);
-- Loads take turns: of all slots, in whatever scheduler, one runs.
create unique index schedule_slot_one_running on schedule_slot (state) where state = 'running';
-- Generations that are kept whatever the retention says: sealed ones, and those that a court may ask for.
create table held_generation (
  generation text primary key,
  reason text not null,
  held_by text not null,
  held_at text not null
);
