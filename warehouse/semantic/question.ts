import type { Reader } from "../district.ts";
import { measures } from "../measures/index.ts";
import { namesMembers } from "../named-groups.ts";
import { refuseOtherGeneration } from "./beside.ts";
import { catalogFor } from "./catalog.ts";
import { didYouMean, nearest, WarehouseError } from "./errors.ts";
import { aggregatesOf } from "./model/define.ts";
import { dimensionOf } from "./model/dimensions.ts";
import { factOf } from "./model/facts.ts";
import { dimensionNamed, measureNamed } from "./model/model.ts";
import { nameOf, tablesOf } from "./published/published-tables.ts";
import { refuseTwice, refuseUnreached, refuseWithoutNeeds } from "./refusals.ts";
import { refusePivot } from "./rows/pivot.ts";
import { mayReadStudents } from "./scope.ts";
import type { Slice } from "./slice.ts";
import { refuseSubtotals } from "./totals.ts";

/** A name in a question that the model no longer has. */
export type GonePart = { part: "measures" | "by" | "where" | "computed" | "pivot" | "order"; key: string };

/** What a kept question names that is no longer there. */
export function goneParts(slice: Slice): GonePart[] {
  const { measures: asked, by = [], where = [], computed = [], pivot, order = [] } = slice;
  const isMeasure = (key: string) => Object.hasOwn(measures, key);
  const isDimension = (key: string) => dimensionOf(key) !== undefined;
  const gone = (part: GonePart["part"], keys: string[]) => keys.map((key) => ({ part, key }));
  return [
    ...gone(
      "measures",
      asked.filter((key) => !isMeasure(key)),
    ),
    ...gone(
      "by",
      by.filter((key) => !isDimension(key)),
    ),
    ...gone(
      "where",
      where.map(({ dimension }) => dimension).filter((key) => !isDimension(key)),
    ),
    ...gone(
      "computed",
      computed.filter((column) => !sourcesOf(column).every(isMeasure)).map(({ key }) => key),
    ),
    ...gone("pivot", pivot === undefined || isDimension(pivot) ? [] : [pivot]),
    ...gone(
      "order",
      order
        .map(({ column }) => column)
        .filter((key) => !isMeasure(ownerOf(key)) && !isDimension(key))
        .filter((key) => !computed.some((column) => column.key === ownerOf(key))),
    ),
  ];
}

/** The measure that a column belongs to: `enrollment__previous`, and `enrollment@high` of a pivot, is of `enrollment`. */
const ownerOf = (column: string): string => column.split(/__|@/)[0] ?? column;

/** The measures that a column is worked out from. */
const sourcesOf = ({ of }: NonNullable<Slice["computed"]>[number]): string[] => [of].flat().map(ownerOf);

/**
 * Refuses a question that nobody could ask of any generation, whatever her grants. Throws `unknown_measure`,
 * `unknown_dimension`, `unknown_column`, `incompatible`, `invalid_request`.
 */
export function refuseUnaskable(slice: Slice): void {
  const { measures: asked, by = [], where = [], computed = [], order = [] } = slice;
  refuseTwice("measures", asked);
  refuseTwice("by", by);
  const named = [...by, ...where.map(({ dimension }) => dimension)];
  for (const dimension of named) dimensionNamed(dimension);
  for (const key of asked)
    for (const { fact } of aggregatesOf(measureNamed(key)))
      for (const dimension of named) refuseUnreached(fact, dimension, key);
  refuseWithoutNeeds(slice);
  refuseOtherGeneration(slice);
  refusePivot(slice);
  refuseSubtotals(slice);
  for (const column of computed) refuseUnknown("computed", sourcesOf(column), asked);
  const columns = [...asked, ...by, ...computed.map(({ key }) => key)];
  refuseUnknown(
    "order",
    order.map(({ column }) => ownerOf(column)),
    columns,
  );
}

function refuseUnknown(part: string, named: string[], columns: string[]): void {
  const unknown = named.find((column) => !columns.includes(column));
  if (unknown === undefined) return;
  const names = nearest(unknown, columns);
  throw new WarehouseError(
    "unknown_column",
    `"${part}" names ${unknown}, which the answer does not have.${didYouMean(names)}`,
    { didYouMean: names },
  );
}

/**
 * Whether a question picks single students by key: these are a generation's own, so it cannot be kept. A named group of
 * students can.
 */
export const picksStudents = ({ where = [] }: Slice): boolean =>
  where.some((filter) => dimensionOf(filter.dimension)?.showsStudents === true && namesMembers(filter));

/** Whether a reader's grants are enough for every part of a question; rows may still be none. */
export function mayAsk({ measures: asked, by = [], where = [] }: Slice, reader: Reader): boolean {
  const groups = where.filter(
    ({ dimension, values }) => dimension !== "student_group" || values.join() !== "ALL",
  );
  const named = [...by, ...groups.map(({ dimension }) => dimension)];
  const catalog = catalogFor(reader);
  return asked.every((key) => {
    const found = catalog.measures.find((measure) => measure.key === key);
    if (!found || !named.every((dimension) => found.dimensions.includes(dimension))) return false;
    return !isCountsOnly(key, reader) || tablesOf(key).some((table) => nameOf(table) === nameOf(named));
  });
}

const isCountsOnly = (key: string, reader: Reader): boolean =>
  aggregatesOf(measureNamed(key))
    .map(({ fact }) => factOf(fact))
    .some(({ hasStudent, subject }) => hasStudent && !mayReadStudents(reader, subject));

/** The versions of the definitions of these measures, as far as they exist, with their labels. */
export const definitionVersions = (keys: string[]): Record<string, { label: string; version: string }> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const measure = Object.hasOwn(measures, key) ? measures[key] : undefined;
      return measure ? [[key, { label: measure.label, version: measure.source.version }]] : [];
    }),
  );
