import type { BoardPage, Slice } from "../contract.ts";
import { fiscalYearsAfter } from "../costs/fiscal-years.ts";
import { programsOn } from "../costs/programs.ts";
import { attentionOf } from "../findings/attention.ts";
import { changesSinceMeeting } from "../findings/changes.ts";
import { highestFirst, ofGroup, only } from "./filters.ts";
import { beginPage, frameOf, type PageAsk } from "./frame.ts";
import { chooseGroup, groupOptions } from "./student-groups.ts";

type Wanted = { school_year?: string | undefined; student_group?: string | undefined };
type Start = Parameters<typeof beginPage>[0];

/** What the board asks between two meetings; nothing about a single student. */
export async function boardPageOf(
  start: Start,
  reader: PageAsk["reader"],
  wanted: Wanted,
): Promise<BoardPage> {
  const ask = beginPage(start, reader, wanted.school_year);
  const group = chooseGroup(wanted.student_group, ask);
  const [frame, decrees, programs] = await Promise.all([
    frameOf(ask, boardSlices(ask, group)),
    ask.warehouse.scorecard(reader, ask.generation),
    programsOn(ask.manifest.as_of, ask),
  ]);
  const { changes, previous_meeting } = await changesSinceMeeting(ask, decrees);
  const decree = decrees.find(({ in_force }) => in_force) ?? decrees[0];
  if (!decree) throw new Error("The warehouse knows no decree.");
  return {
    ...frame,
    student_group: group,
    student_groups: groupOptions(frame.answers.chronic_by_group),
    previous_meeting,
    decree,
    programs,
    changes,
    attention: attentionOf(frame),
  };
}

function boardSlices({ schoolYear, manifest }: PageAsk, group: string): Record<string, Slice> {
  const year = [only("school_year", schoolYear)];
  const yearAndGroup = [...year, ...ofGroup(group)];
  const classes = ["students_without_class", "students_with_clashes", "students_with_missing_marks"];
  const records = [
    "record_mismatches",
    "records_without_enrollment",
    "records_at_other_school",
    "iep_students",
  ];
  const enrollment = ["norm_day_enrollment", "census_day_enrollment", "enrollment"];
  const recurring = ["recurring_usd", "funded_recurring_usd", "unfunded_recurring_usd"];
  const chronic = ["chronic_absence_rate", "early_warning_rate"];
  const schools = ["enrollment", "attendance_rate", "chronic_absence_rate", "suspension_rate"];
  return {
    enrollment: { measures: enrollment, by: ["charter_funding"], where: year },
    enrollment_total: { measures: enrollment, where: year },
    classes: { measures: classes, where: year },
    classes_by_school: {
      measures: classes,
      by: ["school"],
      where: year,
      order: highestFirst("students_without_class"),
    },
    records: { measures: records, where: year },
    records_by_funding: { measures: records, by: ["charter_funding"], where: year },
    chronic: { measures: [...chronic, "attendance_rate"], where: yearAndGroup, compare: "previous_year" },
    chronic_by_level: { measures: chronic, by: ["level"], where: yearAndGroup, compare: "previous_year" },
    chronic_by_group: { measures: chronic, by: ["student_group"], where: year, compare: "previous_year" },
    schools: { measures: schools, by: ["school"], where: yearAndGroup },
    overdue_by_school: { measures: ["evaluations_overdue"], by: ["school"], where: year },
    recurring: {
      measures: recurring,
      by: ["fiscal_year"],
      where: [only("fiscal_year", ...fiscalYearsAfter(manifest.as_of))],
    },
  };
}
