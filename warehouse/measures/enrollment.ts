import { amount, difference, rate, students } from "../semantic/model/define.ts";
import { byPlace, byPlaceAndGroup, bySchoolAndGroup } from "./published.ts";

const ours = { authority: "Rollbook", citation: null, version: "1" };
const spells = "enrollment_spell";

export const enrollment = {
  enrollment: amount(students(spells, { is_enrolled: true }), {
    label: "Students enrolled",
    definition:
      "Students with an open enrollment today, or on the last day of a past school year; no-shows are not counted.",
    unit: "students",
    source: ours,
    published: bySchoolAndGroup,
  }),
  norm_day_enrollment: amount(students(spells, { is_norm_day_enrolled: true }), {
    label: "Norm-day enrollment",
    definition: "Students enrolled on norm day, the day that decides how many teachers a school gets.",
    unit: "students",
    source: {
      authority: "District staffing rule",
      citation: "LAUSD norm day, 16 September 2016",
      version: "1",
    },
    published: byPlaceAndGroup,
  }),
  census_day_enrollment: amount(students(spells, { is_census_day_enrolled: true }), {
    label: "Census-day enrollment",
    definition:
      "Students with an open enrollment on the state's census day, each counted once at every level.",
    unit: "students",
    source: {
      authority: "California Department of Education",
      citation: "CALPADS Fall 1 census day",
      version: "1",
    },
    published: byPlaceAndGroup,
  }),
  cumulative_enrollment: amount(students(spells, { is_no_show: false }), {
    label: "Cumulative enrollment",
    definition:
      "Students enrolled at any time from 1 July to 30 June, each counted once at every level; levels do not add up.",
    unit: "students",
    source: {
      authority: "California Department of Education",
      citation: "cde.ca.gov fsed.asp",
      version: "1",
    },
    published: byPlaceAndGroup,
  }),
  no_shows: amount(students(spells, { is_no_show: true }), {
    label: "No-shows",
    definition: "Students who were enrolled and never attended a day.",
    unit: "students",
    source: { authority: "District attendance rule", citation: "lausd.org/page/13184", version: "1" },
    published: byPlace,
  }),
  entries_after_census: amount(students(spells, { entered_after_census: true }), {
    label: "Entered after census day",
    definition: "Students whose enrollment began after the census day of the year.",
    unit: "students",
    source: ours,
    published: byPlace,
  }),
  exits_before_year_end: amount(students(spells, { exited_before_year_end: true }), {
    label: "Left before the year's end",
    definition: "Students whose enrollment ended before the last school day.",
    unit: "students",
    source: ours,
    published: byPlace,
  }),
  net_entries: difference(
    students(spells, { entered_after_census: true }),
    students(spells, { exited_before_year_end: true }),
    {
      label: "Entries less exits",
      definition: "Students who entered after census day less students who left before the year's end.",
      unit: "students",
      source: ours,
      published: byPlace,
    },
  ),
  stability_rate: rate(students(spells, { is_stable: true }), students(spells, { is_no_show: false }), {
    label: "Stability rate",
    definition: "Students with one enrollment of at least 245 consecutive calendar days at the same school.",
    better: "higher",
    source: {
      authority: "California Department of Education",
      citation: "DataQuest stability rate, srinfo.asp",
      version: "1",
      parameters: { consecutive_days: 245 },
    },
    published: byPlaceAndGroup,
  }),
};
