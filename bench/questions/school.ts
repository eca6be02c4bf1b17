import { askedOfTheYear, type Question } from "./question.ts";

/** A principal's own school: her page, and down to the students. */
export const ofASchool: Question[] = askedOfTheYear("principal", {
  "school: enrollment and attendance": {
    measures: ["enrollment", "attendance_rate"],
    compare: "previous_year",
  },
  "school: chronic absence beside the district": { measures: ["chronic_absence_rate"], compare: "district" },
  "school: attendance by week": { measures: ["daily_attendance_rate"], by: ["week"] },
  "school: attendance by day": { measures: ["daily_attendance_rate"], by: ["date"] },
  "school: chronic absence by student group": { measures: ["chronic_absence_rate"], by: ["student_group"] },
  "school: chronic absence by grade and group": {
    measures: ["chronic_absence_rate"],
    by: ["grade", "student_group"],
  },
  "school: students near chronic absence, by name": {
    measures: ["days_absent", "absence_rate", "days_left_before_chronic"],
    by: ["student", "grade"],
    where: [{ dimension: "absence_band", op: "in", values: ["8_to_12"] }],
  },
  "school: every student's absences": { measures: ["days_absent", "absence_rate"], by: ["student"] },
  "school: evaluations due, by name": {
    measures: ["evaluations_due_soon"],
    by: ["student", "evaluation_due_on"],
  },
  "school: services behind, by name": { measures: ["services_behind"], by: ["student", "service"] },
  "school: students without a class": { measures: ["students_without_class"], by: ["grade"] },
  "school: marks by course": { measures: ["course_pass_rate"], by: ["grade"] },
});
