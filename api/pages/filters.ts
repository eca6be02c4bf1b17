import type { Slice } from "../contract.ts";

type Filter = NonNullable<Slice["where"]>[number];

/** Keeps the rows of these keys. */
export const only = (dimension: string, ...values: (string | boolean)[]): Filter => ({
  dimension,
  op: "in",
  values,
});

/** Keeps the rows from one key to another, both included. */
export const between = (dimension: string, from: string, to: string): Filter => ({
  dimension,
  op: "between",
  values: [from, to],
});

/** Everybody is asked for without a filter. */
export const ofGroup = (group: string): Filter[] => (group === "ALL" ? [] : [only("student_group", group)]);

/** Highest first, unknown last. */
export const highestFirst = (column: string): Slice["order"] => [
  { column, direction: "desc", nulls: "last" },
];
