import type { SuppressionRule } from "../../district.ts";
import { isSmall } from "../suppress/linked.ts";
import { type Count, countId, type ReleasedCount } from "./count.ts";
import { protectedTogether } from "./protected-together.ts";
import {
  type Counts,
  groupOf,
  type Places,
  type Relation,
  relationsBetween,
  withinMeasures,
} from "./relation.ts";

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
export const hide = (task: Task, families: readonly Family[], release: Release): string[] => [
  ...hiddenIn(boundOf(task, families), release),
];

function boundOf({ family, group, hidden }: Task, families: readonly Family[]): Bound {
  const { everybody, groups } = families[family] ?? {
    everybody: empty(),
    groups: new Map<string, Drawing>(),
  };
  if (group === null) return { ...everybody, everybody: empty(), hidden: new Set() };
  return withEverybody(groups.get(group) ?? empty(), everybody, new Set(hidden));
}

/**
 * Counts that hang together. `everybody` are counts of all students that a student group is part of: those that are shown
 * count as known, those that are `hidden` move, too.
 */
type Bound = Drawing & { everybody: Drawing; hidden: ReadonlySet<string> };

/** Counts of one school year whose aggregates lie within each other: of everybody, of the races, of each program. */
export type Family = { everybody: Drawing; groups: Map<string, Drawing> };
type Drawing = { now: Map<string, Count>; before: Map<string, ReleasedCount> };

/** Always in the same order. */
export function familiesOf({ counts, before }: Release): Family[] {
  const leaders = leadersOf();
  const families = new Map<string, Family>();
  const drawings = new Map<string, Drawing>();
  const drawingOf = ({ schoolYear, aggregate, of }: Count): Drawing => {
    const known = drawings.get(`${schoolYear}\t${aggregate}\t${of}`);
    if (known) return known;
    const name = `${schoolYear}\t${leaders.get(aggregate) ?? aggregate}`;
    const family = families.get(name) ?? { everybody: empty(), groups: new Map() };
    families.set(name, family);
    const group = groupOf(of);
    const drawing = group === null ? family.everybody : (family.groups.get(group) ?? empty());
    if (group !== null) family.groups.set(group, drawing);
    drawings.set(`${schoolYear}\t${aggregate}\t${of}`, drawing);
    return drawing;
  };
  for (const [id, count] of counts) drawingOf(count).now.set(id, count);
  for (const [id, count] of before) drawingOf(count).before.set(id, count);
  return [...families.values()];
}

const empty = (): Drawing => ({ now: new Map(), before: new Map() });

/** Where it is hidden how many students there are, that moves with the groups; where it is shown it is known. */
function withEverybody({ now, before }: Drawing, everybody: Drawing, hidden: ReadonlySet<string>): Bound {
  const moving = [...everybody.now].filter(([id]) => hidden.has(id));
  const moved = [...everybody.before].filter(([, { isHidden }]) => isHidden);
  return {
    now: new Map([...now, ...moving]),
    before: new Map([...before, ...moved]),
    everybody,
    hidden,
  };
}

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

function hiddenIn(bound: Bound, release: Release): Iterable<string> {
  const { now, before, hidden } = bound;
  if (release.isOnSameTerms && isUnchanged(bound) && isUnchanged(bound.everybody))
    return [...before.values()].filter(({ isHidden }) => isHidden).map(countId);
  const relations = relationsNow(bound, release);
  const small = (persons: number) => isSmall(persons, release.rule);
  const isSafe =
    ![...now.values()].some(({ persons }) => small(persons)) &&
    !relations.some(({ rest }) => rest !== null && small(rest.persons)) &&
    ![...before.values()].some(({ isHidden }) => isHidden);
  if (isSafe) return [];
  return protectedTogether(
    { now, before, hidden, relations, former: relationsBefore(bound, release) },
    release,
  );
}

/** The sums that bind the counts of a system now. What stands as it was released does not add up to what is new. */
function relationsNow({ now, everybody }: Bound, { counts, kept, places, rule }: Release): Relation[] {
  const known = { all: counts, places, threshold: rule.threshold };
  return relationsBetween(new Map([...everybody.now, ...now]), known, now).filter(({ whole, parts }) => {
    const isKept = kept.has(parts[0] ?? "");
    const members = whole === null ? parts : [whole, ...parts];
    return members.every((id) => kept.has(id) === isKept);
  });
}

/** The sums that bound them in the release before. */
function relationsBefore({ before, everybody }: Bound, release: Release): Relation[] {
  const known = { all: release.before, places: release.places, threshold: release.rule.threshold };
  return relationsBetween(new Map([...everybody.before, ...before]), known, before);
}

function isUnchanged({ now, before }: Drawing): boolean {
  if (now.size !== before.size) return false;
  return [...now].every(([id, { persons }]) => before.get(id)?.persons === persons);
}
