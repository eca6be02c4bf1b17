import type { Answer } from "../contract.ts";
import { smallestShown } from "./guard.ts";
import type { Highlight } from "./xlsx/draft.ts";

type Column = Answer["columns"][number];
/** Which way a measure gets better; null where neither is. */
export type Better = "lower" | "higher" | null;

/** Whether a column is a change or a difference, which is said in words, too. */
export const isSaidInWords = ({ part }: Column): boolean => part === "change" || part === "difference";

/** A change in words with its direction as a sign; what rounds to nothing is no change. */
export function changeInWords(change: number, column: Column, better: Better): string {
  if (Math.abs(change) < smallestShown(column) / 2) return "= unchanged";
  const [sign, way] = change > 0 ? ["▲", "higher"] : ["▼", "lower"];
  if (better === null) return `${sign} ${way}`;
  return `${sign} ${way === better ? "better" : "worse"}`;
}

/** The words that have a colour, beside saying it. */
export const highlightsAt = (column: number): Highlight[] =>
  ["▲", "▼"].flatMap((sign) => [
    { column, text: `${sign} better`, tone: "good" },
    { column, text: `${sign} worse`, tone: "bad" },
  ]);
