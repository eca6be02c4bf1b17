import type { SuppressionRule } from "../../district.ts";
import { isSmall } from "../suppress/linked.ts";
import type { Count, ReleasedCount } from "./count.ts";
import { withinMeasures } from "./measure-sums.ts";
import { groupOf } from "./partings.ts";
import type { Places } from "./places.ts";
import { protectedTogether } from "./protected-together.ts";
import { type Counts, type Relation, relationsBetween } from "./relation.ts";
import { perSeries } from "./series.ts";

/** What is to be released, what was released last, and what everybody may know besides. */
export type Release = {
  counts: Counts;
  before: ReadonlyMap<string, ReleasedCount>;
  /** Ids of counts that are released again as they were. */
  kept: ReadonlySet<string>;
  /** Whether the release before was protected by the same rule, of the same schools. */
  isOnSameTerms: boolean;
  places: Places;
  rule: SuppressionRule;
};

/**
 * What is protected together: the counts of a family of everybody, or those of a student group (`group`) once it is known
 * which of everybody are `hidden`.
 */
export type Task = { family: number; group: string | null; hidden: readonly string[] };

/** The ids of the counts to hide: the small ones, and those from which they could be told. */
export function hide(
  { family, group, hidden }: Task,
  families: readonly Family[],
  release: Release,
): string[] {
  const { everybody = empty(), groups } = families[family] ?? {};
  if (group === null) return hiddenIn({ own: everybody, everybody: empty(), hidden: new Set() }, release);
  return hiddenIn({ own: groups?.get(group) ?? empty(), everybody, hidden: new Set(hidden) }, release);
}

/**
 * Counts that hang together. `everybody` are counts of all students that a student group is part of: those that are shown
 * count as known, those that are `hidden` move, too.
 */
type Bound = { own: Drawing; everybody: Drawing; hidden: ReadonlySet<string> };

/** Counts of one school year whose aggregates lie within each other: of everybody, of the races, of each program. */
export type Family = { everybody: Drawing; groups: Map<string, Drawing> };
/** Counts by id, in the order of the release. */
type Drawing = { now: [string, Count][]; before: [string, ReleasedCount][] };

/** Always in the same order. */
export function familiesOf({ counts, before }: Release): Family[] {
  const leaders = leadersOf();
  const families = new Map<string, Family>();
  const drawingOf = perSeries(({ schoolYear, aggregate, of }): Drawing => {
    const name = `${schoolYear}\t${leaders.get(aggregate) ?? aggregate}`;
    const family = families.get(name) ?? { everybody: empty(), groups: new Map() };
    families.set(name, family);
    const group = groupOf(of);
    if (group === null) return family.everybody;
    const drawing = family.groups.get(group) ?? empty();
    family.groups.set(group, drawing);
    return drawing;
  });
  for (const entry of counts) drawingOf(entry[1]).now.push(entry);
  for (const entry of before) drawingOf(entry[1]).before.push(entry);
  return [...families.values()];
}

const empty = (): Drawing => ({ now: [], before: [] });

/** Of aggregates that lie within each other, the one that speaks for all. */
function leadersOf(): Map<string, string> {
  const leaders = new Map<string, string>();
  const leaderOf = (aggregate: string) => leaders.get(aggregate) ?? aggregate;
  for (const { whole, parts } of withinMeasures())
    for (const part of parts) {
      const [from, to] = [leaderOf(part), leaderOf(whole)];
      leaders.set(part, to);
      for (const [member, leader] of leaders) if (leader === from) leaders.set(member, to);
    }
  return leaders;
}

function hiddenIn(bound: Bound, release: Release): string[] {
  const { own, everybody, hidden } = bound;
  const wereHidden = [...own.before, ...everybody.before].filter(([, { isHidden }]) => isHidden);
  if (release.isOnSameTerms && isUnchanged(own, release) && isUnchanged(everybody, release))
    return wereHidden.map(([id]) => id);
  // Where it is hidden how many students there are, that moves with the groups; where it is shown it is known.
  const now = new Map([...own.now, ...everybody.now.filter(([id]) => hidden.has(id))]);
  const before = new Map([...own.before, ...wereHidden]);
  const relations = relationsNow(bound, now, release);
  const small = (persons: number) => isSmall(persons, release.rule);
  const isSafe =
    wereHidden.length === 0 &&
    ![...now.values()].some(({ persons }) => small(persons)) &&
    !relations.some(({ rest }) => rest !== null && small(rest.persons));
  if (isSafe) return [];
  const former = relationsBefore(bound, before, release);
  return [...protectedTogether({ now, before, hidden, relations, former }, release)];
}

/** The sums that bind the counts of a system now. What stands as it was released does not add up to what is new. */
function relationsNow({ own, everybody }: Bound, asked: Counts, release: Release): Relation[] {
  const { counts, kept, places, rule } = release;
  const known = { all: counts, places, threshold: rule.threshold };
  return relationsBetween([...everybody.now, ...own.now], known, asked).filter(({ whole, parts }) => {
    const isKept = kept.has(parts[0] ?? "");
    return (whole === null || kept.has(whole) === isKept) && parts.every((id) => kept.has(id) === isKept);
  });
}

/** The sums that bound them in the release before. */
function relationsBefore({ own, everybody }: Bound, asked: Counts, release: Release): Relation[] {
  const known = { all: release.before, places: release.places, threshold: release.rule.threshold };
  return relationsBetween([...everybody.before, ...own.before], known, asked);
}

function isUnchanged({ now, before }: Drawing, { before: released }: Release): boolean {
  return (
    now.length === before.length && now.every(([id, { persons }]) => released.get(id)?.persons === persons)
  );
}
