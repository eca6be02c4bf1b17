import { degree, type System } from "./linked.ts";
import { type Ground, pathFinder, type Seeker, type Terms } from "./paths.ts";

/** Counts that can change together by one step while every sum stays true: cell → how much. */
export type Move = ReadonlyMap<number, number>;

export type FindMove = (start: number, direction: 1 | -1, terms: Terms) => Move | undefined;

/** How often another way is tried when a branch led nowhere, and how many paths one move may be made of. */
const tries = 8;
const mostPaths = 60;

/**
 * Finds moves of little cost that change a cell. Changing it puts the sums that it stands in out of balance; paths over
 * other cells settle one after the other. In a network two sums are open and one path closes both, a cycle; a cell that
 * stands in three or more sums branches, and what it leaves open takes further paths.
 */
export function moveFinder(ground: Ground): FindMove {
  const seeker: Seeker = {
    ...ground,
    terms: { mayHide: false, room: 1 },
    start: -1,
    moved: new Map(),
    imbalance: new Int32Array(ground.system.sumCount),
    unbalanced: new Set(),
    banned: new Set(),
  };
  const findPath = pathFinder(seeker);
  const { unbalanced } = seeker;

  function change(cell: number, by: number): void {
    const { system, imbalance, moved } = seeker;
    const sofar = (moved.get(cell) ?? 0) + by;
    if (sofar === 0) moved.delete(cell);
    else moved.set(cell, sofar);
    for (let place = system.cellStart[cell] ?? 0; place < (system.cellStart[cell + 1] ?? 0); place++) {
      const sum = system.sumOf[place] ?? 0;
      const now = (imbalance[sum] ?? 0) + (system.signOf[place] ?? 0) * by;
      imbalance[sum] = now;
      if (now === 0) unbalanced.delete(sum);
      else unbalanced.add(sum);
    }
  }

  /** Composes a move; when it cannot, gives the last cell that branched on the way, if any did. */
  function compose(direction: 1 | -1): { move?: Move; branch: number } {
    for (const sum of unbalanced) seeker.imbalance[sum] = 0;
    unbalanced.clear();
    seeker.moved = new Map();
    change(seeker.start, direction);
    let branch = -1;
    for (let paths = 0; unbalanced.size > 0; paths++) {
      const path = paths === mostPaths ? undefined : findPath(narrowest(seeker.system, unbalanced));
      if (!path) return { branch };
      for (const { cell, by } of path) {
        if (degree(seeker.system, cell) > 2) branch = cell;
        change(cell, by);
      }
    }
    const { counts, system, moved } = seeker;
    return capacity(counts, system, moved) >= 1 ? { move: moved, branch } : { branch };
  }

  return (start, direction, terms) => {
    seeker.terms = terms;
    seeker.start = start;
    seeker.banned.clear();
    for (let attempt = 0; attempt < tries; attempt++) {
      const { move, branch } = compose(direction);
      if (move || branch < 0) return move;
      seeker.banned.add(branch);
    }
    return undefined;
  };
}

/** By how many steps the counts can follow a move before one of them meets a bound. */
export function capacity(counts: Float64Array, { least, most }: System, move: Move): number {
  let steps = Number.POSITIVE_INFINITY;
  for (const [cell, by] of move) {
    const count = counts[cell] ?? 0;
    const room = by > 0 ? (most[cell] ?? 0) - count : count - (least[cell] ?? 0);
    steps = Math.min(steps, Math.floor(room / Math.abs(by)));
  }
  return steps;
}

/** The open sum with the fewest cells has the fewest ways out. */
function narrowest({ sumStart }: System, unbalanced: ReadonlySet<number>): number {
  let found = -1;
  let fewest = Number.POSITIVE_INFINITY;
  for (const sum of unbalanced) {
    const size = (sumStart[sum + 1] ?? 0) - (sumStart[sum] ?? 0);
    if (size < fewest) [found, fewest] = [sum, size];
  }
  return found;
}
