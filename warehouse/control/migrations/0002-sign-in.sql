-- A session belonged to an account of the configuration; from here on it belongs to a person, who signs in again.
drop table session;
-- Somebody whom an issuer vouches for. The two together are the key: nobody is found by an e-mail address.
create table person (
  person_id text primary key,
  issuer text not null,
  subject text not null,
  name text not null,
  email text,
  staff_id text,
  group_names text not null,
  is_disabled integer not null,
  disabled_at text,
  first_seen_at text not null,
  last_seen_at text not null,
  unique (issuer, subject)
);
create table session (
  session_id text primary key,
  person_id text not null,
  created_at text not null,
  seen_at text not null,
  expires_at text not null
);
create index session_person on session (person_id);
create index session_expires_at on session (expires_at);
create table api_token (
  token_id text primary key,
  token_hash text not null unique,
  person_id text not null,
  label text not null,
  scopes text not null,
  created_at text not null,
  expires_on text not null,
  last_used_at text,
  revoked_at text
);
create index api_token_person on api_token (person_id);
create table sign_in_attempt (
  attempt_id text primary key,
  state text not null,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  replaced_session_id text,
  expires_at text not null
);
create index sign_in_attempt_expires_at on sign_in_attempt (expires_at);
