import type { Decree, Outcome } from "#api/contract";

/** How many outcomes of a decree stand where; those without a cited target are never counted. */
export function countsOf(decree: Decree) {
  const count = (...states: Outcome["state"][]) =>
    decree.outcomes.filter((outcome) => states.includes(outcome.state)).length;
  const determined = (kind: string) =>
    decree.outcomes.filter((outcome) => outcome.determination?.kind === kind).length;
  return {
    at: count("at_target"),
    below: count("below_target"),
    unknown: count("not_calculable", "no_data"),
    cited: count("at_target", "below_target", "not_calculable", "no_data"),
    notCited: count("not_cited"),
    accepted: determined("accepted"),
    disputed: determined("disputed"),
  };
}
