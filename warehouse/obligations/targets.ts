import { decrees } from "./scorecard.ts";

/** What a decree demands of a measure, as its value (a rate from 0 to 1). */
export type Target = {
  outcome: string;
  decree: string;
  operator: string;
  target: number;
  citation: string | null;
};

/** The target of a measure under the decrees in force on a day (ISO): of outcomes about all students, the first. */
export function targetOf(measure: string, asOf: string): Target | null {
  for (const { label, from, to, outcomes } of decrees) {
    if (asOf < from || (to !== null && to < asOf)) continue;
    const found = outcomes.find((one) => one.measure === measure && one.where === undefined);
    if (found && found.target !== null && found.operator !== null && found.operator !== "increase") {
      const { outcome, operator, target, citation } = found;
      return { outcome, decree: label, operator, target, citation };
    }
  }
  return null;
}
