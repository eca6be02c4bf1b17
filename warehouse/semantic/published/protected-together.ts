import type { SuppressionRule } from "../../district.ts";
import { hiddenAnyhow, isSmall } from "../suppress/linked.ts";
import { narrowedCells } from "../suppress/narrowed.ts";
import { presolve } from "../suppress/presolve.ts";
import { protect } from "../suppress/protect.ts";
import { type Count, countId, type ReleasedCount } from "./count.ts";
import type { Release } from "./hide-families.ts";
import type { Counts, Relation } from "./relation.ts";
import { drawn } from "./two-releases.ts";

/**
 * Counts that are protected together, with those of the release before, and the sums between them now. `hidden` are
 * counts of all students that are hidden already, and move with their groups.
 */
export type System = {
  now: Counts;
  before: ReadonlyMap<string, ReleasedCount>;
  hidden: ReadonlySet<string>;
  relations: Relation[];
  /** The sums between them in the release before. */
  former: Relation[];
  /** Ids of counts that are to stay shown. */
  shown?: ReadonlySet<string>;
};

/** There are some hundred systems in a release: one attempt each, and no long search for a number that may have no way. */
const SEARCH = { mostRestarts: 0, mostEffort: 5000 };

/**
 * Where a third of all numbers are small, those of groups within schools tell nothing anyhow and are withheld together;
 * where two thirds are, those within levels are, too.
 */
const MOSTLY = { atSchools: 1 / 3, atLevels: 2 / 3 };

/**
 * The counts to hide so that none is narrowed. What is counted of the whole district is what boards and courts go by:
 * where it was hidden for the sake of others, those are protected at the cost of schools and levels, if that can be done.
 */
export function protectedTogether(system: System, release: Release): Set<string> {
  const found = protectedOverTime(system, release);
  const shown = sacrificedIn(found.hidden, system, release);
  // What is narrowed although so much is hidden stays so when less is.
  if (shown.size === 0 || found.narrowed.length > 0) return found.hidden;
  const others = new Set([...found.hidden].filter((id) => !shown.has(id)));
  const instead = protectedOverTime({ ...system, shown }, release, others);
  return instead.narrowed.length === 0 ? instead.hidden : found.hidden;
}

/** Numbers of the whole district that are hidden though neither they nor what they leave over is small. */
function sacrificedIn(hidden: ReadonlySet<string>, { now, before, relations }: System, { rule }: Release) {
  const small = new Set(
    relations.flatMap(({ parts, rest }) => (rest && isSmall(rest.persons, rule) ? parts : [])),
  );
  const isSacrificed = (id: string) => {
    const count = now.get(id);
    const stays = before.get(id)?.isHidden && before.get(id)?.persons === count?.persons;
    return count?.place === "" && !isSmall(count.persons, rule) && !small.has(id) && !stays;
  };
  return new Set([...hidden].filter(isSacrificed));
}

/**
 * Protects so that, if possible, not even somebody learns a number who knows of every hidden one whether it has changed
 * since the release before. Where she would find some out whatever is hidden, the release is protected by itself, and what
 * was hidden and has not changed stays hidden.
 */
function protectedOverTime(system: System, release: Release, withheld = new Set<string>()): Found {
  const reaches = system.shown ? atSomePlaces : everywhere;
  if (system.before.size === 0) return withholding(system, release, reaches, withheld);
  const withTheOneBefore = withholding(system, release, atSomePlaces, withheld);
  if (withTheOneBefore.narrowed.length === 0) return withTheOneBefore;
  const stays = [...system.before].filter(
    ([id, { isHidden, persons }]) => isHidden && system.now.get(id)?.persons === persons,
  );
  const alone = { ...system, before: new Map(), former: [] };
  return withholding(alone, release, reaches, new Set([...withheld, ...stays.map(([id]) => id)]));
}

/** The counts to hide, and what is narrowed all the same, by name. */
type Found = { hidden: Set<string>; narrowed: string[] };

/** Places at which numbers are withheld, one after the other; "everywhere" leaves none. */
const atSomePlaces = ["school=", "level=", "charter_funding="] as const;
const everywhere = [...atSomePlaces, "everywhere"] as const;
type Reach = (typeof everywhere)[number];

/** Of what cannot be protected, the same students' numbers are withheld at every school, at every level, and so on. */
function withholding(
  system: System,
  release: Release,
  reaches: readonly Reach[],
  hidden = new Set<string>(),
): Found {
  const withheld = new Set([...hidden, ...withheldAnyhow(system, release.rule)]);
  let found = attempt(system, release, withheld);
  for (const reach of reaches) {
    if (found.narrowed.length === 0) break;
    const more = concernedBy(found.narrowed, reach, system).filter((id) => !withheld.has(id));
    if (more.length === 0) continue;
    for (const id of more) withheld.add(id);
    found = attempt(system, release, withheld);
  }
  return found;
}

/** The groups that follow the small ones, and all groups within places where most numbers are small. */
function withheldAnyhow({ now }: System, rule: SuppressionRule): Set<string> {
  const small = [...now].filter(([, { persons }]) => isSmall(persons, rule)).map(([id]) => id);
  const share = small.length / now.size;
  const isWithheld = ({ place, of }: Count) =>
    of !== "" &&
    ((share > MOSTLY.atSchools && place.startsWith("school=")) ||
      (share > MOSTLY.atLevels && place.startsWith("level=")));
  const groups = [...now].filter(([, count]) => isWithheld(count)).map(([id]) => id);
  return new Set([...followersOf(small, now, rule), ...groups]);
}

/** What is published of the students of a narrowed number, at places of one kind; everything for "everywhere". */
function concernedBy(narrowed: string[], reach: Reach, { now, relations, former }: System): string[] {
  if (reach === "everywhere") return [...now.keys()];
  const sums = [...relations, ...former];
  const owners = new Map(sums.flatMap(({ rest, parts }) => (rest ? [[rest.name, parts[0]]] : [])));
  const counts = narrowed.flatMap((name) => now.get(name) ?? now.get(owners.get(name) ?? "") ?? []);
  const students = new Set(counts.map(({ of }) => of));
  return [...now].flatMap(([id, { place, of }]) => (students.has(of) && place.startsWith(reach) ? [id] : []));
}

/** Hides what it takes besides `withheld`, and what must be hidden wherever that is. */
function attempt(system: System, release: Release, withheld: Set<string>): Found {
  for (;;) {
    const found = search(system, release, withheld);
    // One that is known already cannot be hidden any more.
    const followers = followersOf(found.hidden, system.now, release.rule).filter((id) => !withheld.has(id));
    if (followers.length === 0) return found;
    for (const id of followers) withheld.add(id);
  }
}

function search(system: System, release: Release, withheld: ReadonlySet<string>): Found {
  const { linked: whole, names } = drawn(system, release, withheld);
  const linked = presolve(whole);
  const anyhow = hiddenAnyhow(linked, release.rule);
  const only = narrowedCells(linked, anyhow, release.rule);
  const { hidden, unprotected } =
    only.length === 0
      ? { hidden: anyhow, unprotected: [] }
      : protect(linked, release.rule, { ...SEARCH, only });
  const nameOf = (cell: number) => names[cell] ?? "";
  return {
    hidden: new Set([...hidden].map(nameOf).filter((name) => system.now.has(name))),
    narrowed: unprotected.map(nameOf),
  };
}

/** Groups that are hidden wherever another one is. */
function followersOf(hidden: Iterable<string>, now: Counts, { hideTogether }: SuppressionRule): string[] {
  const all = new Set(hidden);
  return [...all].flatMap((id) => {
    const count = now.get(id);
    if (!count) return [];
    const group = count.of.match(/student_group=(\w+)/)?.[1] ?? "";
    const followed = hideTogether.filter((one) => one.with.includes(group));
    return followed.flatMap(({ group: follower }) => {
      const of = count.of.replace(/student_group=\w+/, `student_group=${follower}`);
      const followerId = countId({ ...count, of });
      return now.has(followerId) && !all.has(followerId) ? [followerId] : [];
    });
  });
}
