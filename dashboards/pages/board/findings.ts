import type { BoardPage, Decree, Outcome, Program } from "#api/contract";
import type { FiscalYear } from "../../components/charts/ten-years.tsx";
import { cellAt, labelOf } from "../../components/figures/cells.ts";

/** Running costs of the coming fiscal years, from the tile `recurring`. */
export function fiscalYearsOf(page: BoardPage): FiscalYear[] {
  const answer = page.answers.recurring;
  return (answer?.rows ?? []).map((record, row) => ({
    year: labelOf(record, "fiscal_year"),
    funded: cellAt(answer, "funded_recurring_usd", { row }).value ?? 0,
    unfunded: cellAt(answer, "unfunded_recurring_usd", { row }).value ?? 0,
  }));
}

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

/** How many outcomes of a decree stand where; those without a cited target are never counted. */
export function countsOf(decree: Decree) {
  const count = (...states: Outcome["state"][]) =>
    decree.outcomes.filter((outcome) => states.includes(outcome.state)).length;
  const determined = (kind: string) =>
    decree.outcomes.filter((outcome) => outcome.determination?.kind === kind).length;
  return {
    at: count("at_target"),
    below: count("below_target"),
    unknown: count("not_calculable", "no_data", "suppressed"),
    cited: count("at_target", "below_target", "not_calculable", "no_data", "suppressed"),
    notCited: count("not_cited"),
    accepted: determined("accepted"),
    disputed: determined("disputed"),
  };
}

/** The outcome furthest from its target, as a share of the target. */
export function worstOf(decree: Decree): Outcome | undefined {
  const gap = ({ value, target }: Outcome) =>
    value === null || target === null ? 0 : Math.abs(value - target) / Math.max(target, 0.01);
  return decree.outcomes
    .filter((outcome) => outcome.state === "below_target")
    .toSorted((one, other) => gap(other) - gap(one))[0];
}

/** Programmes whose approvals are more than their first approval. */
export function grownOf(programs: Program[]): Program[] {
  return programs
    .filter((program) => !program.is_case_file && program.growth !== null && program.growth > 1)
    .toSorted((one, other) => (other.growth ?? 0) - (one.growth ?? 0));
}

/** Programmes whose lifetime cost nobody knows: alert A1 is not settled. */
export function unknownCostOf(programs: Program[]): Program[] {
  return programs.filter(
    (program) =>
      !program.is_case_file &&
      program.alerts.some((alert) => alert.alert === "A1" && alert.settled_on === null),
  );
}
