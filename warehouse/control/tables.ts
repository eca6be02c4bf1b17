import type { StudentRow } from "./access-log/check.ts";
import type { Checkpoint } from "./access-log/checkpoint.ts";
import type { EntryRow } from "./access-log/entry.ts";
import type { PurposeRow } from "./access-log/purposes.ts";
import type { SharedWith } from "./reports/sharing.ts";
import type { RunTables } from "./runs/rows.ts";
import type { ServerRow } from "./servers.ts";

/** The control store's tables as `migrations/` makes them; times are ISO-8601 text in UTC. */
export type ControlTables = RunTables & {
  person: PersonRow;
  session: SessionRow;
  api_token: TokenRow;
  sign_in_attempt: AttemptRow;
  access_entry: EntryRow;
  access_student: StudentRow;
  access_checkpoint: Checkpoint;
  access_head: Checkpoint;
  purpose: PurposeRow;
  hand_grant: HandGrantRow;
  grant_revocation: { grant_id: string; revoked_by: string; revoked_at: string };
  invitation: InvitationRow;
  invitation_use: { invitation_id: string; account: string; grant_id: string; used_at: string };
  invitation_attempt: { attempt_id: string; account: string; at: string };
  view_as: ViewAsRow;
  dispute: DisputeRow;
  dispute_answer: DisputeAnswerRow;
  figure_notice: FigureNoticeRow;
  figure_notice_answer: FigureNoticeAnswerRow;
  server: ServerRow;
  upload: UploadRow;
  erasure: ErasureRow;
  erased_id: { id_hash: string; erasure_id: string };
  report: ReportRow;
  report_version: ReportVersionRow;
  report_schedule: ReportScheduleRow;
  report_unsubscription: { schedule_id: string; account: string; made_at: string };
  report_delivery: ReportDeliveryRow;
  export_job: ExportJobRow;
  named_group: NamedGroupRow;
  figure_alert: FigureAlertRow;
  figure_alert_look: FigureAlertLookRow;
};

/** `group_names` is a JSON list; `person_id` is ours, issuer and subject are the identity provider's. */
export type PersonRow = {
  person_id: string;
  issuer: string;
  subject: string;
  name: string;
  email: string | null;
  staff_id: string | null;
  group_names: string;
  is_disabled: number;
  disabled_at: string | null;
  first_seen_at: string;
  last_seen_at: string;
};

/** `session_id` is the SHA-256 of the cookie's token: a copy of the store opens no session. */
export type SessionRow = {
  session_id: string;
  person_id: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
};

/** `token_hash` is the SHA-256 of the token, whose 256 random bits no dictionary holds; `scopes` is a JSON list. */
export type TokenRow = {
  token_id: string;
  token_hash: string;
  person_id: string;
  label: string;
  scopes: string;
  created_at: string;
  expires_on: string;
  last_used_at: string | null;
  revoked_at: string | null;
};

/** A sign-in that was begun: `attempt_id` is the SHA-256 of its cookie. */
export type AttemptRow = {
  attempt_id: string;
  state: string;
  nonce: string;
  code_verifier: string;
  return_to: string;
  replaced_session_id: string | null;
  expires_at: string;
};

/** `scope` and `subjects` are JSON; flags are 0 or 1; `valid_from` and `valid_to` are days. */
type HandGrantRow = {
  grant_id: string;
  grantee_kind: string;
  grantee: string;
  role: string;
  scope: string;
  subjects: string;
  may_read_students: number;
  may_read_names: number;
  may_read_history: number;
  reason: string;
  purpose: string | null;
  relation: string | null;
  valid_from: string;
  valid_to: string;
  given_by: string;
  given_at: string;
};

/** `code_hash` is the SHA-256 of the code: a copy of the store admits nobody. */
type InvitationRow = {
  invitation_id: string;
  code_hash: string;
  guardian_name: string;
  state_student_id: string;
  relation: string;
  reason: string | null;
  made_by: string;
  made_at: string;
  expires_at: string;
};

/** Whose eyes a session looks through, until when. */
export type ViewAsRow = {
  session_id: string;
  viewed_by: string;
  account: string;
  began_at: string;
  ends_at: string;
};

/** `words` are a person's own, bound and shown as text. */
export type DisputeRow = {
  dispute_id: string;
  state_student_id: string;
  about: "absences" | "evaluation" | "services" | "enrollment" | "other";
  words: string;
  made_by: string;
  made_at: string;
};

export type DisputeAnswerRow = {
  dispute_id: string;
  answer_number: number;
  state: "being_looked_at" | "corrected" | "not_changed";
  words: string;
  answered_by: string;
  answered_at: string;
};

/** Who erased somebody's records, when and why; whose they were stands nowhere. */
export type ErasureRow = {
  erasure_id: string;
  key_id: string;
  reason: string;
  erased_by: string;
  erased_at: string;
};

/**
 * A file that somebody uploaded for an operator. `file` is its declared name, `file_name` the one it came with; `report`
 * and `outcome` are JSON; `server_id` names the server that checks or loads it.
 */
export type UploadRow = {
  upload_id: string;
  operator: string;
  source: string;
  feed: string;
  file: string;
  file_name: string;
  bytes: number;
  sha256: string;
  state: "checking" | "checked" | "refused" | "loading" | "published" | "failed" | "withdrawn";
  message: string | null;
  report: string | null;
  outcome: string | null;
  made_by: string;
  made_at: string;
  submitted_by: string | null;
  submitted_at: string | null;
  ended_at: string | null;
  server_id: string;
};

/**
 * A file that somebody asked for. `asked` is the JSON of her order, `shown` that of whom the file shows, `grants` the hash of
 * the grants that it was made with; `subject` is what the access log says of it; `server_id` names the server that makes it.
 */
export type ExportJobRow = {
  job_id: string;
  account: string;
  asked: string;
  title: string;
  format: string;
  purpose: string | null;
  state: "waiting" | "asking" | "writing" | "done" | "failed" | "cancelled";
  rows_done: number;
  rows_total: number | null;
  bytes: number | null;
  sha256: string | null;
  grants: string | null;
  shown: string | null;
  subject: string | null;
  message: string | null;
  made_at: string;
  began_at: string | null;
  ended_at: string | null;
  expires_at: string;
  server_id: string;
};

/** `measures` is a JSON list of keys, `slice` JSON; `words` are a person's own. */
export type FigureNoticeRow = {
  notice_id: string;
  measures: string;
  slice: string;
  generation: string;
  words: string;
  made_by: string;
  made_at: string;
};

export type FigureNoticeAnswerRow = {
  notice_id: string;
  answer_number: number;
  state: "being_looked_at" | "corrected" | "not_changed";
  owner: "district" | "school" | "operator" | "vendor";
  words: string;
  answered_by: string;
  answered_at: string;
};

/** `template_base` is JSON: what the template said when this report was last compared with it. */
export type ReportRow = SharedWith & {
  report_id: string;
  owner: string;
  version: number;
  template_id: string | null;
  template_version: number | null;
  template_base: string | null;
  made_at: string;
};

/** `members` is a JSON list: keys of schools, or the state's ids of students. */
export type NamedGroupRow = SharedWith & {
  group_id: string;
  owner: string;
  name: string;
  dimension: "school" | "student";
  members: string;
  made_at: string;
  changed_at: string;
};

/** `content` and `definitions` are JSON. */
export type ReportVersionRow = {
  report_id: string;
  version_number: number;
  content: string;
  definitions: string;
  how: "saved" | "restored" | "template";
  made_by: string;
  made_at: string;
};

/** `weekday` is 1 (Monday) to 7 where it is weekly; `only_if_changed` is 0 or 1. */
export type ReportScheduleRow = {
  schedule_id: string;
  report_id: string;
  owner: string;
  every: "day" | "school_day" | "week" | "term" | "generation";
  weekday: number | null;
  only_if_changed: number;
  role: string | null;
  made_at: string;
  ended_at: string | null;
};

/** `refused` is no failure: her grants no longer reach the report, or she has no address. */
export type ReportDeliveryRow = {
  schedule_id: string;
  account: string;
  period: string;
  state: "sending" | "sent" | "unchanged" | "refused" | "failed";
  attempt: number;
  generation: string | null;
  fingerprint: string | null;
  message: string | null;
  made_at: string;
};

/** `slice` is JSON; `since` says what a change is from; `bound` and `margin` are in the measure's unit, or school days. */
export type FigureAlertRow = {
  alert_id: string;
  owner: string;
  title: string;
  report_id: string | null;
  slice: string;
  kind: "above" | "below" | "changed" | "not_reported";
  since: "generation" | "previous_year" | null;
  bound: number;
  margin: number;
  state: "open" | "closed";
  state_at: string;
  generation: string | null;
  told: "open" | "closed";
  snoozed_until: string | null;
  made_at: string;
  ended_at: string | null;
};

/** `nothing` is no figure to judge by, `refused` what her grants no longer reach; neither moves the alert. */
export type FigureAlertLookRow = {
  alert_id: string;
  generation: string;
  found: "looking" | "open" | "closed" | "nothing" | "refused" | "failed";
  message: string | null;
  made_at: string;
};
