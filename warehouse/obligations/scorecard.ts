import type { Answer, Slice } from "../semantic/slice.ts";
import type { Decree, Outcome, OutcomeState, Scorecard, ScoredOutcome } from "./decree.ts";
import { demoStipulation } from "./demo-stipulation.ts";
import { modifiedConsentDecree } from "./modified-consent-decree.ts";

/** The instruments the product knows, the one in force first. */
export const decrees: readonly Decree[] = [demoStipulation, modifiedConsentDecree];

type Ask = (slices: Slice[]) => Promise<Answer[]>;

/** Every decree on one day: what is in force is computed through the same gate as any slice. */
export async function scoreDecrees(asOf: string, ask: Ask): Promise<Scorecard[]> {
  return Promise.all(decrees.map((decree) => scoreDecree(decree, asOf, ask)));
}

async function scoreDecree(decree: Decree, asOf: string, ask: Ask): Promise<Scorecard> {
  const isInForce = decree.from <= asOf && (decree.to === null || asOf <= decree.to);
  const computed = decree.outcomes.filter((outcome) => isInForce && outcome.measure !== null);
  const answers = computed.length === 0 ? [] : await ask(computed.map(sliceOf));
  return {
    decree: decree.decree,
    label: decree.label,
    is_fictional: decree.isFictional,
    in_force: isInForce,
    from: decree.from,
    to: decree.to,
    note: decree.note,
    outcomes: decree.outcomes.map((outcome) => score(outcome, isInForce, answers[computed.indexOf(outcome)])),
  };
}

function sliceOf({ measure, where = [] }: Outcome): Slice {
  return { measures: [measure ?? ""], where, ...(isOfYears(measure) ? { compare: "previous_year" } : {}) };
}

/** Staff are counted as they are today; there is no year before to compare. */
const isOfYears = (measure: string | null) => measure !== "qualified_teacher_rate";

function score(outcome: Outcome, isInForce: boolean, answer: Answer | undefined): ScoredOutcome {
  const row = answer?.rows[0] ?? {};
  const number = (suffix: string) => {
    const cell = row[`${outcome.measure}${suffix}`];
    return typeof cell === "number" ? cell : null;
  };
  const value = number("");
  const parts: Computed["parts"] = [number("__numerator"), number("__denominator")];
  return {
    outcome: outcome.outcome,
    label: outcome.label,
    words: outcome.words,
    measure: outcome.measure,
    operator: outcome.operator,
    target: outcome.target,
    version: outcome.version,
    citation: outcome.citation,
    value,
    numerator: parts[0],
    denominator: parts[1],
    state: stateOf(outcome, { isInForce, value, previous: number("__previous"), answer, parts }),
    determination: outcome.determination ?? null,
    coverage: answer?.coverage ?? { reported: 0, expected: 0, is_certifiable: true },
    previous: number("__previous"),
    change: number("__change"),
    slice:
      answer && outcome.measure
        ? { measures: [outcome.measure], by: ["school"], where: outcome.where ?? [] }
        : null,
  };
}

type Computed = {
  isInForce: boolean;
  value: number | null;
  parts: [number | null, number | null];
  previous: number | null;
  answer: Answer | undefined;
};

function stateOf(outcome: Outcome, { isInForce, value, parts, previous, answer }: Computed): OutcomeState {
  const { operator, target, citation } = outcome;
  if (citation === null || operator === null) return "not_cited";
  if (!isInForce) return "not_in_force";
  if (value === null)
    return answer?.marks.some(({ mark }) => mark === "suppressed") ? "not_calculable" : "no_data";
  if (operator === "increase") return previous === null ? "no_data" : verdict(value > previous);
  const [counted, whole] = parts;
  if (target === null || counted === null || whole === null) return "no_data";
  return verdict(holds(counted * millionths, operator, Math.round(target * millionths) * whole));
}

/** Targets are tested in integers: numerator × 1,000,000 against target in millionths × denominator. */
const millionths = 1_000_000;

const verdict = (isMet: boolean): OutcomeState => (isMet ? "at_target" : "below_target");

function holds(left: number, operator: ">=" | ">" | "<=" | "<", right: number): boolean {
  switch (operator) {
    case ">=":
      return left >= right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case "<":
      return left < right;
  }
}
