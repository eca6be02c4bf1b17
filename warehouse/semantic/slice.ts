/** A question: measures, by which dimensions, where, compared to what, with which totals. */
export type Slice = {
  measures: string[];
  by?: string[] | undefined;
  where?: Filter[] | undefined;
  compare?: "previous_year" | undefined;
  totals?: "none" | "visible" | "all" | undefined;
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

export type Order = { column: string; direction: "asc" | "desc"; nulls?: "first" | "last" | undefined };

/** Why a cell has no number. Zero is a number. */
export type MarkKind = "suppressed" | "not_reported" | "not_applicable" | "no_data";

export type Mark = { part: "rows" | "totals"; row: number; column: string; mark: MarkKind };

export type DimensionCell = { key: string | number | boolean | null; label: string };

export type Cell = DimensionCell | number | null;

export type Unit = "students" | "percent" | "count" | "usd" | "days" | "minutes" | "schools";

export type Column = {
  key: string;
  label: string;
  kind: "dimension" | "measure";
  /** The measure a column belongs to: its own key, or that of its numerator, previous year or change. */
  measure?: string;
  part?: "value" | "numerator" | "denominator" | "previous" | "change";
  unit?: Unit;
};

export type SchoolRef = { key: string; label: string; last_reported_on: string | null };

export type Definition = {
  measure: string;
  label: string;
  definition: string;
  authority: string;
  citation: string | null;
  version: string;
  parameters: Record<string, string | number>;
};

/** The answer to a slice; shapes as in the HTTP contract. Measure cells are unrounded. */
export type Answer = {
  columns: Column[];
  rows: Record<string, Cell>[];
  totals: Record<string, Cell>[];
  marks: Mark[];
  generation: string;
  /** The last school day in it, ISO date. */
  fresh_through: string | null;
  /** Schools that must report and have not, through `fresh_through`. */
  missing: SchoolRef[];
  coverage: { reported: number; expected: number };
  definitions: Definition[];
  notes: string[];
};
