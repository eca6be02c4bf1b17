import type { Answer } from "../contract.ts";
import { isDifference, smallestShown } from "./guard.ts";
import type { Highlight } from "./xlsx/draft.ts";

type Column = Answer["columns"][number];
/** Which way a measure gets better; null where neither is. */
export type Better = "lower" | "higher" | null;

/** Whether a column is a change or a difference, which is said in words, too. */
export const isSaidInWords = ({ part }: Column): boolean => isDifference(part);

/**
 * A change in words with its direction as a sign; what rounds to nothing is no change. The gap to a target is at target
 * or not, unrounded; what was published before was neither better nor worse, only other.
 */
export function changeInWords(change: number, column: Column, better: Better): string {
  const isBetter = better === "lower" ? change <= 0 : change >= 0;
  if (column.part === "gap" && better !== null) return isBetter ? AT_TARGET : NOT_AT_TARGET;
  if (Math.abs(change) < smallestShown(column) / 2) return "= unchanged";
  const [sign, way] = change > 0 ? ["▲", "higher"] : ["▼", "lower"];
  if (better === null || column.part === "restated") return `${sign} ${way}`;
  return `${sign} ${isBetter ? "better" : "worse"}`;
}

const AT_TARGET = "✓ at target";
const NOT_AT_TARGET = "✗ not at target";

/** The words that have a colour, beside saying it. */
export const highlightsAt = (column: number): Highlight[] => [
  ...["▲ better", "▼ better", AT_TARGET].map((text) => ({ column, text, tone: "good" as const })),
  ...["▲ worse", "▼ worse", NOT_AT_TARGET].map((text) => ({ column, text, tone: "bad" as const })),
];
