import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { District } from "../../district.ts";
import type { Memory } from "../../generations/memory.ts";
import type { Plan } from "../plan.ts";
import type { Reached, Scope } from "../scope.ts";
import type { Answer, Filter, SchoolCoverage, SchoolRef } from "../slice.ts";
import { run } from "../sql/run.ts";

export type Coverage = Pick<Answer, "coverage" | "missing" | "fresh_through">;

/** Of a feed: whether that is enough is the district's to say. */
type Reported = Omit<Coverage, "coverage"> & { coverage: Omit<SchoolCoverage, "is_certifiable"> };

const AGREED_PERCENT = 95;

/** Whether enough schools are in for a figure to be certified; where no school must report, none is missing. */
export function certified(
  { reported, expected }: Omit<SchoolCoverage, "is_certifiable">,
  { agreedCoveragePercent = AGREED_PERCENT }: Pick<District, "agreedCoveragePercent">,
): SchoolCoverage {
  return { reported, expected, is_certifiable: 100 * reported >= agreedCoveragePercent * expected };
}

/**
 * How complete the figures of a plan are: of the schools that must report, that the reader may see and that the slice
 * names (where it names schools), how many have, which have not, and through which day.
 */
export async function coverageOf(plan: Plan, asking: Asking & { district: District }): Promise<Coverage> {
  const asked = new Map<string, Asked>();
  for (const { fact, period, filters, scope } of plan.blocks) {
    if (!fact.feed || period === "previous") continue;
    const years = listed(filters, "school_year") ?? [];
    const question: Asked = { feed: fact.feed, years, scope, schools: listed(filters, "school") };
    asked.set(JSON.stringify(question), question);
  }
  const found = await Promise.all([...asked.values()].map((question) => feedCoverage(question, asking)));
  const nothing: Reported = { coverage: { reported: 0, expected: 0 }, missing: [], fresh_through: null };
  const all = found.reduce(together, nothing);
  return { ...all, coverage: certified(all.coverage, asking.district) };
}

/** The keys that a filter lists; null where none does. */
function listed(filters: readonly Filter[], dimension: string): string[] | null {
  const filter = filters.find((found) => found.dimension === dimension && found.op === "in");
  return filter ? filter.values.map(String) : null;
}

/** Figures of several feeds are as complete as the least complete of them, and as fresh as the oldest. */
function together(a: Reported, b: Reported): Reported {
  const missing = [...new Map([...a.missing, ...b.missing].map((school) => [school.key, school])).values()];
  const expected = Math.max(a.coverage.expected, b.coverage.expected);
  const days = [a.fresh_through, b.fresh_through].filter((day) => day !== null).sort();
  return {
    coverage: { reported: expected - missing.length, expected },
    missing,
    fresh_through: days[0] ?? null,
  };
}

/** `schools` are those that the slice names; null is every school of the scope. */
type Asked = { feed: string; years: string[]; scope: Scope; schools: string[] | null };
type Asking = { connection: DuckDBConnection; memory: Memory };

async function feedCoverage(question: Asked, asking: Asking): Promise<Reported> {
  const schools = await schoolsReporting(question, asking);
  const missing = schools.filter((school) => school.has_reported !== true).map(refOf);
  const reportedOn = schools.map((school) => String(school.last_reported_on ?? "")).sort();
  return {
    coverage: { reported: schools.length - missing.length, expected: schools.length },
    missing,
    fresh_through: reportedOn.at(-1) || null,
  };
}

/**
 * The schools that a question is about, with what they have reported. All of them are read once for every reader of
 * schools; of an operator's or region's only the days count while a school was theirs, so those are asked for.
 */
async function schoolsReporting(question: Asked, asking: Asking): Promise<Record<string, unknown>[]> {
  const { feed, years, scope, schools: named } = question;
  const { schools, ...others } = scope.kind === "some" ? scope : nowhere;
  const { operators, regions, students } = others;
  const isOfSchools = [operators, regions, students].every((ids) => ids.length === 0);
  const isOwn = ({ organization_id }: Record<string, unknown>) =>
    (!isOfSchools || scope.kind === "everything" || schools.includes(String(organization_id))) &&
    (named === null || named.includes(String(organization_id)));
  const everything = String(isOfSchools);
  const reached = isOfSchools ? nowhere : { schools, ...others };
  const found = await asking.memory(JSON.stringify(["reporting", feed, years, everything, reached]), () =>
    run({ sql, parameters: { feed, years, everything, ...parametersOf(reached) } }, asking.connection),
  );
  return found.filter(isOwn);
}

const nowhere: Reached = { schools: [], operators: [], regions: [], students: [], historyOf: [] };

/** Whom the statement knows; what a school's students did elsewhere is no school's report. */
const parametersOf = ({ schools, operators, regions, students }: Reached) => ({
  ...{ schools, operators, regions, students },
});

const sql = readFileSync(new URL("coverage.sql", import.meta.url), "utf8");

function refOf(row: Record<string, unknown>): SchoolRef {
  return {
    key: String(row.organization_id),
    label: String(row.name),
    last_reported_on: row.last_reported_on === null ? null : String(row.last_reported_on),
  };
}
