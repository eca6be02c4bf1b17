import type { SuppressionRule } from "../../district.ts";
import { isSmall } from "../suppress/linked.ts";
import { narrowedCells } from "../suppress/narrowed.ts";
import { protect } from "../suppress/protect.ts";
import { type Count, countId, type ReleasedCount } from "./count.ts";
import { type Insider, startDraft } from "./draft.ts";
import {
  type Counts,
  type Places,
  programs,
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
  places: Places;
  rule: SuppressionRule;
};

/** The counts to hide, by id: the small ones, and those from which they could be told, alone or with the release before. */
export function hiddenCounts(release: Release): Set<string> {
  const hidden = new Set<string>();
  for (const { everybody, groups } of familiesOf(release)) {
    for (const id of hiddenIn(everybody, release)) hidden.add(id);
    for (const [name, group] of groups)
      for (const id of hiddenIn(withEverybody(group, { everybody, hidden, name }), release)) hidden.add(id);
  }
  return hidden;
}

/**
 * Counts that are protected together, with those of the release before. `everybody` are counts of all students that a
 * student group is part of: those that are shown count as known, those that are `hidden` move, too.
 */
type System = {
  now: Counts;
  before: ReadonlyMap<string, ReleasedCount>;
  everybody: Counts;
  hidden: ReadonlySet<string>;
};

/** Counts of one school year whose aggregates lie within each other: of everybody, of the races, of each program. */
type Family = { everybody: Drawing; groups: Map<string, Drawing> };
type Drawing = { now: Map<string, Count>; before: Map<string, ReleasedCount> };

function familiesOf({ counts, before }: Release): Family[] {
  const leaders = leadersOf();
  const families = new Map<string, Family>();
  const drawingOf = ({ schoolYear, aggregate, of }: Count): Drawing => {
    const name = `${schoolYear}\t${leaders.get(aggregate) ?? aggregate}`;
    const family = families.get(name) ?? { everybody: empty(), groups: new Map() };
    families.set(name, family);
    const group = groupOf(of);
    if (group === null) return family.everybody;
    const drawing = family.groups.get(group) ?? empty();
    family.groups.set(group, drawing);
    return drawing;
  };
  for (const [id, count] of counts) drawingOf(count).now.set(id, count);
  for (const [id, count] of before) drawingOf(count).before.set(id, count);
  return [...families.values()];
}

const empty = (): Drawing => ({ now: new Map(), before: new Map() });

/** The races make up everybody together; each program parts everybody by itself. Null is everybody. */
function groupOf(of: string): string | null {
  const group = of.match(/student_group=(\w+)/)?.[1];
  if (group === undefined) return null;
  return programs.includes(group) ? group : "races";
}

type Apart = { everybody: Drawing; hidden: ReadonlySet<string>; name: string };

/** Where it is hidden how many students there are, the races move with it; a program is then free of it. */
function withEverybody({ now, before }: Drawing, { everybody, hidden, name }: Apart): System {
  if (name !== "races") return { now, before, everybody: everybody.now, hidden };
  const moving = [...everybody.now].filter(([id]) => hidden.has(id));
  const moved = [...everybody.before].filter(([, { isHidden }]) => isHidden);
  return {
    now: new Map([...now, ...moving]),
    before: new Map([...before, ...moved]),
    everybody: everybody.now,
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

function hiddenIn(system: Drawing | System, release: Release): Iterable<string> {
  const {
    now,
    before,
    everybody = new Map(),
    hidden = new Set<string>(),
  } = { everybody: undefined, hidden: undefined, ...system };
  if (isUnchanged({ now, before }))
    return [...before.values()].filter(({ isHidden }) => isHidden).map(countId);
  const whole: System = { now, before, everybody, hidden };
  const relations = relationsOf(whole, release);
  const small = (persons: number) => isSmall(persons, release.rule);
  const isSafe =
    ![...now.values()].some(({ persons }) => small(persons)) &&
    !relations.some(({ rest }) => rest !== null && small(rest.persons)) &&
    ![...before.values()].some(({ isHidden }) => isHidden);
  return isSafe ? [] : protectedTogether({ ...whole, relations }, release);
}

/** The sums that bind the counts of a system; a program whose whole is hidden is not bound by it. */
function relationsOf({ now, everybody, hidden }: System, { counts, places, rule }: Release): Relation[] {
  const known = { all: counts, places, threshold: rule.threshold };
  return relationsBetween(new Map([...everybody, ...now]), known).filter(
    ({ whole, parts }) =>
      parts.some((id) => now.has(id)) && (whole === null || now.has(whole) || !hidden.has(whole)),
  );
}

function isUnchanged({ now, before }: Pick<System, "now" | "before">): boolean {
  if (now.size !== before.size) return false;
  return [...now].every(([id, { persons }]) => before.get(id)?.persons === persons);
}

/** There are some hundred systems in a release: one attempt each. */
const RESTARTS = 0;

type Drawn = System & { relations: Relation[] };

/**
 * Hides until nothing is narrowed. What cannot be protected so is withheld: of the same students at every school, then
 * at every level, then in the district, and at last everything.
 */
function protectedTogether(system: Drawn, release: Release): Set<string> {
  const few = [...system.now].filter(([, { persons }]) => isSmall(persons, release.rule)).map(([id]) => id);
  const isMostlySmall = few.length * MOSTLY > system.now.size;
  let closed = new Set([
    ...together(new Set(few), system, release.rule),
    ...(isMostlySmall ? [...system.now].filter(([, count]) => isGroupAtSchool(count)).map(([id]) => id) : []),
  ]);
  for (const reach of ["school=", "level=", null]) {
    for (;;) {
      const { hidden, unprotected } = attempt(system, release, closed);
      const followers = together(hidden, system, release.rule);
      if (followers.length === 0 && unprotected.length === 0) return hidden;
      const withheld = followers.length > 0 ? followers : concernedBy(unprotected, reach, system);
      const more = withheld.filter((id) => !closed.has(id));
      closed = new Set([...closed, ...more]);
      if (followers.length === 0) break;
    }
  }
  return attempt(system, release, closed).hidden;
}

/** Where a third of the numbers of groups are small, those at schools tell nothing anyhow and are withheld together. */
const MOSTLY = 3;

const isGroupAtSchool = ({ place, of }: Count): boolean =>
  place.startsWith("school=") && groupOf(of) !== null;

/** What is published of the students of a narrowed number, at places of one kind; of everybody everywhere for null. */
function concernedBy(narrowed: string[], reach: string | null, { now, relations }: Drawn): string[] {
  if (reach === null) return [...now.keys()];
  const owners = new Map(relations.flatMap(({ rest, parts }) => (rest ? [[rest.name, parts[0]]] : [])));
  const known = narrowed.map((name) => name.replace(/^(now|before)\t/, ""));
  const counts = known.flatMap((name) => now.get(name) ?? now.get(owners.get(name) ?? "") ?? []);
  const students = new Set(counts.map(({ of }) => of));
  const isThere = ({ place }: Count) => (reach === "" ? place === "" : place.startsWith(reach));
  return [...now].flatMap(([id, count]) => (students.has(count.of) && isThere(count) ? [id] : []));
}

function attempt(system: Drawn, release: Release, closed: ReadonlySet<string>) {
  const { now, before, relations } = system;
  const { places, rule, kept } = release;
  const draft = startDraft();
  const isShared = (id: string) => now.get(id)?.persons === before.get(id)?.persons;
  const oldName = (id: string) => (isShared(id) ? id : `before\t${id}`);
  for (const [id, { persons, place }] of now) {
    const isOpen = isShared(id) && before.get(id)?.isHidden === false;
    const isClosed = closed.has(id) || system.hidden.has(id) || (kept.has(id) && !isOpen);
    draft.add(id, { persons, place, state: isOpen ? "open" : isClosed ? "closed" : "free" });
  }
  for (const [id, { persons, place, isHidden }] of before)
    draft.add(oldName(id), { persons, place, state: isHidden ? "latent" : "open" });
  for (const relation of relations) draft.relate(relation, (id) => id, "now");
  const last = { all: release.before, places, threshold: rule.threshold };
  for (const relation of relationsBetween(before, last)) draft.relate(relation, oldName, "before");
  const names = draft.names();
  const linked = draft.linked(insidersOf(places));
  const { hidden, unprotected } = protect(linked, rule, RESTARTS);
  // What protect finds no way for may be safe all the same: the auditor says.
  const narrowed = unprotected.length === 0 ? [] : narrowedCells(linked, hidden, rule);
  const nameOf = (cell: number) => names[cell] ?? "";
  return {
    hidden: new Set([...hidden].map(nameOf).filter((name) => now.has(name))),
    unprotected: narrowed.map(nameOf),
  };
}

/**
 * Who sees the rows of a school knows its numbers; an operator knows those of all its schools. Either knows what is a
 * level's, or a kind's of school, where that has no other school.
 */
function insidersOf(places: Places): Insider[] {
  const operators = new Map<string, string[]>();
  for (const [id, { operator }] of places)
    if (operator !== null) operators.set(operator, [...(operators.get(operator) ?? []), id]);
  const several = [...operators.values()].filter((schools) => schools.length > 1);
  const wholes = wholesOf(places);
  return [...[...places.keys()].map((id) => [id]), ...several].map((schools) => {
    const own = wholes.filter(({ members }) => members.every((id) => schools.includes(id)));
    const mixed = wholes.filter(
      (whole) => !own.includes(whole) && schools.some((id) => whole.members.includes(id)),
    );
    return {
      knows: [...schools.map((id) => `school=${id}`), ...own.map(({ place }) => place)],
      shares: ["", ...mixed.map(({ place }) => place)],
    };
  });
}

function wholesOf(places: Places): { place: string; members: string[] }[] {
  const wholes = new Map<string, string[]>();
  for (const [id, { level, charter_funding }] of places)
    for (const place of [`level=${level}`, `charter_funding=${charter_funding}`])
      wholes.set(place, [...(wholes.get(place) ?? []), id]);
  return [...wholes].map(([place, members]) => ({ place, members }));
}

/** Groups that are hidden wherever another one is. */
function together(hidden: ReadonlySet<string>, { now }: System, { hideTogether }: SuppressionRule): string[] {
  return [...hidden].flatMap((id) => {
    const count = now.get(id);
    if (!count) return [];
    const group = count.of.match(/student_group=(\w+)/)?.[1] ?? "";
    const followed = hideTogether.filter((one) => one.with.includes(group));
    return followed.flatMap(({ group: follower }) => {
      const of = count.of.replace(/student_group=\w+/, `student_group=${follower}`);
      const id = countId({ ...count, of });
      return now.has(id) && !hidden.has(id) ? [id] : [];
    });
  });
}
