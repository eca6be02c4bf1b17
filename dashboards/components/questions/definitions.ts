import type { Answer, Catalog } from "#api/contract";
import { type Cell, cellAt } from "../figures/cells.ts";
import type { CatalogMeasure } from "./draft.ts";

/** How one student stands to a definition: counted by it, considered and not counted, or not considered at all. */
type Standing = "counted" | "not_counted" | "left_out";
/** A student whom two definitions see otherwise, by her row. */
export type Differing = { row: number; standings: [Standing, Standing] };

/** What the definitions of one thing are all definitions of. */
const thingOf = ({ key, instead_of }: CatalogMeasure) => instead_of ?? key;

/** The other definitions of what a measure counts. */
export const othersOf = (measure: CatalogMeasure, { measures }: Catalog): CatalogMeasure[] =>
  measures.filter((other) => other.key !== measure.key && thingOf(other) === thingOf(measure));

/** The measures whose thing is defined otherwise, too. */
export const comparable = (catalog: Catalog): CatalogMeasure[] =>
  catalog.measures.filter((measure) => othersOf(measure, catalog).length > 0);

/** The students of an answer by student whom its two definitions see otherwise; of whom a figure is hidden nothing is told. */
export function whoDiffers(answer: Answer, [first, second]: [string, string]): Differing[] {
  return answer.rows.flatMap((_, row) => {
    const one = standingOf(cellAt(answer, first, { row }));
    const other = standingOf(cellAt(answer, second, { row }));
    return one === null || other === null || one === other ? [] : [{ row, standings: [one, other] }];
  });
}

function standingOf({ mark, numerator, denominator }: Cell): Standing | null {
  if (mark === "suppressed" || mark === "not_reported") return null;
  if (!denominator) return "left_out";
  return numerator === 0 ? "not_counted" : "counted";
}
