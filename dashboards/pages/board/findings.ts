import type { BoardPage, Decree, Outcome } from "#api/contract";
import { cellAt, labelOf } from "../../components/figures/cells.ts";
import type { FiscalYear } from "../../components/figures/program-findings.ts";

/** Running costs of the coming fiscal years, from the tile `recurring`. */
export function fiscalYearsOf(page: BoardPage): FiscalYear[] {
  const answer = page.answers.recurring;
  return (answer?.rows ?? []).map((record, row) => ({
    year: labelOf(record, "fiscal_year"),
    funded: cellAt(answer, "funded_recurring_usd", { row }).value ?? 0,
    unfunded: cellAt(answer, "unfunded_recurring_usd", { row }).value ?? 0,
  }));
}

/** The outcome furthest from its target, as a share of the target. */
export function worstOf(decree: Decree): Outcome | undefined {
  const gap = ({ value, target }: Outcome) =>
    value === null || target === null ? 0 : Math.abs(value - target) / Math.max(target, 0.01);
  return decree.outcomes
    .filter((outcome) => outcome.state === "below_target")
    .toSorted((one, other) => gap(other) - gap(one))[0];
}
