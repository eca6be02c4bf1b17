import type { Filter, SchoolCoverage, Slice } from "../semantic/slice.ts";

type Operator = ">=" | ">" | "<=" | "<" | "increase";

/** What the monitor has determined; the product computes "at target" and nothing more. */
export type Determination = { kind: "accepted" | "disputed" | "disengaged"; on: string; by: string };

/** One outcome of a decree: a target on an ordinary measure. A target without a citation is shown as not cited. */
export type Outcome = {
  outcome: string;
  label: string;
  /** What it asks for, in plain words. */
  words: string;
  measure: string | null;
  where?: Filter[];
  operator: Operator | null;
  target: number | null;
  citation: string | null;
  version: string;
  determination?: Determination;
};

/** An instrument with the days it is in force; what has ended is not computed on today's figures. */
export type Decree = {
  decree: string;
  label: string;
  isFictional: boolean;
  from: string;
  to: string | null;
  note: string;
  outcomes: readonly Outcome[];
};

/** How an outcome stands, or why nothing is said of it. Whether it is met is for the monitor to determine. */
export type OutcomeState =
  | "at_target"
  | "below_target"
  | "not_calculable"
  | "no_data"
  | "not_cited"
  | "not_in_force";

/** An outcome on one day; `value`, `numerator` and `denominator` are null where `state` says why. */
export type ScoredOutcome = Pick<
  Outcome,
  "outcome" | "label" | "words" | "measure" | "operator" | "target" | "version" | "citation"
> & {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  state: OutcomeState;
  determination: Determination | null;
  coverage: SchoolCoverage;
  previous: number | null;
  change: number | null;
  /** The same figure by school; null where nothing is computed. */
  slice: Slice | null;
};

/** A decree on one day, outcome by outcome; `in_force` is about that day. */
export type Scorecard = {
  decree: string;
  label: string;
  is_fictional: boolean;
  in_force: boolean;
  from: string;
  to: string | null;
  note: string;
  outcomes: ScoredOutcome[];
};

export const withDisabilities: Filter = { dimension: "student_group", op: "in", values: ["SWD"] };

export const inSubject = (subject: "ela" | "math"): Filter => ({
  dimension: "assessment_subject",
  op: "in",
  values: [subject],
});

export const withEligibility = (...eligibility: string[]): Filter => ({
  dimension: "eligibility",
  op: "in",
  values: eligibility,
});
