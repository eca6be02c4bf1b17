/** What one district decides. The warehouse owns this type and receives the value as an argument. */
export type District = {
  name: string;
  /** Seven digits: county and district of the state's CDS code. */
  districtId: string;
  /** The IANA name of the zone whose days are the district's business dates, such as "America/Los_Angeles". */
  timeZone: string;
  /** A fixed ISO date for a demo, or null: then the day a load runs is "today". */
  today: string | null;
  /** ISO dates, ascending. */
  boardMeetings: string[];
  schoolYears: SchoolYear[];
  /** How many parts the source divides a school day into (MEASURES: parts of a day are integers). */
  partsPerDay: number;
  suppression: SuppressionRule;
  /** With fewer than this many in a hundred of the schools that must report, a figure is not certifiable; 95. */
  agreedCoveragePercent?: number;
  /** What is kept of generations and received files; without it, everything. */
  retention?: Retention;
  sources: Source[];
  accounts: Account[];
  /** Who vouches for people; without one there are demo accounts, on this machine only. */
  identityProvider?: IdentityProvider;
  /** Addresses of the proxies in front, whose X-Forwarded-For is believed; nobody's is otherwise. */
  trustedProxies?: string[];
  /** What one person, or one address that nobody has signed in from, may ask a minute; 600, and 20 failed sign-ins. */
  limits?: { requestsAMinute?: number; signInsAMinute?: number };
  locales: string[];
  /** Without it nothing is mailed. */
  mail?: Mail;
  dataReports?: DataReports;
};

/** How mail leaves, and when saved reports that somebody has scheduled do. */
export type Mail = {
  /** The environment variable that holds the mail server's address, smtp://USER:PASSWORD@HOST:587. */
  smtpEnv: string;
  from: string;
  /** A node-cron expression, in the district's time: daily and weekly reports leave then; every day at six unless said. */
  reportsAt?: string;
};

/** The weekly data-processing report by mail: each account gets what its own grants reach at that moment. */
export type DataReports = {
  /** A node-cron expression, in the district's time; Mondays at six unless said. */
  schedule?: string;
  to: { account: string; email: string }[];
};

/** An OpenID Connect provider, and which of its claims says what. */
export type IdentityProvider = {
  /** Stands on the button: "Sign in with …". */
  label: string;
  /** As the provider's discovery document names itself. https, but for a provider on this machine. */
  issuer: string;
  clientId: string;
  /** The environment variable that holds the client's secret; without one the client is a public one. */
  clientSecretEnv?: string;
  /** Where people open Rollbook. The provider must know `address`/api/sign-in/callback and `address`/sign-in. */
  address: string;
  /** Beside "openid"; "profile" unless said. */
  scopes?: string[];
  claims: {
    /** What never changes and is never given to somebody else: "sub", or another that the provider promises this of. */
    account: string;
    name: string;
    /** A text or a list of texts; grants may be given to groups. */
    groups?: string;
    email?: string;
    /** The id that the staff records use. */
    staff?: string;
  };
  /** The source whose staff assignments these ids are in; without it nobody's grants come from her assignments. */
  staffSource?: string;
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
 * The current generation, those as of board meetings and those that are held are kept anyway. Received files are kept
 * while a kept generation was made from them, and for some days after they came.
 */
type Retention = {
  /** How many of the most recent generations are kept. */
  generations: number;
  /** Whether the last generation as of each month is kept. */
  monthEnds: boolean;
  /** For so many days a received file is kept that no kept generation names: of refused runs, for a replay. */
  landedDays: number;
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
 * A system that records come from: files, a database, an SFTP drop, or several of them with different feeds. `files` maps a feed to the file's
 * path below the folder that is loaded; the feed "oneroster" is a OneRoster package, all others are delimited files.
 */
export type Source = {
  key: string;
  label: string;
  files?: Record<string, string>;
  database?: Database;
  sftp?: SftpDrop;
  /** A node-cron expression for the scheduled load, in the district's time: one load a day, at its first time. */
  schedule?: string;
  /**
   * What becomes of slots whose time passed while the machine slept or another load ran: the latest is caught up, or one
   * that is more than an hour late is not run at all. "catch_up" unless said.
   */
  missedSlots?: "catch_up" | "skip";
  /** Whether its OneRoster packages are repaired where only one meaning is possible; every repair is listed. */
  isTolerant?: boolean;
  /**
   * The operator whose system it is, by the id that the organizations carry: then every row must be about a school that
   * she runs and a student of one, and whoever has a grant as this operator may upload the source's files.
   */
  operator?: string;
};

/**
 * A folder on an SFTP server that a system drops its files into. Whole files are picked up, new ones only; nothing is
 * changed there unless `afterLoad` says so.
 */
export type SftpDrop = {
  /** The environment variable that holds its address, sftp://USER@HOST:22. */
  addressEnv: string;
  /** The environment variable that holds the private key, or else the password. */
  keyEnv?: string;
  passwordEnv?: string;
  /** Who the server is, "SHA256:…" as `ssh-keygen -lf` shows its host key; another one is never signed in to. */
  hostKeySha256: string;
  folder: string;
  /** The file of each feed in the folder; "*" stands for a day or a number in the name, and the newest such file counts. */
  files: Record<string, string>;
  /** What the sender puts beside a file once it is whole, for example ".done"; without it, two looks at its size tell. */
  doneSuffix?: string;
  /** Between those two looks; 10. */
  settleSeconds?: number;
  /** What becomes of a file there once it is published; "leave" unless said. */
  afterLoad?: "leave" | "delete" | { moveTo: string };
};

/** A PostgreSQL database whose feeds are read as of one moment. Nothing is ever written to it. */
export type Database = {
  /** The environment variable that holds its address, postgres://USER:PASSWORD@HOST:5432/DATABASE. */
  addressEnv: string;
  feeds: Record<string, DatabaseFeed>;
  /** How many feeds are read at the same time; 1 unless said. */
  connections?: number;
  limits?: DatabaseLimits;
};

/** A query whose columns are named as the feed's contract says, or a table and the contract's columns in it. */
export type DatabaseFeed = { query: string } | { table: string; columns: Record<string, string> };

/** What a load may take from the database; of a limit that is left out, what stands behind it. */
export type DatabaseLimits = {
  /** 15. */
  connectSeconds?: number;
  /** For reading one feed; 1800. */
  statementSeconds?: number;
  /** Waiting for somebody else's lock; 10. */
  lockSeconds?: number;
  /** Holding the moment without reading; 60. */
  idleSeconds?: number;
  /** 4. */
  workMemoryMegabytes?: number;
  /** How the database's own lists call a load; "rollbook". */
  applicationName?: string;
};

/** What somebody is to the district; it decides the page she begins on, and never which rows she sees. */
export type Role = (typeof roles)[number];
export const roles = [
  "board",
  "bond_oversight",
  "region_superintendent",
  "principal",
  "assistant_principal",
  "attendance_clerk",
  "special_education_director",
  "monitor",
  "operator",
  "coordinator",
  "parent",
  "admin",
] as const;

/** What rows are about. A grant names the subjects that it reaches. */
export type Subject = (typeof subjects)[number];
export const subjects = ["students", "special_education", "finance", "operations"] as const;

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
  /** What the rows may be used for; a court order says it. */
  purpose?: string;
  /** What a guardian is to the child; an eligible student is her own. */
  relation?: Relation;
  from: string;
  to: string | null;
  /** Who gave it: an account, a feed, or the configuration. */
  givenBy: string;
};

/** Who may hold the rights over a child's records. */
export type Relation = (typeof relations)[number];
export const relations = [
  "mother",
  "father",
  "guardian",
  "education_rights_holder",
  "eligible_student",
] as const;

/** A member of staff as the system named `source` knows her; her grants come from her assignments there. */
export type StaffLink = { source: string; id: string };

/**
 * A person who may sign in, with the grants that the configuration gives; which of them hold is decided on the day. A
 * guest is one whom the configuration does not describe.
 */
export type Account = {
  account: string;
  name: string;
  role: Role | "guest";
  /** Where reports that she has scheduled are sent; without it, to what the identity provider says. */
  email?: string;
  /** What the identity provider's account claim says of her; without it nobody signs in to this account but in the demo. */
  subject?: string;
  grants: Grant[];
  /** Groups that grants may be given to. */
  groups?: string[];
  staff?: StaffLink;
};

/** A signed-in person with the grants that hold today. */
export type Reader = Pick<Account, "account" | "name" | "role" | "grants"> & {
  /** Aborts when nobody waits for her answer any more; what is computed for her alone is broken off. */
  gone?: AbortSignal;
};
