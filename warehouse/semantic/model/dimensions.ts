import type { Subject } from "../../district.ts";

/** Where a dimension's value stands, seen from a fact. */
export type DimensionHome =
  | "organization"
  | "student"
  | "student_group"
  | "school_year"
  | "month"
  | "week"
  | "date"
  | "attribute";

export type Dimension = {
  label: string;
  definition: string;
  home: DimensionHome;
  /** The column in its dimension table; an attribute's column is named by the fact. */
  column?: string;
  type: "text" | "date" | "boolean" | "number";
  /** Where a key's label stands, or the labels themselves. A key without either is its own label. */
  labels?: Record<string, string>;
  labelFrom?: { table: string; key: string; label: string; onlyCurrent?: boolean };
  /** When something happened, although it is the fact's own attribute. */
  isTime?: boolean;
  /** Only for readers who may see single students. */
  showsStudents?: boolean;
  /** It tells of records of this subject, whatever the fact is about. */
  tellsOf?: Subject;
};

const organizations = { table: "dim_organization", key: "organization_id", label: "name", onlyCurrent: true };

const place = (
  label: string,
  definition: string,
  column: string,
  labels?: Record<string, string>,
): Dimension => ({
  label,
  definition,
  home: "organization",
  column,
  type: "text",
  ...(labels === undefined ? {} : { labels }),
});

const ofStudent = (
  label: string,
  definition: string,
  column: string,
  rest: Partial<Dimension> = {},
): Dimension => ({
  label,
  definition,
  home: "student",
  column,
  type: "text",
  ...rest,
});

const attribute = (label: string, definition: string, rest: Partial<Dimension> = {}): Dimension => ({
  label,
  definition,
  home: "attribute",
  type: "text",
  ...rest,
});

const races = {
  black: "Black or African American",
  asian: "Asian",
  filipino: "Filipino",
  hispanic: "Hispanic or Latino",
  native: "American Indian or Alaska Native",
  pacific: "Pacific Islander",
  two_or_more: "Two or more races",
  white: "White",
  not_reported: "Race not reported",
};

const yesNo = (yes: string, no: string) => ({ type: "boolean" as const, labels: { true: yes, false: no } });

/** Every dimension a slice may name. Student attributes are those at the time of the fact. */
export const dimensions = {
  school: {
    ...place("School", "The school or placement that serves the student.", "organization_id"),
    labelFrom: organizations,
  },
  organization_kind: place(
    "Kind of school",
    "School, placement, home and hospital, or pseudo-school.",
    "kind",
    {
      school: "School",
      non_public: "Placement in non-public schools",
      home_hospital: "Home and hospital",
      pseudo: "Pseudo-school of the state's file",
    },
  ),
  level: place("Level", "Elementary, middle or high school.", "level", {
    elementary: "Elementary",
    middle: "Middle",
    high: "High",
    other: "Other",
  }),
  region: place("Region", "The district's administrative region.", "region"),
  board_district: place(
    "Board district",
    "The board member's district in which the school lies.",
    "board_district",
  ),
  operator: {
    ...place("Operator", "The legal entity that runs the school.", "operator_id"),
    labelFrom: { table: "dim_organization", key: "operator_id", label: "operator_name", onlyCurrent: true },
  },
  charter_funding: place(
    "Charter funding",
    "Run by the district, or a charter by the way it is funded.",
    "charter_funding",
    {
      not_charter: "District-run",
      locally_funded: "Locally funded charter",
      directly_funded: "Directly funded charter",
      other: "Charter, other funding",
    },
  ),
  district: {
    ...place("District", "The district of the school.", "district_id"),
    labelFrom: { table: "dim_organization", key: "district_id", label: "district_name", onlyCurrent: true },
  },
  school_year: {
    label: "School year",
    definition: "1 July to 30 June, written 2025-26.",
    home: "school_year",
    type: "text",
  },
  month: { label: "Month", definition: "Calendar month, written 2026-11.", home: "month", type: "text" },
  week: { label: "Week of", definition: "The Monday of the week.", home: "week", type: "date" },
  date: { label: "Date", definition: "The day.", home: "date", type: "date" },
  term: attribute("Grading term", "The term of the school's calendar in which the day lies.", {
    isTime: true,
  }),
  instructional_day: attribute(
    "School day of the year",
    "The first, second, third day of instruction at the school: beside the year before, the same day of instruction.",
    { type: "number", isTime: true },
  ),
  student_group: {
    label: "Student group",
    definition: "All students, a program or a race; a student is in several groups, so groups do not add up.",
    home: "student_group",
    column: "student_group",
    type: "text",
    labels: {
      ALL: "All students",
      SWD: "Students with disabilities",
      EL: "English learners",
      SED: "Socioeconomically disadvantaged",
      FOS: "Foster youth",
      HOM: "Homeless",
      AA: races.black,
      AS: races.asian,
      FI: races.filipino,
      HI: races.hispanic,
      AI: races.native,
      PI: races.pacific,
      MR: races.two_or_more,
      WH: races.white,
      NR: races.not_reported,
    },
  },
  grade: ofStudent("Grade", "The grade of the enrollment.", "grade"),
  race_ethnicity: ofStudent("Race or ethnicity", "One of the federal groups.", "race_ethnicity", {
    labels: races,
  }),
  gender: ofStudent("Gender", "As the district's system has it.", "gender", {
    labels: {
      female: "Female",
      male: "Male",
      other: "Other",
      unspecified: "Unspecified",
      not_reported: "Not reported",
    },
  }),
  disability: ofStudent(
    "Disability",
    "Whether the student has an active special-education program.",
    "has_disability",
    {
      ...yesNo("With a disability", "Without a disability"),
      tellsOf: "special_education",
    },
  ),
  english_learner: ofStudent(
    "English learner",
    "Whether the student is an English learner.",
    "is_english_learner",
    {
      ...yesNo("English learner", "Not an English learner"),
    },
  ),
  meals: ofStudent("Meals", "Eligibility for free or reduced-price meals.", "meals", {
    labels: { free: "Free", reduced: "Reduced-price", paid: "Paid" },
  }),
  foster: ofStudent("Foster youth", "Whether the student is in foster care.", "is_foster", {
    ...yesNo("In foster care", "Not in foster care"),
  }),
  homeless: ofStudent("Homeless", "Whether the student is homeless.", "is_homeless", {
    ...yesNo("Homeless", "Not homeless"),
  }),
  student: ofStudent("Student", "The student by name.", "durable_student_key", {
    type: "number",
    showsStudents: true,
    labelFrom: {
      table: "dim_student",
      key: "durable_student_key",
      label: "last_name || ', ' || first_name",
      onlyCurrent: true,
    },
  }),
  absence_band: attribute("Absence", "Share of days missed at the school so far.", {
    labels: { under_8: "Under 8 %", "8_to_12": "8 to 12 %", over_12: "Over 12 %" },
  }),
  exit_code: attribute("Reason for leaving", "The code with which an enrollment ended."),
  discipline_kind: attribute("Kind of action", "In-school or out-of-school suspension, expulsion, removal.", {
    labels: {
      in_school_suspension: "In-school suspension",
      out_of_school_suspension: "Out-of-school suspension",
      expulsion: "Expulsion",
      unilateral_removal: "Unilateral removal",
    },
  }),
  evaluation_kind: attribute("Kind of evaluation", "Initial, or triennial.", {
    labels: { initial: "Initial", triennial: "Triennial" },
  }),
  evaluation_status: attribute(
    "State of the evaluation",
    "On time, late, overdue, due within 20 days, or open.",
    {
      labels: {
        on_time: "On time",
        late: "Late",
        overdue: "Overdue",
        due_soon: "Due within 20 days",
        open: "Open",
      },
    },
  ),
  without_class: attribute("Class", "Whether the student has a class at the school.", {
    ...yesNo("Without a class", "With a class"),
  }),
  service_behind: attribute("Service so far", "Whether less than 80 % of the minutes due were delivered.", {
    ...yesNo("Behind", "Not behind"),
  }),
  evaluation_consent_on: attribute("Consent", "The day the parent consented to the evaluation.", {
    type: "date",
  }),
  evaluation_due_on: attribute("Due", "The day the evaluation is due.", { type: "date" }),
  evaluation_held_on: attribute("Held", "The day the evaluation was held.", { type: "date" }),
  review_due_on: attribute("Review due", "The day the next IEP review is due.", { type: "date" }),
  eligibility: attribute("Eligibility", "The primary disability category of the IEP.", {
    labels: {
      AUT: "Autism",
      ED: "Emotional disturbance",
      HH: "Hard of hearing",
      ID: "Intellectual disability",
      MD: "Multiple disabilities",
      OHI: "Other health impairment",
      OI: "Orthopedic impairment",
      SLD: "Specific learning disability",
      SLI: "Speech or language impairment",
      VI: "Visual impairment",
    },
  }),
  placement: attribute(
    "Time outside the general class",
    "Share of the school day outside the general class.",
    {
      labels: { "0_20": "0-20 %", "21_60": "21-60 %", "61_100": "61-100 %", separate: "Separate setting" },
    },
  ),
  service: attribute("Service", "The kind of service an IEP prescribes.", {
    labels: {
      counseling: "Counseling",
      occupational_therapy: "Occupational therapy",
      physical_therapy: "Physical therapy",
      specialized_instruction: "Specialized instruction",
      speech: "Speech",
    },
  }),
  assessment_subject: attribute("Subject", "English language arts or mathematics.", {
    labels: { ela: "English language arts", math: "Mathematics" },
  }),
  cohort_outcome: attribute("Outcome of the cohort", "How the four years ended.", {
    labels: {
      aged_out: "Aged out",
      certificate: "Certificate",
      dropped_out: "Dropped out",
      other_completer: "Completed otherwise",
      regular_diploma: "Regular diploma",
      still_enrolled: "Still enrolled",
    },
  }),
  staff_role: attribute("Role", "What the person is assigned to do."),
  program: attribute("Program", "A program of work that the board pays for.", {
    labelFrom: { table: "dim_program", key: "program_id", label: "name" },
  }),
  fund_source: attribute("Paid from", "The funding source; none means not funded.", {
    labelFrom: { table: "dim_fund_source", key: "fund_source_id", label: "name" },
  }),
  fiscal_year: attribute("Fiscal year", "1 July to 30 June, written 2027-28."),
  action_kind: attribute("Board action", "Request, recommend, approve, amend, ratify or rescind."),
  account_object: attribute("Object", "The object of the account: what was bought."),
  feed: attribute("Feed", "One kind of record that schools report."),
  rejection_code: attribute("What was wrong", "Why a row was refused."),
  source: attribute("Source", "The system a record came from."),
} satisfies Record<string, Dimension>;

/** The dimension of this name, or undefined. */
export function dimensionOf(key: string): Dimension | undefined {
  return Object.hasOwn(dimensions, key) ? (dimensions as Record<string, Dimension>)[key] : undefined;
}
