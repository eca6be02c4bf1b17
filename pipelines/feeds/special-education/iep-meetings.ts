import {
  boolean,
  date,
  defineFeed,
  oneOf,
  organization,
  organizationId,
  record,
  required,
  text,
} from "../define-feed.ts";

export const iepMeetings = defineFeed({
  feed: "iep_meetings",
  table: "stg_iep_meeting",
  key: ["iep_meeting_id"],
  columns: {
    iep_meeting_id: required(text()),
    sped_student_id: required(text()),
    organization_id: required(organizationId()),
    kind: required(oneOf(["initial", "annual", "triennial"])),
    held_on: required(date()),
    next_due_on: required(date()),
    is_parent_present: required(boolean()),
    has_attendance_attempts: boolean(),
    has_transition_plan: boolean(),
    translation_requested_on: date(),
    translated_on: date(),
  },
  references: [
    { ...record("sped_student_id", "stg_sped_student"), code: "reference.unknown_student", what: "student" },
    organization(),
  ],
  watermark: "held_on",
  refusedShare: 0.02,
});
