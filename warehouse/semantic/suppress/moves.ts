import { degree, type System, signIn } from "./linked.ts";
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

  /** Moves what must move with the start: where only one cell of a sum can, it takes all. False when there is none. */
  function moveForced(): boolean {
    const settled = new Set<number>();
    for (let sum = next(unbalanced, settled); sum >= 0; sum = next(unbalanced, settled)) {
      settled.add(sum);
      const movable = fewMovable(seeker, sum);
      const [only] = movable;
      if (only === undefined) return false;
      if (movable.length > 1 || seeker.moved.has(only)) continue;
      change(only, -(seeker.imbalance[sum] ?? 0) * signIn(seeker.system, only, sum));
      settled.clear();
    }
    return true;
  }

  /** Composes a move; when it cannot, gives the last cell that branched on the way, if any did. */
  function compose(direction: 1 | -1): { move?: Move; branch: number } {
    for (const sum of unbalanced) seeker.imbalance[sum] = 0;
    unbalanced.clear();
    seeker.moved = new Map();
    change(seeker.start, direction);
    if (!moveForced()) return { branch: -1 };
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

const next = (sums: ReadonlySet<number>, seen: ReadonlySet<number>): number => {
  for (const sum of sums) if (!seen.has(sum)) return sum;
  return -1;
};

/** The cells of a sum that can change besides the start, two of them at most. */
function fewMovable({ system, hidden, barred, price, terms, start }: Seeker, sum: number): number[] {
  const found: number[] = [];
  for (let place = system.sumStart[sum] ?? 0; place < (system.sumStart[sum + 1] ?? 0); place++) {
    const cell = system.cellOf[place] ?? 0;
    const isFixed = hidden[cell] !== 1 && (!terms.mayHide || price[cell] === Number.POSITIVE_INFINITY);
    if (isFixed || cell === start || barred[cell] === 1) continue;
    if (found.push(cell) === 2) break;
  }
  return found;
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
