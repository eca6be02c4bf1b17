import type { Linked } from "#warehouse";
import type { Seen } from "./attacker.ts";
import { type Containment, type KnownSum, knownSums, nameOf } from "./known-sums.ts";
import type { Counted, Truth } from "./releases.ts";

/** What `stands` is of the release before: it does not add up to what is new. */
export type SeenRelease = { truth: Truth; seen: Seen; stands: (count: Counted) => boolean };

/** With the name of each cell: release, school year, aggregate, place, of whom. */
export type NamedSystem = Linked & { names: string[] };

type Cell = { persons: number; isKnown: boolean; isPast: boolean };

/**
 * What the attacker knows of hidden numbers from one release to the next: that those of a figure of which nothing changed
 * anywhere are the same, or of every single one whether it changed.
 */
export type Knowledge = "of figures" | "of every number";

/**
 * All releases as one system of equations, in parts that hang together. A number that is known not to have changed is one
 * cell. What a number was before is bound by the sums of its day only, and is not asked about.
 */
export function oneSystem(
  releases: SeenRelease[],
  containment: Containment,
  knowledge: Knowledge,
): NamedSystem[] {
  const cells = new Map<string, Cell>();
  const sums: KnownSum[] = [];
  let current = new Map<string, string>();
  for (const [index, { truth, seen, stands }] of releases.entries()) {
    const isLast = index === releases.length - 1;
    const before = current;
    current = new Map();
    for (const cell of cells.values()) cell.isPast = true;
    const changed = knowledge === "of figures" ? changedFigures(truth, releases[index - 1]?.truth) : null;
    for (const count of truth.counts) {
      const name = nameOf(count);
      const former = before.get(name);
      const isSame =
        former !== undefined &&
        cells.get(former)?.persons === count.persons &&
        !changed?.has(figureOf(count));
      const cell = isSame ? former : `${index}\t${name}`;
      current.set(name, cell);
      const isKnown = seen.told.has(name) || (cells.get(cell)?.isKnown ?? false);
      cells.set(cell, { persons: count.persons, isKnown, isPast: !isLast });
    }
    const standing = truth.counts.filter(stands);
    const fresh = truth.counts.filter((count) => !stands(count));
    for (const counts of [standing, fresh])
      for (const sum of knownSums(counts, truth.schools, containment))
        sums.push(drawn(sum, { cells, current, isLast }));
  }
  return partsOf(cells, sums);
}

const figureOf = ({ schoolYear, aggregate }: Counted) => `${schoolYear}\t${aggregate}`;

/** Figures of which any number, anywhere and of whomever, is another one than before. */
function changedFigures({ counts }: Truth, before: Truth | undefined): Set<string> {
  const former = new Map(before?.counts.map((count) => [nameOf(count), count]));
  const now = new Set(counts.map(nameOf));
  return new Set([
    ...counts.filter((count) => former.get(nameOf(count))?.persons !== count.persons).map(figureOf),
    ...[...former].filter(([name]) => !now.has(name)).map(([, count]) => figureOf(count)),
  ]);
}

type Drawing = { cells: Map<string, Cell>; current: Map<string, string>; isLast: boolean };

function drawn({ whole, parts, rest }: KnownSum, { cells, current, isLast }: Drawing): KnownSum {
  const cellOf = (name: string) => current.get(name) ?? name;
  const members = [whole, ...parts].map(cellOf);
  if (!rest) return { whole: cellOf(whole), parts: parts.map(cellOf) };
  // What is left of numbers that did not change did not change.
  const name = `${members.join("\t")}\trest`;
  cells.set(name, { persons: rest.persons, isKnown: false, isPast: !isLast });
  return { whole: cellOf(whole), parts: [...parts.map(cellOf), name] };
}

/** Parts of the system that have no unknown in common. */
function partsOf(cells: Map<string, Cell>, sums: KnownSum[]): NamedSystem[] {
  const parent = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    while (parent.get(root) !== undefined) root = parent.get(root) ?? root;
    if (root !== name) parent.set(name, root);
    return root;
  };
  const unknownOf = ({ whole, parts }: KnownSum) =>
    [whole, ...parts].filter((name) => cells.get(name)?.isKnown === false);
  for (const sum of sums) {
    const [first, ...others] = unknownOf(sum);
    for (const other of others)
      if (first !== undefined && rootOf(other) !== rootOf(first)) parent.set(rootOf(other), rootOf(first));
  }
  const groups = new Map<string, KnownSum[]>();
  for (const sum of sums) {
    const [first] = unknownOf(sum);
    if (first === undefined) continue;
    const root = rootOf(first);
    const group = groups.get(root);
    if (group) group.push(sum);
    else groups.set(root, [sum]);
  }
  return [...groups.values()].map((group) => linkedOf(group, cells));
}

function linkedOf(sums: KnownSum[], cells: Map<string, Cell>): NamedSystem {
  const names = [...new Set(sums.flatMap(({ whole, parts }) => [whole, ...parts]))];
  const at = new Map(names.map((name, index) => [name, index]));
  const all = names.map((name) => cells.get(name) ?? { persons: 0, isKnown: true, isPast: false });
  const where = (holds: (cell: Cell) => boolean) =>
    new Set(all.flatMap((cell, index) => (holds(cell) ? [index] : [])));
  const known = new Set<string>();
  return {
    names,
    values: all.map(({ persons }) => persons),
    sums: sums.flatMap(({ whole, parts }) => {
      const line = { whole: at.get(whole) ?? 0, parts: parts.map((part) => at.get(part) ?? 0) };
      const name = JSON.stringify(line);
      if (known.has(name)) return [];
      known.add(name);
      return [line];
    }),
    open: where(({ isKnown }) => isKnown),
    latent: where(({ isKnown }) => !isKnown),
    past: where(({ isKnown, isPast }) => !isKnown && isPast),
    least: all.map(({ isKnown, isPast }) => (!isKnown && isPast ? Number.NEGATIVE_INFINITY : 0)),
  };
}
