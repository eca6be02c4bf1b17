import {
  date,
  defineFeed,
  oneOf,
  organization,
  organizationId,
  record,
  required,
  text,
} from "../define-feed.ts";

export const evaluations = defineFeed({
  feed: "evaluations",
  table: "stg_evaluation",
  key: ["evaluation_id"],
  columns: {
    evaluation_id: required(text()),
    sped_student_id: required(text()),
    organization_id: required(organizationId()),
    kind: required(oneOf(["initial", "triennial"])),
    referred_on: date(),
    consent_on: required(date()),
    due_on: required(date()),
    held_on: date(),
    delay_reason: text(),
  },
  references: [
    { ...record("sped_student_id", "stg_sped_student"), code: "reference.unknown_student", what: "student" },
    organization(),
  ],
  refusedShare: 0.02,
});
