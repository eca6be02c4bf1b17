import { amount, rate, students, studentsOver, sum, type Threshold } from "../semantic/model/define.ts";
import { byPlace, bySchoolAndGroup } from "./published.ts";

const period = "student_period";
const absentTenth: Threshold = {
  left: { times: 10, column: "absent_parts" },
  op: ">=",
  right: { times: 1, column: "expected_parts" },
};
const expectedOver = (schoolDays: number): Threshold => ({
  left: { times: 1, column: "expected_parts" },
  op: ">",
  right: { days: schoolDays },
});
const twentiethDay: Threshold = {
  left: { times: 1, column: "expected_parts" },
  op: ">=",
  right: { days: 20 },
};
const fifthDay: Threshold = { left: { times: 1, column: "expected_parts" }, op: ">=", right: { days: 5 } };
const attended: Threshold = { left: { times: 1, column: "attended_parts" }, op: ">", right: { days: 0 } };
const reportable = { is_reportable: true };
const placements = ["non_public", "home_hospital"];

export const chronicAbsence = {
  chronic_absence_rate: rate(
    studentsOver(period, [expectedOver(30), attended, absentTenth], reportable),
    studentsOver(period, [expectedOver(30), attended], reportable),
    {
      label: "Chronic absence",
      definition:
        "Students who missed 10 % or more of their days, of students expected on more than 30 days who came at least once; computed anew from students at every level.",
      better: "lower",
      notApplicableTo: placements,
      source: {
        authority: "California Department of Education",
        citation: "DataQuest chronic absenteeism; CALPADS glossary",
        version: "1",
        parameters: { absent_share: "10 * absent >= expected", expected_days_more_than: 30 },
      },
      published: bySchoolAndGroup,
    },
  ),
  chronic_absence_20_days_rate: rate(
    studentsOver(period, [twentiethDay, absentTenth], reportable),
    studentsOver(period, [twentiethDay], reportable),
    {
      label: "Chronic absence, at least 20 days enrolled",
      definition:
        "Students who missed 10 % or more of their days, of students enrolled on at least 20 school days, whether or not they ever came. The state's figure wants more than 30 days and one attended.",
      better: "lower",
      insteadOf: "chronic_absence_rate",
      notApplicableTo: placements,
      source: {
        authority: "edu_wh, a public education warehouse",
        citation: "Its default of 20 days enrolled; no state's rule",
        version: "1",
        parameters: { absent_share: "10 * absent >= expected", enrolled_days_at_least: 20 },
      },
      published: [["school_year"]],
    },
  ),
  early_warning_rate: rate(
    studentsOver(period, [fifthDay, absentTenth], reportable),
    studentsOver(period, [fifthDay], reportable),
    {
      label: "Early warning of chronic absence",
      definition:
        "Students who have missed 10 % or more of their days, from the fifth expected day on. An early warning, not the state's figure.",
      better: "lower",
      insteadOf: "chronic_absence_rate",
      notApplicableTo: placements,
      source: { authority: "Rollbook", citation: null, version: "1", parameters: { from_expected_day: 5 } },
      published: bySchoolAndGroup,
    },
  ),
  near_chronic_students: amount(students(period, { absence_band: "8_to_12" }), {
    label: "Students near chronic absence",
    definition:
      "Students who have missed 8 to 12 % of their days at the school, from the fifth expected day on.",
    unit: "students",
    better: "lower",
    source: {
      authority: "Rollbook",
      citation: null,
      version: "1",
      parameters: { from_percent: 8, to_percent: 12 },
    },
    published: byPlace,
  }),
  days_left_before_chronic: amount(sum(period, "days_left_before_chronic"), {
    label: "Days left before 10 %",
    definition:
      "Whole days a student may still miss while the absences stay under 10 % of the year's expected days.",
    unit: "days",
    needs: ["student"],
    source: { authority: "Rollbook", citation: null, version: "1" },
    published: [],
  }),
};
