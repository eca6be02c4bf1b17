/** Students of a group: how many are identified (or disciplined, or placed), of how many. */
export type Risk = { numerator: number; denominator: number };

/** The sizes below which a ratio says nothing. Presumed reasonable: cell up to 10, n up to 30 (34 CFR 300.647(b)(1)(iv)). */
type MinimumSizes = { cell: number; n: number };

export type RiskRatio = {
  group: string;
  numerator: number;
  denominator: number;
  risk: number | null;
  /** Null where `method` is "none"; never infinite. */
  ratio: number | null;
  method: "risk_ratio" | "alternate" | "none";
  /** Why there is no ratio. */
  reason: "small_group" | "small_comparison" | "no_risk_in_comparison" | null;
};

export type GroupRisk = Risk & { group: string };

type Comparison = { sizes: MinimumSizes; state?: Record<string, Risk> };

/**
 * The risk of each group over the risk of all other children of the district; over all others of the state where the
 * district's others are too few (34 CFR 300.647(a)). Counts must be of unduplicated students: a group given twice, or
 * more students identified than there are, throws.
 */
export function riskRatios(groups: readonly GroupRisk[], comparison: Comparison): RiskRatio[] {
  refuseDuplicates(groups);
  const whole = total(groups);
  return groups.map((group) => {
    const others = {
      numerator: whole.numerator - group.numerator,
      denominator: whole.denominator - group.denominator,
    };
    return { ...group, risk: risk(group), ...compared(group, others, comparison) };
  });
}

/** ((1 − share) × risk) over the others' risks weighted by their shares of the state's enrollment. */
export function weightedRiskRatio(
  group: string,
  groups: readonly (GroupRisk & { stateShare: number })[],
): number | null {
  const own = groups.find((candidate) => candidate.group === group);
  const ownRisk = own && risk(own);
  if (!own || ownRisk === null || ownRisk === undefined) return null;
  const weighted = groups
    .filter((candidate) => candidate !== own)
    .reduce((sum, candidate) => sum + candidate.stateShare * (risk(candidate) ?? 0), 0);
  return weighted === 0 ? null : ((1 - own.stateShare) * ownRisk) / weighted;
}

type Compared = Pick<RiskRatio, "ratio" | "method" | "reason">;

function compared(group: GroupRisk, others: Risk, { sizes, state }: Comparison): Compared {
  const none = (reason: RiskRatio["reason"]): Compared => ({ ratio: null, method: "none", reason });
  if (isSmall(group, sizes)) return none("small_group");
  const ofState = state?.[group.group];
  const isAlternate = isSmall(others, sizes) && ofState !== undefined && !isSmall(ofState, sizes);
  if (isSmall(others, sizes) && !isAlternate) return none("small_comparison");
  const otherRisk = risk(isAlternate ? ofState : others);
  const ownRisk = risk(group);
  if (ownRisk === null || !otherRisk) return none("no_risk_in_comparison");
  return { ratio: ownRisk / otherRisk, method: isAlternate ? "alternate" : "risk_ratio", reason: null };
}

const isSmall = ({ numerator, denominator }: Risk, { cell, n }: MinimumSizes) =>
  numerator < cell || denominator < n;

const risk = ({ numerator, denominator }: Risk): number | null =>
  denominator === 0 ? null : numerator / denominator;

const total = (groups: readonly Risk[]): Risk => ({
  numerator: groups.reduce((sum, group) => sum + group.numerator, 0),
  denominator: groups.reduce((sum, group) => sum + group.denominator, 0),
});

function refuseDuplicates(groups: readonly GroupRisk[]): void {
  const seen = new Set<string>();
  for (const { group, numerator, denominator } of groups) {
    if (seen.has(group))
      throw new Error(`The group ${group} is given twice: add its rows up before comparing.`);
    if (numerator > denominator)
      throw new Error(`${group} has ${numerator} of ${denominator}: counts must be unduplicated students.`);
    seen.add(group);
  }
}
