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

/** Cells of 1 to `threshold` students are hidden from readers who may not see students. */
type SuppressionRule = { threshold: number };

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
export type Role = "board" | "principal" | "monitor" | "operator" | "coordinator" | "parent" | "admin";

/** What rows are about. A grant names the subjects that it reaches. */
export type Subject = "students" | "special_education" | "finance" | "operations";

/** Who may see what, over what, why and for how long. `scope.ids` are organization ids; "district" means all of them. */
export type Grant = {
  role: Role;
  scope: { kind: "district" } | { kind: "school"; ids: string[] };
  subjects: Subject[];
  /** Whether rows and names of single students may be seen, and small cells are shown. */
  mayReadStudents: boolean;
  reason: string;
  from: string;
  to: string | null;
};

/** A person who may sign in, with every grant she has or had; which of them hold is decided on the day. */
export type Account = { account: string; name: string; role: Role; grants: Grant[] };

/** A signed-in person with the grants that hold today. */
export type Reader = { account: string; name: string; role: Role; grants: Grant[] };
