import {
  date,
  defineFeed,
  oneOf,
  organization,
  organizationId,
  required,
  stateStudentId,
  text,
} from "../define-feed.ts";

const eligibilities = ["SLD", "SLI", "AUT", "OHI", "ID", "ED", "OI", "MD", "HH", "VI"];

/** Students of the special-education system, with its own ids; one whose first evaluation is open has no IEP yet. */
export const specialEducationStudents = defineFeed({
  feed: "students",
  table: "stg_sped_student",
  key: ["sped_student_id"],
  columns: {
    sped_student_id: required(text()),
    state_student_id: stateStudentId(),
    last_name: required(text()),
    first_name: required(text()),
    birth_on: required(date()),
    organization_id: required(organizationId()),
    eligibility: required(oneOf(eligibilities)),
    residence_organization_id: organizationId(),
    outside_general_class_share: required(oneOf(["0_20", "21_60", "61_100", "separate"])),
    iep_started_on: date(),
    iep_ended_on: date(),
  },
  references: [organization()],
  refusedShare: 0.02,
});
