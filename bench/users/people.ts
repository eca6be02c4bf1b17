import type { Account, District, Grant } from "#warehouse";

/** What somebody does on opening day, and how often among a hundred things. */
export type Visit = { path: string; body?: object; share: number };
export type Person = { account: string; visits: Visit[] };

const answers = (slice: object): Omit<Visit, "share"> => ({
  path: "/api/answers",
  body: { slices: [slice] },
});
const near = {
  measures: ["days_absent", "absence_rate", "days_left_before_chronic"],
  by: ["student", "grade"],
  where: [{ dimension: "absence_band", op: "in", values: ["8_to_12"] }],
};

const principals: Visit[] = [
  { path: "/api/pages/school", share: 55 },
  { ...answers({ measures: ["daily_attendance_rate"], by: ["week"] }), share: 12 },
  { ...answers({ measures: ["chronic_absence_rate"], by: ["student_group"] }), share: 10 },
  { ...answers(near), share: 8 },
  { path: "/api/reports", share: 7 },
  { path: "/api/catalog", share: 5 },
  {
    path: "/api/exports",
    body: { format: "xlsx", slices: [{ ...near, measures: ["days_absent"] }] },
    share: 3,
  },
];
const board: Visit[] = [
  { path: "/api/pages/board", share: 60 },
  { path: "/api/pages/costs", share: 20 },
  { ...answers({ measures: ["enrollment", "chronic_absence_rate"], by: ["school"] }), share: 20 },
];
const monitors: Visit[] = [
  { path: "/api/pages/compliance", share: 70 },
  { ...answers({ measures: ["service_minutes_rate"], by: ["eligibility"] }), share: 30 },
];

/** As many people as asked: nine in ten are principals, each of her own school, as far as there are schools. */
export function peopleOf(count: number, schools: string[], district: District) {
  const grantsOf = (account: string) =>
    district.accounts.find((one) => one.account === account)?.grants ?? [];
  const all = Array.from({ length: count }, (_, at) => {
    const account = `user-${at}`;
    if (at % 20 === 0) return personOf({ account, role: "monitor", grants: grantsOf("monitor") }, monitors);
    if (at % 10 === 0) return personOf({ account, role: "board", grants: grantsOf("board") }, board);
    const grants = [overSchool(schools[at % schools.length] ?? "")];
    return personOf({ account, role: "principal", grants }, principals);
  });
  return { people: all.map(({ person }) => person), accounts: all.map(({ account }) => account) };
}

function personOf(account: Omit<Account, "name">, visits: Visit[]): { person: Person; account: Account } {
  return { person: { account: account.account, visits }, account: { ...account, name: account.account } };
}

const overSchool = (school: string): Grant => ({
  ...{ role: "principal", scope: { kind: "school", ids: [school] }, mayReadStudents: true },
  subjects: ["students", "special_education", "operations"],
  ...{ mayReadNames: true, reason: "Leads the school", from: "2000-01-01", to: null, givenBy: "bench" },
});
