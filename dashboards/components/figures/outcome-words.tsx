import type { Outcome } from "#api/contract";
import { type Formats, useFormats, useSay } from "./formats.ts";
import { MarkSign } from "./mark-sign.tsx";
import { figureMessages } from "./messages.ts";
import { Status, type StatusKind } from "./status.tsx";

const kinds: Record<Outcome["state"], StatusKind> = {
  at_target: "good",
  below_target: "bad",
  not_calculable: "none",
  no_data: "none",
  not_cited: "none",
  not_in_force: "none",
};

/** At target, or why not: never "met", which only the monitor determines. */
export function OutcomeState({ outcome }: { outcome: Outcome }) {
  const say = useSay(figureMessages);
  const isLimit = outcome.operator === "<=" || outcome.operator === "<";
  const word =
    outcome.state === "below_target" && isLimit
      ? "outcome.state.above_limit"
      : (`outcome.state.${outcome.state}` as const);
  return <Status kind={kinds[outcome.state]}>{say(word)}</Status>;
}

/** "≥ 90.0%" with its operator, or "more than the year before". */
export function useTargetWords(): (outcome: Outcome) => string {
  const say = useSay(figureMessages);
  const formats = useFormats();
  return (outcome) => {
    if (outcome.operator === "increase") {
      return outcome.target === null
        ? say("outcome.bare_increase")
        : say("outcome.increase", { target: formats.percent(outcome.target) });
    }
    if (outcome.target === null || outcome.operator === null) return say("outcome.state.not_cited");
    return `${operatorSign(outcome.operator)} ${formats.percent(outcome.target)}`;
  };
}

function operatorSign(operator: ">=" | ">" | "<=" | "<"): string {
  if (operator === ">=") return "≥";
  return operator === "<=" ? "≤" : operator;
}

export function outcomeRate(outcome: Outcome): number | null {
  if (outcome.value === null || outcome.numerator === null || !outcome.denominator) return outcome.value;
  return Math.floor((1000 * outcome.numerator) / outcome.denominator + 0.5) / 1000;
}

/** The value with its n and d, or a sign. */
export function OutcomeValue({ outcome, withCounts = true }: { outcome: Outcome; withCounts?: boolean }) {
  const formats = useFormats();
  const say = useSay(figureMessages);
  const rate = outcomeRate(outcome);
  if (rate === null) return <MarkSign mark={markOf(outcome.state)} />;
  return (
    <>
      <span className="figure">{formats.percent(rate)}</span>
      {withCounts && outcome.numerator !== null && outcome.denominator !== null && (
        <span className="figure-n">
          {say("outcome.n_of", countsOf(outcome.numerator, outcome.denominator, formats))}
        </span>
      )}
    </>
  );
}

function countsOf(numerator: number, denominator: number, formats: Formats) {
  return { n: formats.number(numerator), d: formats.number(denominator) };
}

/** An outcome is not calculable because too few students stand behind it. */
function markOf(state: Outcome["state"]) {
  if (state === "not_calculable") return "suppressed" as const;
  return state === "no_data" ? ("no_data" as const) : ("not_applicable" as const);
}
