import type { Answer, Catalog } from "#api/contract";
import { type Filter, type ReportSlice, tidy } from "../questions/draft.ts";
import { hindranceOfDimension, hindranceOfMeasure } from "../questions/joins.ts";
import type { Column } from "../report-charts/points.ts";

/** By what the rows behind a number are listed. */
export type Way = "student" | "school";
/** Where a number stands in an answer. */
export type Spot = { column: Column; part: "rows" | "totals"; row: number };
/** Opens what stands behind a number, where the reader may see it. */
export type Drill = { canOpen: (spot: Spot) => boolean; open: (spot: Spot) => void };

const ways = ["student", "school"] as const;
/** As many values as a filter may name. */
const mostValues = 2000;

/**
 * The filters that give a number again: those of its question, and the values of its row, subtotal and column. Null for the
 * total of the rows shown where they were cut and no filter says which they are.
 */
export function filtersBehind(slice: ReportSlice, answer: Answer, spot: Spot): Filter[] | null {
  const { column, part, row } = spot;
  const cells = answer[part][row] ?? {};
  const named = dimensionsOf(answer).flatMap((dimension) => {
    const cell = cells[dimension];
    return cell !== null && typeof cell === "object" ? [only(dimension, [cell.key])] : [];
  });
  const pinned =
    column.pivot && slice.pivot !== undefined ? [...named, only(slice.pivot, [column.pivot.key])] : named;
  const isCut = part === "totals" && slice.totals === "visible" && answer.rows.length === slice.limit;
  const shown = isCut ? filtersOfShown(answer, named) : [];
  if (shown === null) return null;
  const all = [...pinned, ...shown];
  const before = (slice.where ?? []).filter(({ dimension }) =>
    all.every((one) => one.dimension !== dimension),
  );
  return [...before, ...all];
}

/** The rows that are shown, as a filter by their one dimension that a total does not name. */
function filtersOfShown(answer: Answer, named: Filter[]): Filter[] | null {
  const [dimension, ...others] = dimensionsOf(answer).filter((key) =>
    named.every((one) => one.dimension !== key),
  );
  if (dimension === undefined || others.length > 0) return null;
  const keysIn = (key: string) =>
    answer.rows.map((cells) => {
      const cell = cells[key];
      return cell !== null && typeof cell === "object" ? cell.key : null;
    });
  const groups = named.map((one) => ({ keys: keysIn(one.dimension), key: one.values[0] }));
  const keys = keysIn(dimension).filter((_, row) => groups.every((one) => one.keys[row] === one.key));
  return keys.length > mostValues ? null : [only(dimension, [...new Set(keys)])];
}

const dimensionsOf = ({ columns }: Answer) =>
  columns.filter(({ kind }) => kind === "dimension").map(({ key }) => key);

const only = (dimension: string, values: Filter["values"]): Filter => ({ dimension, op: "in", values });

/** By what a reader may list what stands behind a number with these filters; by nothing that they already name one of. */
export function waysBehind(measure: string, where: Filter[], catalog: Catalog): Way[] {
  const known = catalog.measures.find(({ key }) => key === measure);
  return ways.filter((way) => {
    if (where.some(({ dimension, values }) => dimension === way && values.length === 1)) return false;
    if (!known?.dimensions.includes(way) || where.some(({ dimension }) => dimension === "student"))
      return false;
    const asked: ReportSlice = { measures: [measure], by: [way], where };
    return !hindranceOfDimension(way, asked, catalog) && !hindranceOfMeasure(measure, asked, catalog);
  });
}

/** Who stands behind a number, the highest first, and the number again as their total. */
export function sliceBehind(measure: string, where: Filter[], way: Way): ReportSlice {
  return tidy({
    ...{ measures: [measure], by: [way], where, totals: "all" as const },
    order: [{ column: measure, direction: "desc" }],
  });
}
