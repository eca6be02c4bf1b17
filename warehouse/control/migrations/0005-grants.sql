-- Grants given by hand, invitations of guardians, and who looks through whose eyes. Nothing is updated or deleted:
-- a revocation and the use of an invitation are rows of their own.
create table hand_grant (
  grant_id text primary key,
  grantee_kind text not null,
  grantee text not null,
  role text not null,
  scope text not null,
  subjects text not null,
  may_read_students integer not null,
  may_read_names integer not null,
  may_read_history integer not null,
  reason text not null,
  purpose text,
  relation text,
  valid_from text not null,
  valid_to text not null,
  given_by text not null,
  given_at text not null
);
create index hand_grant_grantee on hand_grant (grantee_kind, grantee);
create table grant_revocation (
  grant_id text primary key references hand_grant (grant_id),
  revoked_by text not null,
  revoked_at text not null
);
create table invitation (
  invitation_id text primary key,
  code_hash text not null unique,
  guardian_name text not null,
  state_student_id text not null,
  relation text not null,
  reason text,
  made_by text not null,
  made_at text not null,
  expires_at text not null
);
create table invitation_use (
  invitation_id text primary key references invitation (invitation_id),
  account text not null,
  grant_id text not null,
  used_at text not null
);
create table invitation_attempt (
  attempt_id text primary key,
  account text not null,
  at text not null
);
create index invitation_attempt_account on invitation_attempt (account, at);
create table view_as (
  session_id text primary key,
  viewed_by text not null,
  account text not null,
  began_at text not null,
  ends_at text not null
);
