-- Who saw which student. An entry is never changed: each holds the hash of the one before and its own, so that a change
-- is found (rollbook audit verify). Sequences have no gaps. `students` and `fields` are JSON texts.
create table access_entry (
  sequence integer primary key,
  at text not null,
  account text,
  viewed_as text,
  action text not null,
  subject text not null,
  purpose text,
  generation text,
  students text not null,
  fields text not null,
  previous_hash text not null,
  entry_hash text not null
);
create index access_entry_at on access_entry (at);
create index access_entry_account on access_entry (account, sequence);
-- The same lists the other way round: one student's accesses are one look-up.
create table access_student (
  student_id text not null,
  sequence integer not null,
  primary key (student_id, sequence)
);
create index access_student_sequence on access_student (sequence);
create table access_checkpoint (
  sequence integer primary key,
  entry_hash text not null,
  at text not null,
  key_id text not null,
  signature text not null
);
-- The last entry, signed with each append; the one row that writers wait for.
create table access_head (
  head text primary key,
  sequence integer not null,
  entry_hash text not null,
  at text not null,
  key_id text not null,
  signature text not null
);
insert into access_head (head, sequence, entry_hash, at, key_id, signature)
values ('head', 0, '0000000000000000000000000000000000000000000000000000000000000000', '', '', '');
-- What a session said it needs special-education records for.
create table purpose (
  purpose_id text primary key,
  session_id text not null,
  account text not null,
  purpose text not null,
  subject text not null,
  opened_at text not null,
  ends_at text not null
);
create index purpose_session on purpose (session_id, opened_at);
