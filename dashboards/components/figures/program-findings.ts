import type { Program } from "#api/contract";

export type FiscalYear = { year: string; funded: number; unfunded: number };

/** What has no funding source: from which year, between which amounts a year, and over all years. */
export function unfundedOf(years: FiscalYear[]) {
  const gaps = years.filter((year) => year.unfunded > 0);
  const total = years.reduce((sum, year) => sum + year.funded + year.unfunded, 0);
  const unfunded = gaps.reduce((sum, year) => sum + year.unfunded, 0);
  const first = gaps[0];
  if (!first) return { first: null, low: 0, high: 0, total, unfunded };
  const amounts = gaps.map((year) => year.unfunded);
  return { first: first.year, low: Math.min(...amounts), high: Math.max(...amounts), total, unfunded };
}

/** Running costs of some programs together, by fiscal year. */
export function fiscalYearsOf(years: string[], programs: Program[]): FiscalYear[] {
  return years.map((year) => {
    const rows = programs.flatMap((program) => program.recurring.filter((row) => row.fiscal_year === year));
    const unfunded = rows.reduce((sum, row) => sum + (row.unfunded_usd ?? 0), 0);
    const likely = rows.reduce((sum, row) => sum + (row.likely_usd ?? 0), 0);
    return { year, unfunded, funded: Math.max(0, likely - unfunded) };
  });
}

/** Case files are history: they are in no total and in no count. */
export function currentOf(programs: Program[]): Program[] {
  return programs.filter((program) => !program.is_case_file);
}

/** Programs whose approvals are more than their first approval. */
export function grownOf(programs: Program[]): Program[] {
  return currentOf(programs)
    .filter((program) => program.growth !== null && program.growth > 1)
    .toSorted((one, other) => (other.growth ?? 0) - (one.growth ?? 0));
}

/** Programs whose lifetime cost nobody knows: alert A1 is not settled. */
export function unknownCostOf(programs: Program[]): Program[] {
  return currentOf(programs).filter((program) =>
    program.alerts.some((alert) => alert.alert === "A1" && alert.settled_on === null),
  );
}
