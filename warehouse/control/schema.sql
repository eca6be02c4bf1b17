-- What migrations/ make together; written by npm run docs.
CREATE TABLE access_checkpoint (
  sequence integer primary key,
  entry_hash text not null,
  at text not null,
  key_id text not null,
  signature text not null
);
CREATE TABLE access_entry (
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
CREATE INDEX access_entry_account on access_entry (account, sequence);
CREATE INDEX access_entry_at on access_entry (at);
CREATE TABLE access_head (
  head text primary key,
  sequence integer not null,
  entry_hash text not null,
  at text not null,
  key_id text not null,
  signature text not null
);
CREATE TABLE access_student (
  student_id text not null,
  sequence integer not null,
  primary key (student_id, sequence)
);
CREATE INDEX access_student_sequence on access_student (sequence);
CREATE TABLE api_token (
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
CREATE INDEX api_token_person on api_token (person_id);
CREATE TABLE applied_migration (name text primary key, applied_at text not null);
CREATE TABLE audit_entry (
  audit_entry_id text primary key,
  at text not null,
  account text,
  action text not null,
  subject text not null
);
CREATE INDEX audit_entry_at on audit_entry (at);
CREATE TABLE dispute (
  dispute_id text primary key,
  state_student_id text not null,
  about text not null,
  words text not null,
  made_by text not null,
  made_at text not null
);
CREATE INDEX dispute_student on dispute (state_student_id, made_at);
CREATE TABLE dispute_answer (
  dispute_id text not null references dispute (dispute_id),
  answer_number integer not null,
  state text not null,
  words text not null,
  answered_by text not null,
  answered_at text not null,
  primary key (dispute_id, answer_number)
);
CREATE TABLE erased_id (
  id_hash text primary key,
  erasure_id text not null references erasure (erasure_id)
);
CREATE TABLE erasure (
  erasure_id text primary key,
  key_id text not null,
  reason text not null,
  erased_by text not null,
  erased_at text not null
);
CREATE TABLE export_job (
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
, server_id text not null default '');
CREATE INDEX export_job_account on export_job (account, made_at);
CREATE TABLE figure_alert (
  alert_id text primary key,
  owner text not null,
  title text not null,
  report_id text,
  slice text not null,
  kind text not null,
  since text,
  bound double precision not null,
  margin double precision not null,
  state text not null,
  state_at text not null,
  generation text,
  told text not null,
  snoozed_until text,
  made_at text not null,
  ended_at text
);
CREATE INDEX figure_alert_owner on figure_alert (owner);
CREATE TABLE figure_alert_look (
  alert_id text not null references figure_alert (alert_id),
  generation text not null,
  found text not null,
  message text,
  made_at text not null,
  primary key (alert_id, generation)
);
CREATE TABLE figure_notice (
  notice_id text primary key,
  measures text not null,
  slice text not null,
  generation text not null,
  words text not null,
  made_by text not null,
  made_at text not null
);
CREATE TABLE figure_notice_answer (
  notice_id text not null references figure_notice (notice_id),
  answer_number integer not null,
  state text not null,
  owner text not null,
  words text not null,
  answered_by text not null,
  answered_at text not null,
  primary key (notice_id, answer_number)
);
CREATE TABLE grant_revocation (
  grant_id text primary key references hand_grant (grant_id),
  revoked_by text not null,
  revoked_at text not null
);
CREATE TABLE hand_grant (
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
CREATE INDEX hand_grant_grantee on hand_grant (grantee_kind, grantee);
CREATE TABLE held_generation (
  generation text primary key,
  reason text not null,
  held_by text not null,
  held_at text not null
);
CREATE TABLE invitation (
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
CREATE TABLE invitation_attempt (
  attempt_id text primary key,
  account text not null,
  at text not null
);
CREATE INDEX invitation_attempt_account on invitation_attempt (account, at);
CREATE TABLE invitation_use (
  invitation_id text primary key references invitation (invitation_id),
  account text not null,
  grant_id text not null,
  used_at text not null
);
CREATE TABLE load_run (
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
CREATE INDEX load_run_generation on load_run (generation);
CREATE INDEX load_run_started_at on load_run (started_at);
CREATE TABLE named_group (
  group_id text primary key,
  owner text not null,
  name text not null,
  dimension text not null,
  members text not null,
  shared_with text not null,
  shared_key text,
  made_at text not null,
  changed_at text not null
);
CREATE INDEX named_group_owner on named_group (owner);
CREATE TABLE person (
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
CREATE TABLE purpose (
  purpose_id text primary key,
  session_id text not null,
  account text not null,
  purpose text not null,
  subject text not null,
  opened_at text not null,
  ends_at text not null
);
CREATE INDEX purpose_session on purpose (session_id, opened_at);
CREATE TABLE report (
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
CREATE INDEX report_owner on report (owner);
CREATE INDEX report_shared on report (shared_with, shared_key);
CREATE TABLE report_delivery (
  schedule_id text not null references report_schedule (schedule_id),
  account text not null,
  period text not null,
  state text not null,
  attempt integer not null,
  generation text,
  fingerprint text,
  message text,
  made_at text not null,
  primary key (schedule_id, account, period)
);
CREATE TABLE report_schedule (
  schedule_id text primary key,
  report_id text not null,
  owner text not null,
  every text not null,
  weekday integer,
  only_if_changed integer not null,
  role text,
  made_at text not null,
  ended_at text
);
CREATE INDEX report_schedule_report on report_schedule (report_id);
CREATE TABLE report_unsubscription (
  schedule_id text not null references report_schedule (schedule_id),
  account text not null,
  made_at text not null,
  primary key (schedule_id, account)
);
CREATE TABLE report_version (
  report_id text not null references report (report_id),
  version_number integer not null,
  content text not null,
  definitions text not null,
  how text not null,
  made_by text not null,
  made_at text not null,
  primary key (report_id, version_number)
);
CREATE TABLE run_file (
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
CREATE TABLE run_finding (
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
CREATE TABLE run_lease (
  lease text primary key,
  token integer not null,
  run_id text,
  pid integer,
  boot text,
  host text,
  taken_at text,
  heartbeat_at text
);
CREATE TABLE run_step (
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
CREATE TABLE schedule_job (
  job text primary key,
  since_on text not null
);
CREATE TABLE schedule_slot (
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
CREATE UNIQUE INDEX schedule_slot_one_running on schedule_slot (state) where state = 'running';
CREATE TABLE server (
  server_id text primary key,
  pid integer not null,
  boot text not null,
  host text not null,
  seen_at text not null
);
CREATE TABLE session (
  session_id text primary key,
  person_id text not null,
  created_at text not null,
  seen_at text not null,
  expires_at text not null
);
CREATE INDEX session_expires_at on session (expires_at);
CREATE INDEX session_person on session (person_id);
CREATE TABLE sign_in_attempt (
  attempt_id text primary key,
  state text not null,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  replaced_session_id text,
  expires_at text not null
);
CREATE INDEX sign_in_attempt_expires_at on sign_in_attempt (expires_at);
CREATE TABLE upload (
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
, server_id text not null default '');
CREATE INDEX upload_operator on upload (operator, made_at);
CREATE TABLE view_as (
  session_id text primary key,
  viewed_by text not null,
  account text not null,
  began_at text not null,
  ends_at text not null
);
