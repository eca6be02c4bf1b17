import type { Account, District, Grant, Source, StaffLink } from "#warehouse";

const sisFeeds = [
  "enrollment_spells",
  "attendance_events",
  "feed_submissions",
  "program_spells",
  "discipline_actions",
];

const districtFeeds = ["organizations", "calendar", "assessments", "cohort_outcomes", "staff_assignments"];

const specialEducationFeeds = [
  "students",
  "evaluations",
  "iep_meetings",
  "services_prescribed",
  "services_delivered",
];

const financeFeeds = [
  "fund_sources",
  "accounts",
  "programs",
  "board_actions",
  "ledger_lines",
  "commitments",
  "expenditures",
  "forecasts",
  "recurring_costs",
];

const csvFiles = (system: string, feeds: string[]): Record<string, string> =>
  Object.fromEntries(feeds.map((feed) => [feed, `${system}/${feed}.csv`]));

const sources: Source[] = [
  {
    key: "camino",
    label: "District student information system",
    files: { oneroster: "camino-oneroster.zip", ...csvFiles("camino", [...districtFeeds, ...sisFeeds]) },
    schedule: "30 2 * * *",
  },
  {
    key: "brightpath",
    label: "Brightpath Schools (charter operator)",
    files: { oneroster: "brightpath-oneroster.zip", ...csvFiles("brightpath", sisFeeds) },
    schedule: "0 3 * * *",
    operator: "brightpath",
  },
  {
    key: "harbor",
    label: "Harbor Learning (charter operator)",
    files: { oneroster: "harbor-oneroster.zip", ...csvFiles("harbor", sisFeeds) },
    schedule: "0 3 * * *",
    operator: "harbor",
  },
  {
    key: "sped",
    label: "Special-education system",
    files: csvFiles("sped", specialEducationFeeds),
    schedule: "30 3 * * *",
  },
  {
    key: "finance",
    label: "Finance system",
    files: csvFiles("finance", financeFeeds),
    schedule: "0 4 * * 1",
  },
  { key: "state", label: "Published state file of last year", files: { frpm: "state/frpm.csv" } },
  { key: "cde-frpm", label: "California Department of Education, FRPM file", files: { frpm: "frpm.csv" } },
];

const byConfiguration = { givenBy: "district.config.ts" };
const wholeDistrict: Pick<Grant, "scope" | "from" | "to" | "givenBy"> = {
  ...byConfiguration,
  scope: { kind: "district" },
  from: "2024-07-01",
  to: null,
};
const everything: Grant["subjects"] = ["students", "special_education", "finance", "operations"];
const countsOnly = { mayReadStudents: false, mayReadNames: false };
const byName = { mayReadStudents: true, mayReadNames: true };
const board: Grant = {
  ...wholeDistrict,
  ...countsOnly,
  role: "board",
  subjects: everything,
  reason: "Member of the board of education",
};
/**
 * Who is a member of staff has no grants here: they come from her assignments and end with them. The made-up district
 * gives every school five hundred ids, the principal's first.
 */
const principalOf = (school: number): StaffLink => ({ source: "camino", id: `E${100_000 + school * 500}` });

/** A pupil of the made-up district (seed 1) with an IEP, an evaluation, services and absences. */
const demoChild = "1659490756";

const accounts: Account[] = [
  { account: "board", name: "Marisol Vance", role: "board", grants: [board] },
  {
    account: "principal",
    name: "Tobias Achterberg",
    role: "principal",
    grants: [],
    staff: principalOf(16),
  },
  {
    account: "principal2",
    name: "Imani Okafor",
    role: "principal",
    grants: [],
    staff: principalOf(10),
  },
  {
    account: "monitor",
    name: "Judge Elena Prado (ret.)",
    role: "monitor",
    grants: [
      {
        ...wholeDistrict,
        ...countsOnly,
        role: "monitor",
        subjects: ["students", "special_education", "operations"],
        reason: "Independent monitor: order of the court of 2024-06-28",
        purpose: "To report to the court on the stipulation",
        to: "2027-06-30",
      },
    ],
  },
  {
    account: "operator",
    name: "Brightpath Schools, records office",
    role: "operator",
    grants: [
      {
        ...wholeDistrict,
        ...byName,
        role: "operator",
        scope: { kind: "operator", ids: ["brightpath"] },
        subjects: ["students", "special_education", "operations"],
        reason: "Keeps the records of the schools that the operator runs",
      },
    ],
  },
  {
    account: "coordinator",
    name: "Dana Whitfield",
    role: "coordinator",
    grants: [
      {
        ...wholeDistrict,
        ...byName,
        role: "coordinator",
        subjects: everything,
        reason: "Answers for completeness and quality of the records",
      },
    ],
  },
  {
    account: "parent",
    name: "A parent of one child",
    role: "parent",
    grants: [
      {
        ...wholeDistrict,
        ...byName,
        role: "parent",
        scope: { kind: "student", ids: [demoChild] },
        subjects: ["students", "special_education"],
        reason: "Parent of the child",
      },
    ],
  },
  {
    account: "admin",
    name: "Local operator",
    role: "admin",
    grants: [
      {
        ...wholeDistrict,
        ...byName,
        role: "admin",
        subjects: everything,
        reason: "Operates this installation",
      },
    ],
  },
];

/** All that this district decides. It is made up, and so is everybody in it. */
export const district: District = {
  name: "Camino Unified",
  districtId: "0761234",
  timeZone: "America/Los_Angeles",
  today: "2026-11-20",
  boardMeetings: [
    "2026-01-13",
    "2026-02-10",
    "2026-03-10",
    "2026-04-14",
    "2026-05-12",
    "2026-06-09",
    "2026-08-11",
    "2026-09-08",
    "2026-10-13",
    "2026-11-10",
    "2026-12-08",
  ],
  // Norm day is the Friday of the fifth week, census day the first Wednesday of October.
  schoolYears: [
    {
      schoolYear: "2024-25",
      startsOn: "2024-08-12",
      endsOn: "2025-06-03",
      normDayOn: "2024-09-13",
      censusDayOn: "2024-10-02",
    },
    {
      schoolYear: "2025-26",
      startsOn: "2025-08-11",
      endsOn: "2026-06-02",
      normDayOn: "2025-09-12",
      censusDayOn: "2025-10-01",
    },
    {
      schoolYear: "2026-27",
      startsOn: "2026-08-10",
      endsOn: "2027-06-01",
      normDayOn: "2026-09-11",
      censusDayOn: "2026-10-07",
    },
  ],
  partsPerDay: 2,
  suppression: {
    threshold: 10,
    zeros: "shown",
    hideTogether: [{ group: "NR", with: ["AA", "AI", "AS", "FI", "HI", "MR", "PI", "WH"] }],
  },
  // Daily loads: a month back day by day, and every month's end.
  retention: { generations: 31, monthEnds: true, landedDays: 31 },
  sources,
  accounts,
  // Scripts and measurements ask a demo as fast as they can, and only this machine can ask it.
  limits: { requestsAMinute: 60_000 },
  // A district signs people in at its own OpenID Connect provider; without one there are the demo accounts above.
  // The provider registers address + "/api/sign-in/callback", and address + "/sign-in" to return to after signing out.
  // An account of `accounts` is opened by whoever has its `subject` at the provider, and by nobody else.
  //
  // identityProvider: {
  //   label: "Camino ID",
  //   issuer: "https://id.camino.example",
  //   clientId: "rollbook",
  //   clientSecretEnv: "ROLLBOOK_CLIENT_SECRET",
  //   address: "https://rollbook.camino.example",
  //   scopes: ["profile", "email", "groups"],
  //   claims: { account: "sub", name: "name", email: "email", groups: "groups", staff: "employee_number" },
  //   staffSource: "camino",
  // },
  // trustedProxies: ["10.0.0.5"],
  locales: ["en", "es"],
};
