import { asked, askedOfTheYear, type Question } from "./question.ts";

/** What a coordinator builds: twelve columns for every school, subtotals, pivots, months, lists for a file. */
export const ofTheBuilder: Question[] = [
  ...askedOfTheYear("coordinator", {
    "builder: twelve columns for every school": {
      measures: [
        ...["enrollment", "cumulative_enrollment", "attendance_rate", "absence_rate", "days_absent"],
        ...["average_days_absent", "chronic_absence_rate", "early_warning_rate", "suspension_rate"],
        ...["suspensions", "iep_students", "service_minutes_rate"],
      ],
      by: ["school"],
    },
    "builder: schools within regions, with subtotals": {
      measures: ["enrollment", "chronic_absence_rate"],
      by: ["region", "school"],
      ...{ totals: "all", subtotals: ["region"] },
    },
    "builder: chronic absence, level across groups": {
      measures: ["chronic_absence_rate"],
      by: ["student_group", "level"],
      pivot: "level",
    },
    "builder: attendance by month and level": { measures: ["daily_attendance_rate"], by: ["month", "level"] },
    "builder: attendance by week, whole district": { measures: ["daily_attendance_rate"], by: ["week"] },
    "builder: schools by rank": {
      measures: ["chronic_absence_rate"],
      by: ["school"],
      computed: [{ key: "place", kind: "rank", of: "chronic_absence_rate", direction: "desc" }],
      ...{ order: [{ column: "place", direction: "asc" }], limit: 50 },
    },
    "builder: one level's schools by group": {
      measures: ["chronic_absence_rate"],
      by: ["school", "student_group"],
      where: [{ dimension: "level", op: "in", values: ["high"] }],
    },
    "builder: enrollment by grade and race": {
      measures: ["enrollment"],
      by: ["grade", "race_ethnicity"],
      totals: "all",
    },
    "drill: the hundred students with most absences": {
      measures: ["days_absent"],
      by: ["student"],
      where: [{ dimension: "level", op: "in", values: ["high"] }],
      ...{ order: [{ column: "days_absent", direction: "desc" }], limit: 100 },
    },
    "drill: schools that have not reported": { measures: ["missing_submissions"], by: ["school"] },
  }),
  ...asked("coordinator", {
    "drill: refused rows by source and feed": { measures: ["rejected_rows"], by: ["source", "feed"] },
  }),
];
