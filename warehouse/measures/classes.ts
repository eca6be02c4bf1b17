import { amount, count, rate, students } from "../semantic/model/define.ts";
import { byPlace } from "./published.ts";

const source = { authority: "Rollbook", citation: null, version: "1" };
const roster = "student_roster";

export const classes = {
  students_without_class: amount(students(roster, { is_without_class: true }), {
    label: "Students without a class",
    definition: "Students enrolled today who are in no open class.",
    unit: "students",
    better: "lower",
    source,
    published: byPlace,
  }),
  students_with_clashes: amount(students(roster, { has_clash: true }), {
    label: "Students with clashing classes",
    definition: "Students with two open classes in the same period of the same term.",
    unit: "students",
    better: "lower",
    source,
    published: byPlace,
  }),
  students_with_missing_marks: amount(students(roster, { has_missing_mark: true }), {
    label: "Students with missing marks",
    definition: "Students in an open class without a mark for its last grading line that has ended.",
    unit: "students",
    better: "lower",
    source,
    published: byPlace,
  }),
  enrollment_difference: amount(students(roster, { is_different: true }), {
    label: "Enrolled here or in the source, not both",
    definition:
      "Students with an enrollment here and none in the school's own system, or the reverse, today.",
    unit: "students",
    better: "lower",
    source,
    published: byPlace,
  }),
  course_pass_rate: rate(
    count("course_mark", { is_passed: true }),
    count("course_mark", { is_missing: false }),
    {
      label: "Course marks that pass",
      definition: "Course marks of 60 or more, of all marks given.",
      better: "higher",
      source: { ...source, parameters: { passing_score: 60 } },
      published: byPlace,
    },
  ),
};
