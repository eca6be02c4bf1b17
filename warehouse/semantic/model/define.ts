import type { Unit } from "../slice.ts";
import type { FactKey } from "./facts.ts";

/** Rows of a fact that count: every named column has this value (or one of these). */
export type Condition = Record<string, boolean | string | readonly string[]>;

/** One side of a threshold: a whole number of a column's sum, or a number of school days. */
export type Side = { times: number; column: string } | { days: number };

/** An integer comparison over one student's sums, e.g. 10 × absent ≥ expected. Never a division. */
export type Threshold = { left: Side; op: ">=" | ">" | "<=" | "<"; right: Side };

/**
 * What is added up. `students` counts each person once; `studentsOver` first adds each student's rows up at the
 * level of the answer (school, district, group), then counts the students who pass the thresholds: levels are not
 * additive, so every level is computed from students.
 */
export type Aggregate = { fact: FactKey; where?: Condition } & (
  | { kind: "count" }
  | { kind: "sum"; column: string }
  | { kind: "days"; column: string }
  | { kind: "distinct"; column: string }
  | { kind: "percentile"; column: string; at: number }
  | { kind: "students" }
  | { kind: "studentsOver"; thresholds: readonly Threshold[] }
);

/** Where a definition comes from. A definition changes only together with its version. */
type Source = {
  authority: string;
  citation: string | null;
  version: string;
  parameters?: Record<string, string | number>;
};

export type Measure = {
  label: string;
  definition: string;
  unit: Unit;
  source: Source;
  value: Value;
  /** Lower is better, higher is better, or neither. */
  better?: "lower" | "higher";
  /** Kinds of organization for which the measure means nothing. */
  notApplicableTo?: readonly string[];
  /** The measure of the same thing that it defines otherwise: the two can be set side by side. */
  insteadOf?: string;
  /** Dimensions without which the number means nothing. */
  needs?: readonly string[];
  /** Tables that readers without students' rows may ask: each a set of dimensions, for whole fixed periods. */
  published: readonly (readonly string[])[];
};

type Value =
  | { kind: "amount"; of: Aggregate }
  | { kind: "rate"; numerator: Aggregate; denominator: Aggregate }
  | { kind: "ratio"; numerator: Aggregate; denominator: Aggregate }
  | { kind: "difference"; minuend: Aggregate; subtrahend: Aggregate };

type Words = Omit<Measure, "value" | "unit"> & { unit?: Unit };

export const count = (fact: FactKey, where?: Condition): Aggregate => ({
  fact,
  kind: "count",
  ...given(where),
});
export const students = (fact: FactKey, where?: Condition): Aggregate => ({
  fact,
  kind: "students",
  ...given(where),
});
export const sum = (fact: FactKey, column: string, where?: Condition): Aggregate => ({
  fact,
  kind: "sum",
  column,
  ...given(where),
});
/** A sum of parts of school days, given in days. */
export const days = (fact: FactKey, column: string, where?: Condition): Aggregate => ({
  fact,
  kind: "days",
  column,
  ...given(where),
});
export const distinct = (fact: FactKey, column: string, where?: Condition): Aggregate => ({
  fact,
  kind: "distinct",
  column,
  ...given(where),
});
/** The value below which the share `at` (0 to 1) of the rows lies, between two rows where it falls there; 0.5 is the median. */
export const percentile = (fact: FactKey, column: string, at: number, where?: Condition): Aggregate => ({
  fact,
  kind: "percentile",
  column,
  at,
  ...given(where),
});
export const studentsOver = (
  fact: FactKey,
  thresholds: readonly Threshold[],
  where?: Condition,
): Aggregate => ({
  fact,
  kind: "studentsOver",
  thresholds,
  ...given(where),
});

/** A number that stands alone: a count, a sum, an amount of money. */
export const amount = (of: Aggregate, words: Words & { unit: Unit }): Measure => ({
  ...words,
  value: { kind: "amount", of },
});

/** A share from 0 to 1 that always travels with its numerator and denominator. */
export const rate = (numerator: Aggregate, denominator: Aggregate, words: Words): Measure => ({
  ...words,
  unit: words.unit ?? "percent",
  value: { kind: "rate", numerator, denominator },
});

/** One number for each of another, not bounded by 1: days for each student, minutes for each session. */
export const ratio = (
  numerator: Aggregate,
  denominator: Aggregate,
  words: Words & { unit: Unit },
): Measure => ({
  ...words,
  value: { kind: "ratio", numerator, denominator },
});

export const difference = (
  minuend: Aggregate,
  subtrahend: Aggregate,
  words: Words & { unit: Unit },
): Measure => ({
  ...words,
  value: { kind: "difference", minuend, subtrahend },
});

/** The aggregates of a measure in the order of its numbers: value, or numerator and denominator. */
export function aggregatesOf(measure: Measure): Aggregate[] {
  const { value } = measure;
  if (value.kind === "amount") return [value.of];
  if (value.kind === "difference") return [value.minuend, value.subtrahend];
  return [value.numerator, value.denominator];
}

/** Whether a measure travels with a numerator and a denominator. */
export const hasTwoNumbers = ({ value }: Measure): boolean => value.kind === "rate" || value.kind === "ratio";

function given(where: Condition | undefined): { where?: Condition } {
  return where === undefined ? {} : { where };
}
