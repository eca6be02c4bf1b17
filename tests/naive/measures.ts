import type { FactName } from "./facts.ts";
import { numberOf, type Row } from "./sources/row.ts";

/** One number over the rows of a fact; `ifNone` is what it is where there is no row at all. */
export type Number1 = { fact: FactName; of: (rows: Row[]) => number | null };

export type NaiveMeasure = { kind: "amount" | "rate" | "difference"; parts: Number1[] };

type Test = (row: Row) => boolean;

const has =
  (...names: string[]): Test =>
  (row) =>
    names.every((name) => row.has[name] === true);
const hasNot =
  (name: string): Test =>
  (row) =>
    row.has[name] === false;
const any: Test = () => true;

const rows = (fact: FactName, test: Test = any): Number1 => ({ fact, of: (all) => all.filter(test).length });

/** Persons are counted once; those that nobody knows are one each, for they cannot be told apart. */
const persons = (fact: FactName, test: Test = any): Number1 => ({
  fact,
  of: (all) => new Set(all.filter(test).map(({ person }) => person)).size,
});

const sum = (fact: FactName, name: string, { test = any, per = 1 } = {}): Number1 => ({
  fact,
  of: (all) => {
    const counted = all.filter((row) => test(row) && row.has[name] !== null);
    if (counted.length === 0) return null;
    return counted.reduce((total, row) => total + numberOf(row, name), 0) / per;
  },
});

/** The value in the middle of the rows that have one, or halfway between the two. */
const median = (fact: FactName, name: string, test: Test = any): Number1 => ({
  fact,
  of: (all) => {
    const values = all.filter((row) => test(row) && row.has[name] !== null).map((row) => numberOf(row, name));
    values.sort((a, b) => a - b);
    const [low, high] = [Math.floor((values.length - 1) / 2), Math.ceil((values.length - 1) / 2)];
    return values.length === 0 ? null : ((values[low] ?? 0) + (values[high] ?? 0)) / 2;
  },
});

type Sums = { expected: number; absent: number; attended: number };

/** A student's rows are first added up at the level that is asked; then she passes or not. */
const personsWho = (passes: (sums: Sums) => boolean, test: Test = any): Number1 => ({
  fact: "periods",
  of: (all) => {
    const students = new Map<string | null, Sums>();
    for (const row of all.filter(test)) {
      const sums = students.get(row.person) ?? { expected: 0, absent: 0, attended: 0 };
      sums.expected += numberOf(row, "expected");
      sums.absent += numberOf(row, "absent");
      sums.attended += numberOf(row, "attended");
      students.set(row.person, sums);
    }
    return [...students.values()].filter(passes).length;
  },
});

const amount = (part: Number1): NaiveMeasure => ({ kind: "amount", parts: [part] });
const rate = (numerator: Number1, denominator: Number1): NaiveMeasure => ({
  kind: "rate",
  parts: [numerator, denominator],
});

const partsPerDay = 2;
const inDays = { per: partsPerDay };
const inDollars = { per: 100 };
const isReportable = has("isReportable");
const missedATenth = ({ absent, expected }: Sums) => 10 * absent >= expected;
const isEligible = ({ expected, attended }: Sums) => expected > 30 * partsPerDay && attended > 0;
const hasTwentyDays = ({ expected }: Sums) => expected >= 20 * partsPerDay;
const hasFiveDays = ({ expected }: Sums) => expected >= 5 * partsPerDay;
const everEnrolled = persons("spells", hasNot("isNoShow"));

/** Every measure again, in words of its own. */
export const naiveMeasures: Readonly<Record<string, NaiveMeasure>> = {
  enrollment: amount(persons("spells", has("isEnrolled"))),
  norm_day_enrollment: amount(persons("spells", has("isOnNormDay"))),
  census_day_enrollment: amount(persons("spells", has("isOnCensusDay"))),
  cumulative_enrollment: amount(everEnrolled),
  no_shows: amount(persons("spells", has("isNoShow"))),
  entries_after_census: amount(persons("spells", has("enteredLate"))),
  exits_before_year_end: amount(persons("spells", has("leftEarly"))),
  net_entries: {
    kind: "difference",
    parts: [persons("spells", has("enteredLate")), persons("spells", has("leftEarly"))],
  },
  stability_rate: rate(persons("spells", has("isStable")), everEnrolled),
  attendance_rate: rate(sum("periods", "attended", inDays), sum("periods", "expected", inDays)),
  absence_rate: rate(sum("periods", "absent", inDays), sum("periods", "expected", inDays)),
  days_absent: amount(sum("periods", "absent", inDays)),
  average_days_absent: rate(
    sum("periods", "absent", inDays),
    personsWho(({ absent }) => absent > 0),
  ),
  excused_absence_share: rate(sum("periods", "excused", inDays), sum("periods", "absent", inDays)),
  daily_attendance_rate: rate(sum("days", "attended"), sum("days", "expected")),
  average_daily_attendance: rate(sum("days", "attended", inDays), {
    fact: "days",
    of: (all) => new Set(all.filter(has("isReported")).map(({ own }) => own.date)).size,
  }),
  chronic_absence_rate: rate(
    personsWho((sums) => isEligible(sums) && missedATenth(sums), isReportable),
    personsWho(isEligible, isReportable),
  ),
  chronic_absence_20_days_rate: rate(
    personsWho((sums) => hasTwentyDays(sums) && missedATenth(sums), isReportable),
    personsWho(hasTwentyDays, isReportable),
  ),
  early_warning_rate: rate(
    personsWho((sums) => hasFiveDays(sums) && missedATenth(sums), isReportable),
    personsWho(hasFiveDays, isReportable),
  ),
  near_chronic_students: amount(persons("periods", ({ own }) => own.absence_band === "8_to_12")),
  days_left_before_chronic: amount(sum("periods", "daysLeft")),
  students_without_class: amount(persons("roster", has("isWithoutClass"))),
  students_with_clashes: amount(persons("roster", has("hasClash"))),
  students_with_missing_marks: amount(persons("roster", has("hasMissingMark"))),
  enrollment_difference: amount(persons("roster", has("isDifferent"))),
  course_pass_rate: rate(rows("marks", has("isPassed")), rows("marks", hasNot("isMissing"))),
  suspension_rate: rate(persons("discipline", has("isSuspension")), everEnrolled),
  suspensions: amount(rows("discipline", has("isSuspension"))),
  suspension_days: amount(sum("discipline", "days", { test: has("isSuspension") })),
  expulsion_rate: rate(persons("discipline", has("isExpulsion")), everEnrolled),
  iep_students: amount(rows("plans")),
  record_mismatches: amount(rows("matches", hasNot("isMatched"))),
  records_without_enrollment: amount(rows("matches", hasNot("hasEnrollment"))),
  records_at_other_school: amount(rows("matches", has("isElsewhere"))),
  reviews_overdue: amount(rows("plans", has("isReviewOverdue"))),
  general_education_rate: rate(
    rows("plans", has("isInGeneralClass")),
    rows("plans", has("isPlacedInSchool")),
  ),
  home_school_rate: rate(rows("plans", has("isHome")), rows("plans")),
  transition_plan_rate: rate(rows("plans", has("hasTransition")), rows("plans", has("needsTransition"))),
  parent_participation_rate: rate(rows("plans", has("parentCame")), rows("plans", has("hasMeeting"))),
  translation_timely_rate: rate(
    rows("plans", has("translatedInTime")),
    rows("plans", has("translationIsDue")),
  ),
  qualified_teacher_rate: rate(rows("staff", has("isCredentialed")), rows("staff", has("isTeacher"))),
  initial_evaluation_timely_rate: rate(
    rows("evaluations", has("isInitial", "isDue", "isOnTime")),
    rows("evaluations", has("isInitial", "isDue")),
  ),
  evaluations_overdue: amount(persons("evaluations", has("isOverdue"))),
  evaluations_due_soon: amount(persons("evaluations", has("isSoon"))),
  evaluation_days_median: amount(median("evaluations", "daysToHold", has("isInitial"))),
  open_evaluations: amount(persons("evaluations", has("isOpen"))),
  service_provided_rate: rate(rows("services", has("isProvided")), rows("services")),
  service_frequency_rate: rate(rows("services", has("isFrequent")), rows("services")),
  service_minutes_rate: rate(sum("services", "delivered"), sum("services", "prescribed")),
  delivered_minutes: amount(sum("services", "delivered")),
  prescribed_minutes: amount(sum("services", "prescribed")),
  services_behind: amount(persons("services", has("isBehind"))),
  assessment_participation_rate: rate(persons("tests", has("isTested")), persons("tests")),
  basic_or_above_rate: rate(persons("tests", has("isBasic")), persons("tests", has("isTested"))),
  proficiency_rate: rate(persons("tests", has("isProficient")), persons("tests", has("isTested"))),
  graduation_rate: rate(persons("cohorts", has("isGraduate")), persons("cohorts", has("isIn"))),
  cohort_dropout_rate: rate(persons("cohorts", has("isDropout")), persons("cohorts", has("isIn"))),
  completion_rate: rate(
    persons("cohorts", has("isCompleter")),
    persons("cohorts", (row) => row.has.isCompleter === true || row.has.isDropout === true),
  ),
  approved_usd: amount(sum("actions", "cents", { test: has("isApproval"), ...inDollars })),
  requested_usd: amount(sum("actions", "cents", { test: has("isRequest"), ...inDollars })),
  committed_usd: amount(sum("commitments", "cents", inDollars)),
  expended_usd: amount(sum("expenditures", "cents", inDollars)),
  forecast_usd: amount(sum("forecasts", "cents", { test: has("isLatest"), ...inDollars })),
  recurring_usd: amount(sum("recurring", "likely", inDollars)),
  funded_recurring_usd: amount(sum("recurring", "funded", inDollars)),
  unfunded_recurring_usd: amount(sum("recurring", "unfunded", inDollars)),
  ledger_usd: amount(sum("ledger", "cents", inDollars)),
  reporting_rate: rate(rows("submissions", has("isReported")), rows("submissions")),
  missing_submissions: amount(rows("submissions", hasNot("isReported"))),
  schools_reporting: amount({
    fact: "submissions",
    of: (all) => new Set(all.filter(has("isReported")).map(({ place }) => place?.dimensions.school)).size,
  }),
  rejected_rows: amount(rows("refusals")),
  census_enrollment: amount(sum("census", "enrolled")),
  census_schools: amount({
    fact: "census",
    of: (all) => new Set(all.filter(has("isSchool")).map(({ place }) => place?.dimensions.school)).size,
  }),
  frpm_rate: rate(sum("census", "freeOrReduced"), sum("census", "enrolled")),
  free_meal_rate: rate(sum("census", "free"), sum("census", "enrolled")),
};
