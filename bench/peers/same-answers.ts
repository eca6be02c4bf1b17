import type { Answer, Cell } from "#warehouse";
import type { Row } from "./way.ts";

type Answered = Pick<Answer, "rows" | "totals">;

/** How many numbers of an answer a peer's rows were held against, and every difference as a sentence. */
export function compareAnswers(
  { rows, totals }: Answered,
  theirs: Row[],
  by: readonly string[],
): { compared: number; differences: string[] } {
  const found = new Map(theirs.map((row) => [by.map((key) => textOf(row[key])).join(", "), row]));
  const differences: string[] = [];
  let compared = 0;
  const hold = (place: string, mine: Cell | string | undefined, its: unknown) => {
    compared++;
    if (!isSame(mine, its)) differences.push(`${place} is ${textOf(its)} and not ${textOf(mine)}`);
  };
  for (const row of rows) {
    const place = by.map((key) => textOf(keyOf(row[key]))).join(", ");
    const their = found.get(place);
    found.delete(place);
    if (!their) differences.push(`${place} is missing`);
    else {
      for (const column of numbersOf(row, by)) hold(`${column} of ${place}`, row[column], their[column]);
      for (const key of by.filter((one) => `${one}__label` in their))
        hold(`${key} of ${place}`, labelOf(row[key]), their[`${key}__label`]);
    }
  }
  differences.push(...[...found.keys()].map((place) => `${place} is one too many`));
  for (const [column, total] of Object.entries(totals[0] ?? {}))
    hold(`${column} in all`, total, theirs[0]?.[`${column}__total`]);
  return { compared, differences };
}

/** The numbers behind a row: a rate's two, which say it. Where there is a mark there may be none. */
const numbersOf = (row: Record<string, Cell>, by: readonly string[]): string[] =>
  Object.keys(row).filter(
    (column) => !by.includes(column) && !(`${column}__numerator` in row) && row[column] !== null,
  );

const isSame = (mine: Cell | string | undefined, its: unknown): boolean => {
  if (typeof mine !== "number") return textOf(mine) === textOf(its);
  const difference = Math.abs(mine - Number(its ?? Number.NaN));
  return difference <= 1e-9 * Math.max(1, Math.abs(mine));
};

const keyOf = (cell: Cell | undefined) => (typeof cell === "object" && cell !== null ? cell.key : cell);
const labelOf = (cell: Cell | undefined) => (typeof cell === "object" && cell !== null ? cell.label : null);
const textOf = (value: unknown): string =>
  value === null || value === undefined ? "nothing" : String(value);
