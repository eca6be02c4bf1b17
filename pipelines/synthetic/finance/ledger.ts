import { type Day, day, iso } from "../days.ts";
import { random } from "../random.ts";
import type { School } from "../schools/schools.ts";
import type { World } from "../world.ts";

/** SACS: fund 2, resource 4, project year 1, goal 4, function 4, object 4 digits, and the school. */
export type Account = {
  fund: string;
  resource: string;
  goal: string;
  function: string;
  object: string;
  school: string;
  name: string;
};

const projectYear = "0";

export const accountId = (account: Account): string =>
  [
    account.fund,
    account.resource,
    projectYear,
    account.goal,
    account.function,
    account.object,
    account.school,
  ]
    .filter((segment) => segment !== "")
    .join("-");

export const accountCells = (account: Account): string[] => [
  accountId(account),
  account.fund,
  account.resource,
  projectYear,
  account.goal,
  account.function,
  account.object,
  account.school,
  account.name,
];

/** What the programs' spending is posted to. */
// biome-ignore format: one account a line
export const programAccounts: Record<string, Account> = {
  tutors: { fund: "01", resource: "0740", goal: "1110", function: "1000", object: "5800", school: "", name: "Tutoring contracts" },
  "portal-equipment": { fund: "21", resource: "9010", goal: "0000", function: "7700", object: "6400", school: "", name: "Records system, equipment and software" },
  "portal-staff": { fund: "01", resource: "0000", goal: "0000", function: "7700", object: "2400", school: "", name: "Records system, technical staff" },
  devices: { fund: "01", resource: "7435", goal: "1110", function: "2420", object: "4400", school: "", name: "Devices for pupils" },
};

/** Object, function and cost per student and month. */
const schoolObjects = [
  ["1100", "1000", 612, "Teachers' salaries"],
  ["1300", "2700", 64, "School administrators' salaries"],
  ["2100", "1000", 88, "Instructional aides' salaries"],
  ["3000", "1000", 268, "Employee benefits"],
  ["4300", "1000", 21, "Materials and supplies"],
] as const;

export function schoolAccounts(school: School): Account[] {
  return schoolObjects.map(([object, function_, , name]) => ({
    fund: "01",
    resource: "0000",
    goal: "1110",
    function: function_,
    object,
    school: school.id.slice(7),
    name: `${name}, ${school.name}`,
  }));
}

export type LedgerLine = {
  id: string;
  account: string;
  postedOn: Day;
  amountUsd: number;
  description: string;
};

/** A district school's lines, one an account and month, from July before the first year to the world's date. */
export function* ledgerLines(world: World, school: School): Generator<LedgerLine> {
  const students = Math.max(20, school.gradeSize * (school.high - school.low + 1));
  const accounts = schoolAccounts(school);
  for (const month of monthsUntil(`${(world.endYears[0] ?? 0) - 1}-07`, world.asOf)) {
    const draw = random(world.seed, `ledger ${month}`, school.index);
    for (const [i, account] of accounts.entries()) {
      const perStudent = schoolObjects[i]?.[2] ?? 0;
      yield {
        id: `L-${month}-${school.index}-${account.object}`,
        account: accountId(account),
        postedOn: lastOfMonth(month),
        amountUsd: Math.round(students * perStudent * (0.96 + draw() * 0.08) * 100) / 100,
        description: `${account.name.split(",")[0]} ${month}`,
      };
    }
  }
}

/** The months that have ended, from the one named to a day; as "2026-11". */
export function monthsUntil(from: string, until: Day): string[] {
  const months: string[] = [];
  for (let month = from; lastOfMonth(month) <= until; month = nextMonth(month)) months.push(month);
  return months;
}

export const lastOfMonth = (month: string): Day => day(`${nextMonth(month)}-01`) - 1;

const nextMonth = (month: string): string => iso(day(`${month}-01`) + 32).slice(0, 7);
