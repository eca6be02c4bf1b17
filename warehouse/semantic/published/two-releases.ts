import type { Linked } from "../suppress/linked.ts";
import { type Draft, startDraft } from "./draft.ts";
import type { Release } from "./hide-families.ts";
import { insidersOf } from "./insiders.ts";
import type { System } from "./protected-together.ts";
import type { Relation } from "./relation.ts";

/**
 * Both releases as one system, with the name of each cell. The numbers of the release before stand as their changes since: a
 * sum that holds in both holds of the changes, and where a number was hidden, its change may be anything. So what is hidden in
 * both releases and what has not changed say nothing of each other; only numbers that were shown do.
 */
export function drawn(system: System, release: Release, withheld: ReadonlySet<string>) {
  const draft = startDraft();
  addNow(draft, { system, release, withheld });
  for (const { whole, parts, rest } of system.relations) {
    if (rest) draft.add(rest.name, { ...rest, state: "latent" });
    draft.sum(whole, rest ? [...parts, rest.name] : parts);
  }
  if (system.former.length > 0) addFormer(draft, system, release);
  const linked: Linked = draft.linked(insidersOf(release.places));
  return { linked, names: draft.names() };
}

type Drawing = { system: System; release: Release; withheld: ReadonlySet<string> };

function addNow(draft: Draft, { system: { now, before, hidden, shown }, release, withheld }: Drawing): void {
  const { kept } = release;
  for (const [id, { persons, place }] of now) {
    const isUnchanged = persons === before.get(id)?.persons;
    const isShownAgain = kept.has(id) && release.before.get(id)?.isHidden === false;
    const isOpen =
      isShownAgain ||
      (isUnchanged && before.get(id)?.isHidden === false) ||
      (shown?.has(id) && !withheld.has(id));
    const isClosed = withheld.has(id) || hidden.has(id) || (kept.has(id) && !isOpen);
    draft.add(id, { persons, place, state: isOpen ? "open" : isClosed ? "closed" : "free" });
  }
}

/** The sums of the release before: of the changes since, or of the former numbers where the sum does not hold any more. */
function addFormer(draft: Draft, { relations, former }: System, release: Release): void {
  const stands = new Map(relations.map((relation) => [relation.name, relation]));
  const changes = changesIn(draft, release);
  for (const was of former) {
    const is = stands.get(was.name);
    if (is) addChange(draft, { is, was }, changes);
    else addAsItWas(draft, was, changes);
  }
}

type Changes = {
  /** The name of what a count was less what it is; nothing where that is known, as where a hidden one has not changed. */
  of(id: string): string[];
  /** The name of the former count where it is not known. */
  former(id: string): string[];
};

/** Changes and former counts may be anything, and no value of theirs is asked for: they stand with none. */
const anything = { persons: 0, state: "past" } as const;

function changesIn(draft: Draft, { counts, before }: Release): Changes {
  const of = (id: string) => {
    const [is, was] = [counts.get(id), before.get(id)];
    const isUnknown = draft.isUnknown(id);
    const isAsItWas = was?.isHidden ? is?.persons === was.persons : !isUnknown;
    if (isAsItWas) return [];
    const name = `change\t${id}`;
    if (draft.isUnknown(name)) return [name];
    draft.add(name, { ...anything, place: (is ?? was)?.place ?? "" });
    // Of one that was shown, the change tells what it is now.
    if (!was?.isHidden) draft.sum(null, [id, name]);
    return [name];
  };
  const former = (id: string) => {
    const was = before.get(id);
    if (!was?.isHidden) return [];
    const change = of(id);
    if (!draft.isUnknown(id)) return change;
    if (change.length === 0) return [id];
    const name = `before\t${id}`;
    if (draft.isUnknown(name)) return [name];
    draft.add(name, { ...anything, place: was.place });
    draft.sum(name, [id, ...change]);
    return [name];
  };
  return { of, former };
}

function addChange(draft: Draft, { is, was }: { is: Relation; was: Relation }, changes: Changes): void {
  const parts = [...new Set([...is.parts, ...was.parts])].flatMap(changes.of);
  const whole = is.whole === null ? [] : changes.of(is.whole);
  const rest = is.rest ?? was.rest;
  const left: string[] = [];
  if (rest) {
    const name = `change\t${rest.name}`;
    draft.add(name, { ...anything, place: rest.place });
    // That there was nobody left was known.
    if (is.rest && !was.rest) draft.sum(null, [is.rest.name, name]);
    left.push(name);
  }
  draft.sum(whole[0] ?? null, [...parts, ...left]);
}

/** What was left over is as it was where all else is: whoever could tell it then can tell it now. */
function addAsItWas(draft: Draft, { whole, parts, rest }: Relation, changes: Changes): void {
  const members = whole === null ? parts : [whole, ...parts];
  const isAsItWas = members.every((id) => changes.of(id).length === 0);
  const left = rest ? [isAsItWas ? rest.name : `before\t${rest.name}`] : [];
  for (const name of left)
    draft.add(
      name,
      isAsItWas && rest ? { ...rest, state: "latent" } : { ...anything, place: rest?.place ?? "" },
    );
  const [former = null] = whole === null ? [] : changes.former(whole);
  draft.sum(former, [...parts.flatMap(changes.former), ...left]);
}
