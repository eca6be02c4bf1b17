import type { Catalog } from "#api/contract";
import { type CatalogMeasure, mostMeasures, type ReportSlice, tidy } from "./draft.ts";

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

/** A question with the measures of another, and what of it is new; or why it cannot have them. */
export type Joined =
  | { kind: "joined"; slice: ReportSlice; measures: string[]; dimensions: string[] }
  | { kind: "has_all" }
  | { kind: "too_many" }
  | { kind: "hindered"; hindrance: Hindrance };

/**
 * Adds measures to a question, and the dimensions without which they mean nothing. Its filters stay its own: they are
 * about all that it counts.
 */
export function joinMeasures(keys: readonly string[], into: ReportSlice, catalog: Catalog): Joined {
  const measures = keys.filter((key) => !into.measures.includes(key));
  if (measures.length === 0) return { kind: "has_all" };
  const all = { ...into, measures: [...into.measures, ...measures] };
  if (all.measures.length > mostMeasures) return { kind: "too_many" };
  const needs = measuresOf({ measures }, catalog).flatMap((measure) => measure.needs);
  const dimensions = [...new Set(needs)].filter((key) => !into.by?.includes(key));
  const slice = { ...all, by: [...(into.by ?? []), ...dimensions] };
  const hindrances = [
    ...dimensions.map((key) => hindranceOfDimension(key, into, catalog)),
    ...measures.map((key) => hindranceOfMeasure(key, slice, catalog)),
  ];
  const hindrance = hindrances.find((found) => found !== null);
  if (hindrance) return { kind: "hindered", hindrance };
  return { kind: "joined", slice: tidy(slice), measures, dimensions };
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
