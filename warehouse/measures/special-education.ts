import { amount, count, rate } from "../semantic/model/define.ts";
import { byPlace } from "./published.ts";

const iep = "iep";
const match = "record_match";
const source = { authority: "Rollbook", citation: null, version: "1" };
const decree = { authority: "Modified Consent Decree", citation: "oimla.com/outcomes.htm", version: "2003" };
const published = [...byPlace, ["school_year", "eligibility"]];

export const specialEducation = {
  iep_students: amount(count(iep), {
    label: "Students with an IEP",
    definition: "Students with an active individualized education program.",
    unit: "students",
    source,
    published: [...published, ["school_year", "student_group"]],
  }),
  record_mismatches: amount(count(match, { is_matched: false }), {
    label: "Records that do not match",
    definition:
      "Students with an active IEP who have no open enrollment, or are enrolled at another school than the special-education system says.",
    unit: "students",
    better: "lower",
    source,
    published,
  }),
  records_without_enrollment: amount(count(match, { has_open_enrollment: false }), {
    label: "IEP without an enrollment",
    definition:
      "Students with an active IEP and no open enrollment in any school of the district, charters included.",
    unit: "students",
    better: "lower",
    source,
    published,
  }),
  records_at_other_school: amount(count(match, { is_at_other_school: true }), {
    label: "IEP at another school",
    definition:
      "Students with an active IEP whose open enrollment is at another school than the special-education system says.",
    unit: "students",
    better: "lower",
    source,
    published,
  }),
  reviews_overdue: amount(count(iep, { is_review_overdue: true }), {
    label: "IEP reviews overdue",
    definition: "Students whose next IEP review was due before today.",
    unit: "students",
    better: "lower",
    source: { authority: "IDEA", citation: null, version: "1" },
    published,
  }),
  general_education_rate: rate(
    count(iep, { is_in_general_class: true, has_placement_in_school: true }),
    count(iep, { has_placement_in_school: true }),
    {
      label: "Students with disabilities in general classes",
      definition:
        "Students outside the general class for at most 60 % of the day, of students placed 0-20, 21-60 or 61-100 % outside it.",
      better: "higher",
      source: decree,
      published,
    },
  ),
  home_school_rate: rate(count(iep, { is_home_school: true }), count(iep), {
    label: "Students with disabilities at their home school",
    definition: "Students with an IEP who attend the school of their residence.",
    better: "higher",
    source: { ...decree, citation: null },
    published,
  }),
  transition_plan_rate: rate(
    count(iep, { needs_transition_plan: true, has_transition_plan: true }),
    count(iep, { needs_transition_plan: true }),
    {
      label: "Transition plans in place",
      definition: "Students of the age for it whose IEP holds a transition plan.",
      better: "higher",
      source: { ...source, parameters: { from_age: 16 } },
      published,
    },
  ),
  parent_participation_rate: rate(
    count(iep, { is_parent_present: true }),
    count(iep, { has_meeting: true }),
    {
      label: "Parents present at IEP meetings",
      definition: "Students whose parent took part in the last IEP meeting, of students with a meeting.",
      better: "higher",
      source,
      published,
    },
  ),
  translation_timely_rate: rate(
    count(iep, { is_translated_on_time: true }),
    count(iep, { is_translation_due: true }),
    {
      label: "IEP translations on time",
      definition:
        "IEP translations finished within 30 days of the request, of those finished or requested more than 30 days ago.",
      better: "higher",
      source: { ...source, parameters: { days: 30 } },
      published,
    },
  ),
  qualified_teacher_rate: rate(
    count("staff_assignment", { role: "special_education_teacher", is_current: true, is_credentialed: true }),
    count("staff_assignment", { role: "special_education_teacher", is_current: true }),
    {
      label: "Special-education teachers with the credential",
      definition: "Current special-education teaching assignments held with the credential for them.",
      better: "higher",
      source,
      published: [["school"], ["level"]],
    },
  ),
};
