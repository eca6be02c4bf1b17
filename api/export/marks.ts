import type { Answer } from "../contract.ts";

type Mark = Answer["marks"][number]["mark"];

/** The four signs for "no number here", with their meaning: the same on the page, in print and in every file. */
export const marks: Record<Mark, { sign: string; meaning: string }> = {
  suppressed: { sign: "*", meaning: "hidden, because so few students could be recognised" },
  not_reported: { sign: "n/r", meaning: "not reported to us" },
  not_applicable: { sign: "n/a", meaning: "does not apply here" },
  no_data: { sign: "–", meaning: "no rows to compute it from" },
};

/** The sign of a cell without a number; a cell nobody marked has no data. */
export function signFinder({
  marks: given,
}: Pick<Answer, "marks">): (part: "rows" | "totals", row: number, column: string) => string {
  const found = new Map(given.map(({ part, row, column, mark }) => [`${part} ${row} ${column}`, mark]));
  return (part, row, column) => marks[found.get(`${part} ${row} ${column}`) ?? "no_data"].sign;
}
