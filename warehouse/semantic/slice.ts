import type { Route } from "./routes.ts";

/** A question: measures, by which dimensions, where, compared to what, with which totals. */
export type Slice = {
  measures: string[];
  by?: string[] | undefined;
  where?: Filter[] | undefined;
  /**
   * Beside each number: the year before, what is published of the whole district, the target of the decree in force, or
   * the same number in the generation `against`.
   */
  compare?: "previous_year" | "district" | "target" | "generation" | undefined;
  against?: string | undefined;
  computed?: ComputedColumn[] | undefined;
  /** The dimension of `by` whose values become columns. */
  pivot?: string | undefined;
  totals?: "none" | "visible" | "all" | undefined;
  /** Dimensions of `by` that have a total of their own, for each value within those named before them. Needs `totals`. */
  subtotals?: string[] | undefined;
  order?: Order[] | undefined;
  limit?: number | undefined;
  generation?: string | undefined;
};

/** Values are keys of the dimension, or labels where a label is unique. `between` takes two keys, both included. */
export type Filter = {
  dimension: string;
  op: "in" | "not_in" | "between";
  values: (string | number | boolean | null)[];
};

/**
 * A column worked out from measure columns of the same row, after what is small was hidden: one divided by another, one
 * less another, the share of the grand total of all rows, or the place among the rows (1 is first; equal numbers share a
 * place). There is no language of expressions.
 */
export type ComputedColumn = { key: string; label?: string | undefined } & (
  | { kind: "ratio" | "difference"; of: [string, string] }
  | { kind: "share"; of: string }
  | { kind: "rank"; of: string; direction: "asc" | "desc" }
);

/** A column of the answer to sort by; nulls come last unless said. */
export type Order = { column: string; direction: "asc" | "desc"; nulls?: "first" | "last" | undefined };

/** Why a cell has no number. Zero is a number. */
export type MarkKind = "suppressed" | "not_reported" | "not_applicable" | "no_data";

/** Why the cell at `row` (from 0) and `column` of the rows or of the totals has no number. */
export type Mark = { part: "rows" | "totals"; row: number; column: string; mark: MarkKind };

/** A key with the words for it; the key is null for the unknown member. */
export type DimensionCell = { key: string | number | boolean | null; label: string };

/** A dimension, or an unrounded number of a measure; a null always has a mark. */
export type Cell = DimensionCell | number | null;

/** What a measure counts. A percent is a share from 0 to 1. */
export type Unit = "students" | "percent" | "count" | "usd" | "days" | "minutes" | "schools";

/** What a number of a measure is; with a comparison, the number beside it and the difference. */
export type ColumnPart =
  | "value"
  | "numerator"
  | "denominator"
  | "previous"
  | "change"
  | "district"
  | "difference"
  | "target"
  | "gap"
  | "then"
  | "restated"
  | "computed";

/** A column of an answer: a dimension, or one number of a measure. */
export type Column = {
  key: string;
  label: string;
  kind: "dimension" | "measure";
  /** The measure a column belongs to: its own key, or that of its numerator, previous year, change and so on. */
  measure?: string;
  part?: ColumnPart;
  unit?: Unit;
  /** How the column is worked out, where it is. */
  computed?: ComputedColumn;
  /** The value of the pivot's dimension that the column is about, where there is a pivot. */
  pivot?: DimensionCell;
};

/** A school that has not reported; the day (ISO) is its last report, null where there is none this year. */
export type SchoolRef = { key: string; label: string; last_reported_on: string | null };

/** What a measure means, and by whose authority. `citation` is null where no source was read. */
export type Definition = {
  measure: string;
  label: string;
  definition: string;
  authority: string;
  citation: string | null;
  version: string;
  parameters: Record<string, string | number>;
};

/** Of the schools that must report, how many have; with fewer than the district agreed on, a figure is not certifiable. */
export type SchoolCoverage = { reported: number; expected: number; is_certifiable: boolean };

/** The answer to a slice; shapes as in the HTTP contract. Measure cells are unrounded. */
export type Answer = {
  columns: Column[];
  rows: Record<string, Cell>[];
  /** The subtotals, of the widest groups first, with the dimensions they are about; then the grand total, which names none. */
  totals: Record<string, Cell>[];
  marks: Mark[];
  generation: string;
  /** The last school day in it, ISO date. */
  fresh_through: string | null;
  /** Schools that must report and have not, through `fresh_through`. */
  missing: SchoolRef[];
  coverage: SchoolCoverage;
  definitions: Definition[];
  notes: string[];
  /** The tables that the rows and the totals come from, and why those. */
  routes: Route[];
};

/** The bare question: no comparison, nothing worked out, in no order, not cut. */
export const unadorned = (slice: Slice): Slice => ({
  ...slice,
  ...{ compare: undefined, against: undefined, computed: undefined, pivot: undefined, subtotals: undefined },
  ...{ order: [], limit: undefined },
});

/** A text that is the same for rows with the same keys of these dimensions. */
export const nameOfRow = (cells: Record<string, Cell>, dimensions: readonly string[]): string =>
  JSON.stringify(
    dimensions.map((key) => {
      const cell = cells[key];
      return typeof cell === "object" ? (cell?.key ?? null) : cell;
    }),
  );
