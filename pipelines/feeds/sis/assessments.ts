import {
  boolean,
  defineFeed,
  integer,
  oneOf,
  organization,
  organizationId,
  required,
  schoolYear,
  stateStudentId,
  text,
} from "../define-feed.ts";

/** State results by the state's student id; level 1 is below basic, 4 is advanced. */
export const assessments = defineFeed({
  feed: "assessments",
  table: "stg_assessment",
  key: ["state_student_id", "school_year", "subject"],
  columns: {
    state_student_id: required(stateStudentId()),
    organization_id: required(organizationId()),
    school_year: required(schoolYear()),
    subject: required(oneOf(["ela", "math"])),
    grade: required(text()),
    is_tested: required(boolean()),
    is_accommodated: boolean(),
    level: integer({ min: 1, max: 4 }),
  },
  references: [organization()],
  refusedShare: 0.02,
});
