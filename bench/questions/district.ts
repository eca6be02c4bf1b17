import { asked, askedOfTheYear, type Question } from "./question.ts";

/** The board's page, the court's and the costs. */
export const ofTheDistrict: Question[] = [
  ...askedOfTheYear("board", {
    "board: chronic absence and attendance, with the same day last year": {
      measures: ["chronic_absence_rate", "attendance_rate"],
      compare: "previous_year",
    },
    "board: chronic absence by student group": { measures: ["chronic_absence_rate"], by: ["student_group"] },
    "board: chronic absence by level": {
      measures: ["chronic_absence_rate", "early_warning_rate"],
      by: ["level"],
    },
    "board: four measures for every school": {
      measures: ["enrollment", "attendance_rate", "chronic_absence_rate", "suspension_rate"],
      by: ["school"],
    },
    "board: every school, with the year before": {
      measures: ["enrollment", "chronic_absence_rate"],
      by: ["school"],
      compare: "previous_year",
    },
    "board: enrollment by charter funding": {
      measures: ["norm_day_enrollment", "census_day_enrollment"],
      by: ["charter_funding"],
      totals: "all",
    },
    "board: suspensions by group": { measures: ["suspension_rate"], by: ["student_group"] },
  }),
  ...asked("board", {
    "board: ten years of enrollment": { measures: ["cumulative_enrollment"], by: ["school_year"] },
    "costs: recurring cost by fiscal year": {
      measures: ["recurring_usd", "unfunded_recurring_usd"],
      by: ["fiscal_year"],
    },
    "costs: approved, committed and spent by program": {
      measures: ["approved_usd", "committed_usd", "expended_usd"],
      by: ["program"],
    },
    "costs: recurring cost by program and year": {
      measures: ["recurring_usd"],
      by: ["program", "fiscal_year"],
      totals: "all",
    },
  }),
  ...askedOfTheYear("monitor", {
    "monitor: services by eligibility": {
      measures: ["service_minutes_rate", "service_provided_rate"],
      by: ["eligibility"],
    },
    "monitor: all services": {
      measures: ["service_minutes_rate", "service_provided_rate"],
    },
    "monitor: evaluations": { measures: ["initial_evaluation_timely_rate"] },
    "monitor: students with an IEP by school": { measures: ["iep_students"], by: ["school"] },
    "monitor: records that do not match": { measures: ["record_mismatches"], by: ["school"] },
    "monitor: graduation by group": { measures: ["graduation_rate"], by: ["student_group"] },
  }),
];
