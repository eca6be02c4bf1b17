-- What a guardian says is wrong in her child's records, and what the school answers. Rows are added and never changed.
create table dispute (
  dispute_id text primary key,
  state_student_id text not null,
  about text not null,
  words text not null,
  made_by text not null,
  made_at text not null
);
create index dispute_student on dispute (state_student_id, made_at);
create table dispute_answer (
  dispute_id text not null references dispute (dispute_id),
  answer_number integer not null,
  state text not null,
  words text not null,
  answered_by text not null,
  answered_at text not null,
  primary key (dispute_id, answer_number)
);
