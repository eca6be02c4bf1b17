import {
  boolean,
  defineFeed,
  oneOf,
  organization,
  organizationId,
  required,
  schoolYear,
  stateStudentId,
} from "../define-feed.ts";

const outcomes = [
  "regular_diploma",
  "certificate",
  "still_enrolled",
  "dropped_out",
  "other_completer",
  "aged_out",
];

/** What became of a ninth-grader after four years; a removed one left the cohort, for example by transfer. */
export const cohortOutcomes = defineFeed({
  feed: "cohort_outcomes",
  table: "stg_cohort_outcome",
  key: ["state_student_id", "cohort_year"],
  columns: {
    state_student_id: required(stateStudentId()),
    organization_id: required(organizationId()),
    cohort_year: required(schoolYear()),
    outcome: required(oneOf(outcomes)),
    is_removed: required(boolean()),
  },
  references: [organization()],
  refusedShare: 0.02,
});
