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
  ["school_year", "school", "student_group"],
  ["school_year", "level", "student_group"],
];

/** Money and files have no small cells: every table of them may be asked. */
export const byProgram: readonly (readonly string[])[] = [
  ["program"],
  ["fiscal_year"],
  ["program", "fiscal_year"],
  ["program", "fund_source"],
  ["program", "action_kind"],
];
