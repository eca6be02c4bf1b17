/**
 * The tables that readers without students' rows may ask, each for whole school years. They are protected together,
 * so they are few.
 */
export const byPlace: readonly (readonly string[])[] = [
  ["school_year"],
  ["school_year", "school"],
  ["school_year", "level"],
  ["school_year", "charter_funding"],
];

export const byPlaceAndGroup: readonly (readonly string[])[] = [
  ...byPlace,
  ["school_year", "student_group"],
  ["school_year", "level", "student_group"],
];

/** Groups within schools are small, and what protects them hides others: only what schools are judged by. */
export const bySchoolAndGroup: readonly (readonly string[])[] = [
  ...byPlaceAndGroup,
  ["school_year", "school", "student_group"],
];

/** Money and files have no small cells: every table of them may be asked. */
export const byProgram: readonly (readonly string[])[] = [
  ["program"],
  ["fiscal_year"],
  ["program", "fiscal_year"],
  ["program", "fund_source"],
  ["program", "action_kind"],
];

/**
 * Numbers that lie within another one, which anybody can subtract: they are protected together, with what is left. A
 * rate is named by its column, as in an answer.
 */
export const partsOfWholes: readonly { whole: string; parts: readonly string[] }[] = [
  { whole: "iep_students", parts: ["record_mismatches"] },
  { whole: "record_mismatches", parts: ["records_without_enrollment", "records_at_other_school"] },
  { whole: "open_evaluations", parts: ["evaluations_overdue", "evaluations_due_soon"] },
  { whole: "basic_or_above_rate__numerator", parts: ["proficiency_rate__numerator"] },
  { whole: "chronic_absence_20_days_rate__numerator", parts: ["chronic_absence_rate__numerator"] },
  { whole: "chronic_absence_20_days_rate__denominator", parts: ["chronic_absence_rate__denominator"] },
  { whole: "service_provided_rate__numerator", parts: ["service_frequency_rate__numerator"] },
  {
    whole: "graduation_rate__denominator",
    parts: ["graduation_rate__numerator", "cohort_dropout_rate__numerator"],
  },
];
