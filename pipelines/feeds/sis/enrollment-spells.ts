import {
  boolean,
  date,
  defineFeed,
  oneOf,
  organization,
  organizationId,
  required,
  student,
  text,
} from "../define-feed.ts";

const grades = ["TK", "K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

const exitCodes = ["year_end", "transfer_in_district", "transfer_out", "no_show", "graduated", "dropped_out"];

/** A student's stay at a school; `exited_on` is the last day enrolled, inclusive. */
export const enrollmentSpells = defineFeed({
  feed: "enrollment_spells",
  table: "stg_enrollment_spell",
  key: ["student_id", "organization_id", "entered_on"],
  columns: {
    student_id: required(text()),
    organization_id: required(organizationId()),
    track: required(text()),
    grade: required(oneOf(grades)),
    entered_on: required(date()),
    exited_on: date(),
    entry_code: required(text()),
    exit_code: oneOf(exitCodes),
    is_primary: required(boolean()),
  },
  references: [student(), organization()],
  watermark: "entered_on",
  refusedShare: 0.02,
});
