import { amount, days, distinct, rate, ratio, studentsOver, sum } from "../semantic/model/define.ts";
import { byPlace, byPlaceAndGroup, bySchoolAndGroup } from "./published.ts";

const period = "student_period";
const day = "attendance_day";
const colorado = {
  authority: "Colorado Department of Education",
  citation: "Attendance rate definition",
  version: "1",
};
const dataquest = {
  authority: "California Department of Education",
  citation: "dq.cde.ca.gov absence reports",
  version: "1",
};

export const attendance = {
  attendance_rate: rate(days(period, "attended_parts"), days(period, "expected_parts"), {
    label: "Attendance rate",
    definition:
      "Days attended of all possible days so far this year: student days are summed, rates are never averaged.",
    better: "higher",
    source: colorado,
    published: bySchoolAndGroup,
  }),
  absence_rate: rate(days(period, "absent_parts"), days(period, "expected_parts"), {
    label: "Absence rate",
    definition: "Days absent of all possible days so far this year.",
    better: "lower",
    source: colorado,
    published: byPlaceAndGroup,
  }),
  days_absent: amount(days(period, "absent_parts"), {
    label: "Days absent",
    definition: "Days absent so far this year, parts of days included.",
    unit: "days",
    better: "lower",
    source: dataquest,
    published: byPlaceAndGroup,
  }),
  average_days_absent: ratio(
    days(period, "absent_parts"),
    studentsOver(period, [{ left: { times: 1, column: "absent_parts" }, op: ">", right: { days: 0 } }]),
    {
      label: "Average days absent",
      definition: "Days absent for each student with at least one absence.",
      unit: "days",
      better: "lower",
      source: dataquest,
      published: byPlaceAndGroup,
    },
  ),
  excused_absence_share: rate(days(period, "excused_parts"), days(period, "absent_parts"), {
    label: "Share of absences excused",
    definition: "Days absent with an excuse, of all days absent.",
    source: dataquest,
    published: byPlaceAndGroup,
  }),
  daily_attendance_rate: rate(sum(day, "attended_parts"), sum(day, "expected_parts"), {
    label: "Attendance",
    definition: "Parts of days attended of those possible, day by day.",
    better: "higher",
    source: colorado,
    published: [["school_year"], ["school_year", "school", "week"], ["school_year", "week"]],
  }),
  average_daily_attendance: ratio(
    days(day, "attended_parts"),
    distinct(day, "attended_on", { is_reported: true }),
    {
      label: "Average daily attendance",
      definition:
        "Days attended for each day that the schools taught and have reported, in the days asked for; the state's own figures take full school months only.",
      unit: "students",
      source: { authority: "California Education Code", citation: "EC 41601(a), 46301", version: "1" },
      published: byPlace,
    },
  ),
};
