import { type Linked, leaderOf, type Rule } from "./linked.ts";
import { capacity, moveFinder } from "./moves.ts";
import type { Ground } from "./paths.ts";

/**
 * That a sensitive cell must be able to go up to the threshold, or down to one student: how far the cell must go that moves
 * when it does.
 */
export type Demand = { sensitive: number; cell: number; target: number };

/** That a cell reaches its target: the cells that differ there from the truth. Whoever knows none of them exactly cannot tell. */
type Witness = readonly number[];

/** Witnesses enough for everybody: of the insiders that one touches, each is avoided by another. */
export type Secured = { witnesses: readonly Witness[]; isReached: boolean };

export type Board = Ground & {
  linked: Linked;
  /** Which insiders know a cell, and which have a share in it. */
  knownTo: ReadonlyMap<number, readonly number[]>;
  sharedBy: ReadonlyMap<number, readonly number[]>;
  /** Cells hidden so far that are neither small nor hidden in any case. */
  secondary: Set<number>;
  /** How many sums may be looked at for one demand. */
  mostEffort: number;
};

export type Secure = (demand: Demand, mayHide: boolean, kept?: readonly Witness[]) => Secured;

/** The demands of a sensitive cell: its interval must hold 1 to the threshold. */
export function demandsOf(sensitive: number, linked: Linked, { threshold }: Rule): Demand[] {
  const count = linked.values[sensitive] ?? 0;
  const { cell, way } = leaderOf(linked, sensitive);
  const changes = [threshold - count, Math.min(0, 1 - count)].filter((change) => change !== 0);
  return changes.map((change) => ({ sensitive, cell, target: (linked.values[cell] ?? 0) + way * change }));
}

/** Moves cells towards their targets, hiding what that takes, until nobody can tell. */
export function securing(board: Board): Secure {
  const find = moveFinder(board);
  const { system, counts, hidden, barred, price } = board;

  /** Moves the cell as far as it goes, up to its target; gives the cells moved on the way. */
  function travel({ cell, target }: Demand, mayHide: boolean): Secured {
    if (hidden[cell] === 0 && !(mayHide && (price[cell] ?? 0) < Number.POSITIVE_INFINITY)) return unreached;
    const touched = new Set<number>();
    board.effort.left = board.mostEffort;
    const direction = target > (counts[cell] ?? 0) ? 1 : -1;
    let left = Math.abs(target - (counts[cell] ?? 0));
    while (left > 0) {
      const move =
        find(cell, direction, { mayHide: false, room: 1 }) ??
        (mayHide ? find(cell, direction, { mayHide, room: left }) : undefined) ??
        (mayHide ? find(cell, direction, { mayHide, room: 1 }) : undefined);
      if (!move) break;
      const own = Math.abs(move.get(cell) ?? 0);
      const steps = Math.min(Math.ceil(left / own), capacity(counts, system, move));
      for (const [changed, by] of move) {
        counts[changed] = (counts[changed] ?? 0) + steps * by;
        touched.add(changed);
        if (hidden[changed] === 0) hide(board, changed);
      }
      left -= steps * own;
    }
    const witness = [...touched].filter((changed) => counts[changed] !== system.value[changed]);
    for (const changed of touched) counts[changed] = system.value[changed] ?? 0;
    return { witnesses: [witness], isReached: left <= 0 };
  }

  function travelWithout(insider: number, demand: Demand, mayHide: boolean): Secured {
    const known = board.linked.insiders?.[insider] ?? [];
    for (const cell of known) barred[cell] = 1;
    const found = travel(demand, mayHide);
    for (const cell of known) barred[cell] = 0;
    return found;
  }

  return (demand, mayHide, kept = []) => {
    const first = kept.length > 0 ? { witnesses: kept, isReached: true } : travel(demand, mayHide);
    const witnesses = [...first.witnesses];
    let isReached = first.isReached;
    for (let touched = touchedByAll(board, demand, witnesses); touched !== undefined; ) {
      const without = travelWithout(touched, demand, mayHide);
      isReached &&= without.isReached;
      if (!without.isReached) {
        witnesses.push(...without.witnesses);
        break;
      }
      witnesses.push(...without.witnesses);
      touched = touchedByAll(board, demand, witnesses);
    }
    return { witnesses, isReached };
  };
}

/** A cell that is shown reaches nothing. */
const unreached: Secured = { witnesses: [[]], isReached: false };

function hide({ hidden, secondary }: Board, cell: number): void {
  hidden[cell] = 1;
  secondary.add(cell);
}

/** An insider for whom no witness counts: she does not know the cell itself, but something that each of them moves. */
function touchedByAll(
  { knownTo, sharedBy }: Board,
  { cell }: Demand,
  witnesses: readonly Witness[],
): number | undefined {
  const insidersAt = (witness: Witness) => new Set(witness.flatMap((moved) => knownTo.get(moved) ?? []));
  const [first = new Set<number>(), ...others] = witnesses.map(insidersAt);
  const own = new Set([...(knownTo.get(cell) ?? []), ...(sharedBy.get(cell) ?? [])]);
  return [...first].find((insider) => !own.has(insider) && others.every((touched) => touched.has(insider)));
}
