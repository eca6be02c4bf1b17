import { previousSchoolYear } from "#warehouse";
import type { Slice } from "../contract.ts";
import { between, ofGroup, only } from "./filters.ts";
import type { PageAsk } from "./frame.ts";

/** One school's view state; `from` and `to` are ISO dates. */
export type SchoolTile = {
  school: string;
  group: string;
  columns: string[];
  from: string | undefined;
  to: string | undefined;
};
type Slices = Record<string, Slice>;

const LONG_AGO = "1900-01-01";

/** The tiles that every reader of the school gets: counts and rates, nobody by name. */
export function districtTiles(ask: PageAsk, { school, from, to }: SchoolTile): Slices {
  const { schoolYear } = ask;
  const here = [only("school", school), only("school_year", schoolYear)];
  const lastYear = [only("school", school), only("school_year", previousSchoolYear(schoolYear))];
  const chronic = ["chronic_absence_rate", "early_warning_rate"];
  const minutes = ["service_minutes_rate", "delivered_minutes", "prescribed_minutes"];
  const year = ask.district.schoolYears.find((one) => one.schoolYear === schoolYear);
  const period = [between("week", from ?? year?.startsOn ?? LONG_AGO, to ?? ask.manifest.as_of)];
  const weeks: Slice = { measures: ["daily_attendance_rate"], by: ["week"] };
  const due = ["students_without_class", "evaluations_due_soon", "evaluations_overdue", "reviews_overdue"];
  const enrollment = ["enrollment", "norm_day_enrollment", "enrollment_difference", "no_shows"];
  return {
    today: { measures: [...due, "services_behind"], where: here },
    enrollment: {
      measures: [...enrollment, "entries_after_census", "exits_before_year_end"],
      where: here,
    },
    weeks: { ...weeks, where: from || to ? [...here, ...period] : here },
    weeks_previous: { ...weeks, where: lastYear },
    chronic_by_group: { measures: chronic, by: ["student_group"], where: here, compare: "district" },
    services_by_kind: { measures: minutes, by: ["service"], where: here },
    suspensions: {
      measures: ["suspension_rate", "suspensions"],
      by: ["student_group"],
      where: [...here, only("student_group", "ALL", "SWD")],
    },
    state: { measures: ["census_enrollment"], where: lastYear },
    ours: { measures: ["census_day_enrollment"], where: lastYear },
    definitions: { measures: chronic, where: here },
  };
}

/** The lists by name. */
export function studentLists(ask: PageAsk, tile: SchoolTile): Slices {
  const here = [only("school", tile.school), only("school_year", ask.schoolYear)];
  const lowestFirst = (column: string): Slice["order"] => [{ column, direction: "asc", nulls: "last" }];
  return {
    without_class: {
      measures: ["students_without_class"],
      by: ["student", "grade"],
      where: [...here, only("without_class", true)],
    },
    evaluations: {
      measures: ["open_evaluations"],
      by: ["student", "evaluation_kind", "evaluation_due_on", "evaluation_status"],
      where: [...here, only("evaluation_status", "overdue", "due_soon")],
      order: lowestFirst("evaluation_due_on"),
    },
    reviews: {
      measures: ["reviews_overdue"],
      by: ["student", "review_due_on"],
      where: [...here, between("review_due_on", LONG_AGO, ask.manifest.as_of)],
      order: lowestFirst("review_due_on"),
    },
    services: {
      measures: ["delivered_minutes", "prescribed_minutes", "service_minutes_rate"],
      by: ["student", "service"],
      where: [...here, only("service_behind", true)],
      order: lowestFirst("service_minutes_rate"),
    },
    near_absence: nearAbsence(ask, tile),
  };
}

/** Students near 10 %: cumulative from the year's start to the last month of the period. */
function nearAbsence({ schoolYear }: PageAsk, { school, group, columns, from, to }: SchoolTile): Slice {
  const measures = columns.filter((column) => measureColumns.has(column));
  const dimensions = columns.filter((column) => !measureColumns.has(column));
  const months =
    from || to ? [between("month", (from ?? LONG_AGO).slice(0, 7), (to ?? "9999-12").slice(0, 7))] : [];
  const order = measures.includes("days_left_before_chronic") ? "days_left_before_chronic" : undefined;
  return {
    measures: measures.length > 0 ? measures : ["days_left_before_chronic"],
    by: ["student", ...dimensions],
    where: [
      only("school", school),
      only("school_year", schoolYear),
      only("absence_band", "8_to_12"),
      ...ofGroup(group),
      ...months,
    ],
    ...(order ? { order: [{ column: order, direction: "asc", nulls: "last" }] } : {}),
  };
}

const measureColumns = new Set([
  "days_absent",
  "absence_rate",
  "days_left_before_chronic",
  "excused_absence_share",
]);
