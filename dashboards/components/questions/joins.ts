import type { Catalog } from "#api/contract";
import type { CatalogMeasure, ReportSlice } from "./draft.ts";

/** Why a field cannot stand in a question; `measure` and `dimensions` are keys. */
export type Hindrance =
  | { kind: "not_recorded"; measure: string; dimension: string }
  | { kind: "not_published"; measure: string; dimensions: string[] }
  | { kind: "needs"; measure: string; dimensions: string[] }
  | { kind: "no_year"; measure: string };

/** Why the question cannot have this dimension, too; null where it can. */
export function hindranceOfDimension(
  dimension: string,
  slice: ReportSlice,
  catalog: Catalog,
): Hindrance | null {
  const named = [...new Set([...namedBy(slice), dimension])];
  for (const measure of measuresOf(slice, catalog)) {
    const found = hindranceBetween(measure, named, [dimension]);
    if (found) return found;
  }
  return null;
}

/** Why the question cannot have this measure, too; null where it can. */
export function hindranceOfMeasure(key: string, slice: ReportSlice, catalog: Catalog): Hindrance | null {
  const measure = catalog.measures.find((one) => one.key === key);
  if (!measure) return null;
  const named = namedBy(slice);
  const lacking = measure.needs.filter((dimension) => !slice.by?.includes(dimension));
  if (lacking.length > 0) return { kind: "needs", measure: key, dimensions: lacking };
  return hindranceBetween(measure, named, named) ?? hindranceOfYear([measure], slice.compare);
}

/** Why the year before cannot stand beside these measures. */
export function hindranceOfYear(
  measures: CatalogMeasure[],
  compare: ReportSlice["compare"],
): Hindrance | null {
  const without = measures.find(({ joins }) => !joins.includes("school_year"));
  return compare === "previous_year" && without ? { kind: "no_year", measure: without.key } : null;
}

/** The measures of a question as the catalogue has them. */
export function measuresOf({ measures }: ReportSlice, catalog: Catalog): CatalogMeasure[] {
  return measures.flatMap((key) => catalog.measures.filter((measure) => measure.key === key));
}

function namedBy({ by = [], where = [] }: ReportSlice): string[] {
  return [...by, ...where.filter((filter) => !isAllStudents(filter)).map(({ dimension }) => dimension)];
}

/** All students are the table without groups. */
const isAllStudents = ({ dimension, op, values }: NonNullable<ReportSlice["where"]>[number]) =>
  dimension === "student_group" && op === "in" && values.length === 1 && values[0] === "ALL";

function hindranceBetween(measure: CatalogMeasure, named: string[], asked: string[]): Hindrance | null {
  const missing = asked.find((dimension) => !measure.joins.includes(dimension));
  if (missing !== undefined) return { kind: "not_recorded", measure: measure.key, dimension: missing };
  const wanted = named.filter((dimension) => dimension !== "school_year");
  if (measure.published === null) return null;
  const isPublished = measure.published.some((table) => wanted.every((one) => table.includes(one)));
  return isPublished ? null : { kind: "not_published", measure: measure.key, dimensions: wanted };
}
