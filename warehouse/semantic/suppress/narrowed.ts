import { flowReach } from "./flow.ts";
import { type Knot, knotsOf, type Moved, type Reach } from "./knots.ts";
import { indexed, type Linked, leaderOf, type Rule, sensitiveCells } from "./linked.ts";
import { simplexReach } from "./simplex.ts";

/**
 * Cells among the sensitive ones that can be narrowed: given everything shown, their interval does not hold 1 to the
 * threshold, for an outsider or for one of the insiders. It shares no search with `protect`: tables that are networks are
 * judged by maximal flows, others by a simplex method, and where they are too large for that the cells count as narrowed.
 */
export function narrowedCells(linked: Linked, hidden: ReadonlySet<number>, rule: Rule): number[] {
  return narrowedAmong(sensitiveCells(linked, rule), { linked, hidden, rule });
}

/** Numbers that hang together, those of them that are hidden, and the rule. */
type Shown = { linked: Linked; hidden: ReadonlySet<number>; rule: Rule };

/**
 * No knot of more numbers is judged, unless it is a network: the simplex method's rows fill up, and for the 22,898 numbers
 * of 1,300 schools by race it did not end.
 */
const MOST_JUDGED = 2000;

/** Those of some sensitive cells that can be narrowed, and those of which it cannot be said that they cannot. */
export function narrowedAmong(asked: readonly number[], { linked, hidden, rule }: Shown): number[] {
  if (asked.length === 0) return [];
  const demands = asked.flatMap((cell) => demandsOf(cell, linked, rule));
  const demandsAt = new Map<number, Demand[]>();
  for (const demand of demands) {
    const others = demandsAt.get(demand.cell);
    if (others) others.push(demand);
    else demandsAt.set(demand.cell, [demand]);
  }
  const reachOf = new Map<number, Reach>();
  for (const knot of knotsOf(linked, hidden)) {
    if (!knot.cells.some((cell) => demandsAt.has(cell))) continue;
    const reach = reachIn(knot);
    for (const cell of knot.cells) reachOf.set(cell, reach);
  }
  // What cannot move need not be barred.
  const insiders = (linked.insiders ?? []).map((cells) => cells.filter((cell) => reachOf.has(cell)));
  const isMet = judge({ insiders, shared: linked.shared ?? [], reachOf, demandsAt });
  const narrowed = new Set(demands.flatMap((demand) => (isMet(demand) ? [] : [demand.sensitive])));
  return asked.filter((cell) => narrowed.has(cell));
}

function reachIn(knot: Knot): Reach {
  return flowReach(knot) ?? (knot.cells.length > MOST_JUDGED ? () => undefined : simplexReach(knot));
}

/**
 * That a cell can move so far. `seenBy` are the insiders who know a cell that moves with it, however it was moved so far, and
 * not the cell itself; nothing where it was never moved.
 */
type Demand = { sensitive: number; cell: number; by: number; seenBy: readonly number[] | undefined };

/** Up to the threshold, and down to one student: of the cell that a sensitive one follows, or of itself. */
function demandsOf(sensitive: number, linked: Linked, { threshold }: Rule): Demand[] {
  const value = linked.values[sensitive] ?? 0;
  const { cell, way } = leaderOf(linked, sensitive);
  const ways = [threshold - value, Math.min(0, 1 - value)].filter((by) => by !== 0);
  return ways.map((by) => ({ sensitive, cell, by: way * by, seenBy: undefined }));
}

type Judged = {
  insiders: NonNullable<Linked["insiders"]>;
  shared: NonNullable<Linked["shared"]>;
  reachOf: ReadonlyMap<number, Reach>;
  demandsAt: ReadonlyMap<number, readonly Demand[]>;
};

/** Gives a function that says whether a demand is met for an outsider and for every insider. */
function judge({ insiders, shared, reachOf, demandsAt }: Judged) {
  const knownTo = indexed(insiders);
  // Schools of one level and kind have one list.
  const shares = new Map([...new Set(shared)].map((cells) => [cells, new Set(cells)]));
  const isHers = (insider: number, cell: number) =>
    knownTo.get(cell)?.includes(insider) || shares.get(shared[insider] ?? [])?.has(cell);

  /** What one cell moves with itself may be what another one needs. */
  function note(moved: Moved): void {
    const touched = new Set<number>();
    for (const cell of moved.keys()) for (const insider of knownTo.get(cell) ?? []) touched.add(insider);
    for (const [cell, by] of moved)
      for (const demand of demandsAt.get(cell) ?? []) {
        if (demand.by > 0 ? by < demand.by : by > demand.by) continue;
        demand.seenBy =
          demand.seenBy?.filter((insider) => touched.has(insider)) ??
          [...touched].filter((insider) => !isHers(insider, cell));
      }
  }

  /** Moves the cell of a demand while all that some insiders know stays. */
  function isReached({ cell, by }: Demand, without: readonly number[]): boolean {
    const barred = without.flatMap((insider) => insiders[insider] ?? []);
    const moved = reachOf.get(cell)?.(cell, by, barred);
    if (moved) note(moved);
    return moved !== undefined;
  }

  return (demand: Demand): boolean => {
    if (!demand.seenBy && !isReached(demand, [])) return false;
    const { seenBy = [] } = demand;
    // One way around all of them spares asking for each.
    if (seenBy.length > 1 && isReached(demand, seenBy)) return true;
    return seenBy.every((insider) => !demand.seenBy?.includes(insider) || isReached(demand, [insider]));
  };
}
