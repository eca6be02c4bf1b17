import type { Slice } from "#warehouse";

export type Question = { key: string; account: "board" | "principal" | "monitor"; slice: Slice };

/** What people ask most: the tiles of the five pages. */
export const questions: readonly Question[] = [
  {
    key: "board: chronic absence and attendance, with the same day last year",
    account: "board",
    slice: { measures: ["chronic_absence_rate", "attendance_rate"], compare: "previous_year" },
  },
  {
    key: "board: chronic absence by student group",
    account: "board",
    slice: { measures: ["chronic_absence_rate"], by: ["student_group"] },
  },
  {
    key: "board: chronic absence by level",
    account: "board",
    slice: { measures: ["chronic_absence_rate", "early_warning_rate"], by: ["level"] },
  },
  {
    key: "board: four measures for every school",
    account: "board",
    slice: {
      measures: ["enrollment", "attendance_rate", "chronic_absence_rate", "suspension_rate"],
      by: ["school"],
    },
  },
  {
    key: "board: enrollment by charter funding",
    account: "board",
    slice: {
      measures: ["norm_day_enrollment", "census_day_enrollment"],
      by: ["charter_funding"],
      totals: "all",
    },
  },
  {
    key: "board: recurring cost by fiscal year",
    account: "board",
    slice: { measures: ["recurring_usd", "unfunded_recurring_usd"], by: ["fiscal_year"] },
  },
  {
    key: "monitor: services by eligibility",
    account: "monitor",
    slice: { measures: ["service_minutes_rate", "service_provided_rate"], by: ["eligibility"] },
  },
  {
    key: "school: attendance by week",
    account: "principal",
    slice: { measures: ["daily_attendance_rate"], by: ["week"] },
  },
  {
    key: "school: students near chronic absence, by name",
    account: "principal",
    slice: {
      measures: ["days_absent", "absence_rate", "days_left_before_chronic"],
      by: ["student", "grade"],
      where: [{ dimension: "absence_band", op: "in", values: ["8_to_12"] }],
    },
  },
  {
    key: "school: chronic absence by student group",
    account: "principal",
    slice: { measures: ["chronic_absence_rate"], by: ["student_group"] },
  },
];
