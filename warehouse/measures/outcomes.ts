import { rate, students } from "../semantic/model/define.ts";
import { byPlaceAndGroup } from "./published.ts";

const tested = "assessment";
const cohort = "cohort_outcome";
const decree = { authority: "Modified Consent Decree", citation: "oimla.com/outcomes.htm", version: "2003" };
const acgr = {
  authority: "California Department of Education",
  citation: "acgrinfo.asp; fscohort.asp",
  version: "1",
};
const bySubject = [
  ...byPlaceAndGroup,
  ["school_year", "assessment_subject"],
  ["school_year", "assessment_subject", "student_group"],
];

export const outcomes = {
  assessment_participation_rate: rate(students(tested, { is_tested: true }), students(tested), {
    label: "Participation in the state assessment",
    definition: "Students tested, of students in tested grades.",
    better: "higher",
    source: decree,
    published: bySubject,
  }),
  basic_or_above_rate: rate(
    students(tested, { is_tested: true, is_basic_or_above: true }),
    students(tested, { is_tested: true }),
    {
      label: "Basic or above in the state assessment",
      definition: "Students at basic, proficient or advanced, of students tested.",
      better: "higher",
      source: decree,
      published: bySubject,
    },
  ),
  proficiency_rate: rate(
    students(tested, { is_tested: true, is_proficient: true }),
    students(tested, { is_tested: true }),
    {
      label: "Proficient in the state assessment",
      definition: "Students at proficient or advanced, of students tested.",
      better: "higher",
      source: decree,
      published: bySubject,
    },
  ),
  graduation_rate: rate(
    students(cohort, { is_removed: false, is_graduate: true }),
    students(cohort, { is_removed: false }),
    {
      label: "Four-year graduation rate",
      definition:
        "Members of the four-year cohort with a regular diploma; those who moved away with written proof are removed.",
      better: "higher",
      source: acgr,
      published: byPlaceAndGroup,
    },
  ),
  cohort_dropout_rate: rate(
    students(cohort, { is_removed: false, is_dropout: true }),
    students(cohort, { is_removed: false }),
    {
      label: "Four-year dropout rate",
      definition: "Members of the four-year cohort who dropped out.",
      better: "lower",
      source: acgr,
      published: byPlaceAndGroup,
    },
  ),
  completion_rate: rate(
    students(cohort, { is_removed: false, is_completer: true }),
    students(cohort, { is_removed: false, is_leaver: true }),
    {
      label: "Completion rate",
      definition: "Diplomas, certificates and aged out, of those and dropouts.",
      better: "higher",
      source: decree,
      published: byPlaceAndGroup,
    },
  ),
};
