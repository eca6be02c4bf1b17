import type { Subject } from "../../district.ts";

/** How a fact table can be asked: whom its rows are about, when they happened, and its own attributes. */
export type Fact = {
  table: string;
  subject: Subject;
  /** Rows belong to a school (organization_key). */
  hasOrganization: boolean;
  /** Rows are about one student (student_key, durable_student_key). */
  hasStudent: boolean;
  /** Rows carry a school year; an answer without one takes the latest. */
  hasSchoolYear: boolean;
  /** The DATE column that month, week and day are taken from. */
  happenedOn?: string;
  /** A running total: one row a month, of which an answer takes the last. */
  isSnapshot?: boolean;
  /**
   * Of a running total: the boolean column that is true where the student has no other row on the same day of the same school
   * year, so that there is nothing to add up. All numbers of such a fact are whole.
   */
  onlyRow?: string;
  /** Days are compared up to the same day of the year before. */
  runsDayByDay?: boolean;
  /** Rows of case files (`is_case_file`) are read only where a slice names programs: they are no money of this district. */
  hasCaseFiles?: boolean;
  /** The feed whose submissions say how complete the figures are. */
  feed?: string;
  /** The fact's own attributes by the dimension they answer to. */
  attributes: Record<string, string>;
  /** The fact added up over students, for what needs none of theirs. */
  withoutStudents?: AddedUp;
  /**
   * The fact added up over each student's days of a school year, of which releases are counted: no table of a generation, but
   * made of the one that has them by cut.
   */
  withoutDays?: AddedUp & { of: string };
};

/** A table with a fact's own attributes and days, and these of its numbers added up. */
type AddedUp = { table: string; sums: readonly string[]; kept: readonly string[] };

const ofStudents = (table: string, subject: Subject, rest: Partial<Fact> = {}): Fact => ({
  table,
  subject,
  hasOrganization: true,
  hasStudent: true,
  hasSchoolYear: true,
  attributes: {},
  ...rest,
});

const ofMoney = (table: string, attributes: Record<string, string>, happenedOn?: string): Fact => ({
  table,
  subject: "finance",
  hasOrganization: false,
  hasStudent: false,
  hasSchoolYear: false,
  hasCaseFiles: true,
  attributes: { program: "program_id", ...attributes },
  ...(happenedOn === undefined ? {} : { happenedOn }),
});

const attendanceParts = [
  ...["expected_parts", "absent_parts", "attended_parts", "excused_parts", "unexcused_parts"],
  ...["suspension_parts", "independent_study_parts"],
];

const facts = {
  // No happenedOn: a spell lasts, and the month it began in is not the month of an exit, a census or a suspension.
  enrollment_spell: ofStudents("fct_enrollment_spell", "students", {
    feed: "enrollment",
    attributes: { exit_code: "exit_code" },
  }),
  student_roster: ofStudents("fct_student_roster", "students", {
    feed: "enrollment",
    attributes: { without_class: "is_without_class" },
  }),
  course_mark: ofStudents("fct_course_mark", "students", { happenedOn: "marked_on", feed: "enrollment" }),
  attendance_day: ofStudents("fct_attendance_day", "students", {
    happenedOn: "attended_on",
    runsDayByDay: true,
    feed: "attendance",
    attributes: { term: "term", instructional_day: "instructional_day_number" },
    withoutStudents: {
      table: "agg_attendance_school_day",
      sums: attendanceParts,
      kept: ["attended_on", "is_reported"],
    },
    withoutDays: {
      table: "attendance_year",
      of: "agg_attendance_student",
      sums: attendanceParts,
      kept: ["is_reported"],
    },
  }),
  student_period: ofStudents("fct_student_period", "students", {
    isSnapshot: true,
    onlyRow: "is_only_school",
    feed: "attendance",
    attributes: { absence_band: "absence_band" },
  }),
  discipline_action: ofStudents("fct_discipline_action", "students", {
    happenedOn: "occurred_on",
    feed: "attendance",
    attributes: { discipline_kind: "kind" },
  }),
  iep: ofStudents("fct_iep", "special_education", {
    feed: "services",
    attributes: {
      eligibility: "eligibility",
      placement: "outside_general_class_share",
      review_due_on: "next_due_on",
    },
  }),
  record_match: ofStudents("fct_record_match", "special_education", {
    feed: "services",
    attributes: { eligibility: "eligibility" },
  }),
  evaluation: ofStudents("fct_evaluation", "special_education", {
    happenedOn: "due_on",
    feed: "services",
    attributes: {
      evaluation_kind: "kind",
      evaluation_status: "status",
      evaluation_consent_on: "consent_on",
      evaluation_due_on: "due_on",
      evaluation_held_on: "held_on",
    },
  }),
  service_prescribed: ofStudents("fct_service_prescribed", "special_education", {
    feed: "services",
    attributes: { service: "service", eligibility: "eligibility", service_behind: "is_behind" },
  }),
  assessment: ofStudents("fct_assessment", "students", { attributes: { assessment_subject: "subject" } }),
  cohort_outcome: ofStudents("fct_cohort_outcome", "students", { attributes: { cohort_outcome: "outcome" } }),
  staff_assignment: {
    table: "fct_staff_assignment",
    subject: "students",
    hasOrganization: true,
    hasStudent: false,
    hasSchoolYear: false,
    attributes: { staff_role: "role" },
  },
  school_census: {
    table: "fct_school_census",
    subject: "students",
    hasOrganization: true,
    hasStudent: false,
    hasSchoolYear: true,
    attributes: {},
  },
  feed_submission: {
    table: "fct_feed_submission",
    subject: "students",
    hasOrganization: true,
    hasStudent: false,
    hasSchoolYear: true,
    happenedOn: "school_day_on",
    attributes: { feed: "feed" },
  },
  rejection: {
    table: "fct_rejection",
    subject: "operations",
    hasOrganization: false,
    hasStudent: false,
    hasSchoolYear: false,
    attributes: { feed: "feed", rejection_code: "code", source: "source" },
  },
  board_action: ofMoney(
    "fct_board_action",
    { action_kind: "kind", fund_source: "fund_source_id" },
    "effective_on",
  ),
  commitment: ofMoney("fct_commitment", { fund_source: "fund_source_id" }, "committed_on"),
  expenditure: ofMoney("fct_expenditure", { fund_source: "fund_source_id" }, "posted_on"),
  forecast: ofMoney("fct_forecast", {}, "as_of_on"),
  recurring_cost: ofMoney("fct_recurring_cost", {
    fund_source: "fund_source_id",
    fiscal_year: "fiscal_year",
  }),
  ledger_line: {
    table: "fct_ledger_line",
    subject: "finance",
    hasOrganization: false,
    hasStudent: false,
    hasSchoolYear: false,
    happenedOn: "posted_on",
    attributes: { account_object: "object", fiscal_year: "fiscal_year" },
  },
} satisfies Record<string, Fact>;

export type FactKey = keyof typeof facts;

/** Every fact that an answer can be counted from. */
export const allFacts = (): Fact[] => Object.values(facts);

export function factOf(key: FactKey): Fact {
  return facts[key];
}
