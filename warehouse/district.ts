/** What one district decides. The warehouse owns this type and receives the value as an argument. */
export type District = {
  name: string;
  /** Seven digits: county and district of the state's CDS code. */
  districtId: string;
  /** A fixed ISO date for a demo, or null: then the day a load runs is "today". */
  today: string | null;
  /** ISO dates, ascending. */
  boardMeetings: string[];
  schoolYears: SchoolYear[];
  /** How many parts the source divides a school day into (MEASURES: parts of a day are integers). */
  partsPerDay: number;
  suppression: SuppressionRule;
  sources: Source[];
  accounts: Account[];
  locales: string[];
};

/** `schoolYear` is written "2025-26"; all days are ISO dates. */
export type SchoolYear = {
  schoolYear: string;
  startsOn: string;
  endsOn: string;
  normDayOn: string;
  censusDayOn: string;
};

/**
 * What is hidden from readers who may not see students: cells of 1 to `threshold` students, and whatever would give
 * them away. `zeros` are shown or hidden like small cells. A group of `hideTogether` is hidden in a row where any of
 * `with` is (California hides "race not reported" so).
 */
export type SuppressionRule = {
  threshold: number;
  zeros: "shown" | "hidden";
  hideTogether: { group: string; with: string[] }[];
};

/**
 * A system that records come from. `files` maps a feed to the file's path below the folder that is loaded; the feed
 * "oneroster" is a OneRoster package, all others are delimited files.
 */
export type Source = {
  key: string;
  label: string;
  files: Record<string, string>;
  /** A node-cron expression for the scheduled load. */
  schedule?: string;
};

/** What somebody is to the district; it decides the page she begins on, and never which rows she sees. */
export type Role =
  | "board"
  | "bond_oversight"
  | "region_superintendent"
  | "principal"
  | "assistant_principal"
  | "attendance_clerk"
  | "special_education_director"
  | "monitor"
  | "operator"
  | "coordinator"
  | "parent"
  | "admin";

/** What rows are about. A grant names the subjects that it reaches. */
export type Subject = "students" | "special_education" | "finance" | "operations";

/**
 * Over what a grant reaches. Schools by organization id, operators (legal entities) and regions by their ids: whoever
 * served the student at the date of the record. A child by state student id, wherever it was at school.
 */
export type GrantScope =
  | { kind: "district" }
  | { kind: "school" | "operator" | "region" | "student"; ids: string[] };

/** Who may see what, over what, why and for how long; both days are ISO dates and included. */
export type Grant = {
  role: Role;
  scope: GrantScope;
  subjects: Subject[];
  /** Whether rows of single students may be seen; without it, only what is published of them. */
  mayReadStudents: boolean;
  /** Whether students are named; without it a student is a number. */
  mayReadNames: boolean;
  /** Whether the past at other schools is seen too, of students whom a school of the grant serves now. */
  mayReadHistory?: boolean;
  reason: string;
  from: string;
  to: string | null;
  /** Who gave it: an account, a feed, or the configuration. */
  givenBy: string;
};

/** A person who may sign in, with every grant she has or had; which of them hold is decided on the day. */
export type Account = { account: string; name: string; role: Role; grants: Grant[] };

/** A signed-in person with the grants that hold today. */
export type Reader = { account: string; name: string; role: Role; grants: Grant[] };
