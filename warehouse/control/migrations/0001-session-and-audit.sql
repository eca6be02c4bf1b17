-- Plain SQL that SQLite and PostgreSQL both understand: text ids, ISO-8601 text times, no serial, no boolean.
create table session (
  session_id text primary key,
  account text not null,
  created_at text not null,
  expires_at text not null
);
create index session_expires_at on session (expires_at);
create table audit_entry (
  audit_entry_id text primary key,
  at text not null,
  account text,
  action text not null,
  subject text not null
);
create index audit_entry_at on audit_entry (at);
