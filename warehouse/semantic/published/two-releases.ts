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
  const cells = addNow(draft, { system, release, withheld });
  const stands = new Map<string, Standing>();
  for (const is of system.relations) {
    const { name, whole, rest } = is;
    const restCell = rest ? draft.add(rest.name, { ...rest, state: "latent" }) : undefined;
    const parts = is.parts.flatMap((id) => cells.get(id) ?? []);
    draft.sum(cells.get(whole ?? ""), restCell === undefined ? parts : [...parts, restCell]);
    stands.set(name, { is, restCell });
  }
  const changes = changesIn(draft, cells, release);
  for (const was of system.former) {
    const standing = stands.get(was.name);
    if (standing) addChange(draft, { ...standing, was }, changes);
    else addAsItWas(draft, was, changes);
  }
  return { linked: draft.linked(insidersOf(release.places)), names: draft.names };
}

/** A sum that holds now, and the cell of its rest. */
type Standing = { is: Relation; restCell: number | undefined };

type Drawing = { system: System; release: Release; withheld: ReadonlySet<string> };

/** Gives the cells of the counts. */
function addNow(draft: Draft, { system, release, withheld }: Drawing): Map<string, number> {
  const { now, before, hidden, shown } = system;
  const cells = new Map<string, number>();
  for (const [id, { persons, place }] of now) {
    const was = before.get(id);
    const isKept = release.kept.has(id);
    const isShownAgain = isKept && release.before.get(id)?.isHidden === false;
    const isOpen =
      isShownAgain || (persons === was?.persons && !was.isHidden) || (shown?.has(id) && !withheld.has(id));
    const isClosed = withheld.has(id) || hidden.has(id) || (isKept && !isOpen);
    cells.set(id, draft.add(id, { persons, place, state: isOpen ? "open" : isClosed ? "closed" : "free" }));
  }
  return cells;
}

type CellOf = (id: string) => number | undefined;
type Changes = {
  /** The cell of what a count was less what it is; none where that is known, as where a hidden one has not changed. */
  of: CellOf;
  /** The cell of the former count; none where it is known. */
  former: CellOf;
};

/** Changes and former counts may be anything, and no value of theirs is asked for: they stand with none. */
const anything = { persons: 0, state: "past" } as const;

function changesIn(draft: Draft, cells: ReadonlyMap<string, number>, { counts, before }: Release): Changes {
  const unknown = (id: string) => {
    const cell = cells.get(id);
    return cell !== undefined && draft.isUnknown(cell) ? cell : undefined;
  };
  const of = once((id) => {
    const [is, was, cell] = [counts.get(id), before.get(id), unknown(id)];
    const isAsItWas = was?.isHidden ? is?.persons === was.persons : cell === undefined;
    if (isAsItWas) return undefined;
    const change = draft.add(`change\t${id}`, { ...anything, place: (is ?? was)?.place ?? "" });
    // Of one that was shown, the change tells what it is now.
    if (!was?.isHidden && cell !== undefined) draft.sum(undefined, [cell, change]);
    return change;
  });
  const former = once((id) => {
    const was = before.get(id);
    if (!was?.isHidden) return undefined;
    const [change, cell] = [of(id), unknown(id)];
    if (change === undefined || cell === undefined) return change ?? cell;
    const found = draft.add(`before\t${id}`, { ...anything, place: was.place });
    draft.sum(found, [cell, change]);
    return found;
  });
  return { of, former };
}

/** Asks once for every count: it stands in several sums. */
function once(find: CellOf): CellOf {
  const found = new Map<string, number | undefined>();
  return (id) => {
    if (!found.has(id)) found.set(id, find(id));
    return found.get(id);
  };
}

function addChange(draft: Draft, { is, restCell, was }: Standing & { was: Relation }, { of }: Changes): void {
  const parts = cellsOf([...new Set([...is.parts, ...was.parts])], of);
  const whole = is.whole === null ? undefined : of(is.whole);
  const rest = is.rest ?? was.rest;
  if (rest) {
    const change = draft.add(`change\t${rest.name}`, { ...anything, place: rest.place });
    // That there was nobody left was known.
    if (restCell !== undefined && !was.rest) draft.sum(undefined, [restCell, change]);
    parts.push(change);
  }
  draft.sum(whole, parts);
}

/** What was left over is as it was where all else is: whoever could tell it then can tell it now. */
function addAsItWas(draft: Draft, { whole, parts, rest }: Relation, { of, former }: Changes): void {
  const members = whole === null ? parts : [whole, ...parts];
  const isAsItWas = members.every((id) => of(id) === undefined);
  const left: number[] = [];
  if (rest) {
    const { name, place } = rest;
    const past = { ...anything, place };
    left.push(isAsItWas ? draft.add(name, { ...rest, state: "latent" }) : draft.add(`before\t${name}`, past));
  }
  const all = whole === null ? undefined : former(whole);
  draft.sum(all, [...cellsOf(parts, former), ...left]);
}

const cellsOf = (ids: readonly string[], of: CellOf): number[] => ids.flatMap((id) => of(id) ?? []);
