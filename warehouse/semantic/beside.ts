import { type Target, targetOf } from "../obligations/targets.ts";
import { WarehouseError } from "./errors.ts";
import { dimensionNamed } from "./model/model.ts";
import type { FiguresBeside, Finished } from "./rows/finish.ts";
import { nameOfRow, type Slice } from "./slice.ts";

/** The numbers of other rows, to be set beside those with the same keys of these dimensions. */
export function figuresIn({ rows, marks }: Finished, dimensions: readonly string[]): FiguresBeside {
  const reasons = new Map(marks.map(({ row, column, mark }) => [`${row} ${column}`, mark]));
  const places = new Map(rows.map((row, index) => [nameOfRow(row, dimensions), index]));
  return (cells, measure) => {
    const index = places.get(nameOfRow(cells, dimensions)) ?? -1;
    const value = rows[index]?.[measure];
    const mark = reasons.get(`${index} ${measure}`) === "suppressed" ? "suppressed" : "no_data";
    return { value: typeof value === "number" ? value : null, mark };
  };
}

/** What the decree in force on a day (ISO) demands; most measures have no target. */
export const targetFigures =
  (asOf: string): FiguresBeside =>
  (_, measure) => ({ value: targetOf(measure, asOf)?.target ?? null, mark: "not_applicable" });

/** Where the targets of a slice's measures come from, a sentence each. */
export function targetNotes({ measures, compare }: Slice, asOf: string): string[] {
  if (compare !== "target") return [];
  return measures.flatMap((measure) => {
    const found = targetOf(measure, asOf);
    return found ? [sentenceOf(measure, found)] : [];
  });
}

const sentenceOf = (measure: string, { outcome, decree, operator, target, citation }: Target): string =>
  `Target of ${measure}: ${operator} ${target}, outcome ${outcome} of the ${decree}; ${citation ?? "target not cited"}.`;

/** Throws `invalid_request` or `incompatible` where a slice cannot be compared with another generation. */
export function refuseOtherGeneration({ compare, against, by = [] }: Slice): void {
  if ((compare === "generation") !== (against !== undefined))
    throw new WarehouseError(
      "invalid_request",
      '"compare": "generation" and "against" go together: "against" names the generation, for example g-000012.',
    );
  const student = compare === "generation" && by.find((key) => dimensionNamed(key).showsStudents);
  if (student)
    throw new WarehouseError(
      "incompatible",
      `Generations cannot be compared by ${student}: students are numbered anew in each. Compare by school or group.`,
    );
}
