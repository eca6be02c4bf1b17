-- What readers say is wrong with a figure, and how it was settled. Rows are added and never changed. `measures` is a JSON
-- list of keys, `slice` the question as it was asked.
create table figure_notice (
  notice_id text primary key,
  measures text not null,
  slice text not null,
  generation text not null,
  words text not null,
  made_by text not null,
  made_at text not null
);
create table figure_notice_answer (
  notice_id text not null references figure_notice (notice_id),
  answer_number integer not null,
  state text not null,
  owner text not null,
  words text not null,
  answered_by text not null,
  answered_at text not null,
  primary key (notice_id, answer_number)
);
