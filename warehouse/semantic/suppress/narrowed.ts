import { flowReach } from "./flow.ts";
import { type Linked, leaderOf, type Rule, sensitiveCells } from "./linked.ts";
import { simplexReach } from "./simplex.ts";

/** A sum over what is not shown: its cells, each with the sign it enters by. What is shown is a constant. */
export type Balance = ReadonlyMap<number, number>;

/** Numbers that hang together: the cells, the sums that bind them, and how far each can go below and above the truth. */
export type Knot = { cells: readonly number[]; balances: readonly Balance[]; room: (cell: number) => Room };
type Room = { down: number; up: number };

/**
 * Says how a cell can be moved by so much without breaking a sum, while the barred cells stay: gives the cells that move
 * with it and how far, or nothing when it cannot.
 */
export type Reach = (cell: number, by: number, barred: ReadonlySet<number>) => Moved | undefined;
export type Moved = ReadonlyMap<number, number>;

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
  const unknown = unknownCells(linked, hidden);
  const reachOf = new Map<number, Reach>();
  const moving = new Set(asked.map((cell) => leaderOf(linked, cell).cell));
  for (const knot of knotsOf(linked, unknown)) {
    if (!knot.cells.some((cell) => moving.has(cell))) continue;
    const reach = reachIn(knot);
    for (const cell of knot.cells) reachOf.set(cell, reach);
  }
  const insiders = (linked.insiders ?? []).map((cells) => new Set(cells));
  const shares = new Map(
    insiders.map((insider, index) => [insider as ReadonlySet<number>, new Set(linked.shared?.[index])]),
  );
  const knownTo = new Map<number, ReadonlySet<number>[]>();
  for (const insider of insiders)
    for (const cell of insider) knownTo.set(cell, [...(knownTo.get(cell) ?? []), insider]);
  const waysOf = (cell: number) => {
    const value = linked.values[cell] ?? 0;
    return [rule.threshold - value, Math.min(0, 1 - value)].filter((by) => by !== 0);
  };
  const audience = { reachOf, knownTo, shares, seen: seenBefore(knownTo) };
  return asked.filter((cell) => {
    const { cell: moved, way } = leaderOf(linked, cell);
    return !waysOf(cell).every((by) => reachesForAll(moved, way * by, audience));
  });
}

function reachIn(knot: Knot): Reach {
  return flowReach(knot) ?? (knot.cells.length > MOST_JUDGED ? () => undefined : simplexReach(knot));
}

type Insider = ReadonlySet<number>;
type Audience = {
  reachOf: ReadonlyMap<number, Reach>;
  knownTo: ReadonlyMap<number, readonly Insider[]>;
  shares: ReadonlyMap<Insider, ReadonlySet<number>>;
  seen: Seen;
};

/** An insider who knows nothing of what moves sees no more than an outsider; only the others must be asked for. */
function reachesForAll(cell: number, by: number, { reachOf, shares, seen }: Audience): boolean {
  const reach = reachOf.get(cell);
  const isReached = (barred: Insider) => {
    const moved = reach?.(cell, by, barred);
    if (moved) seen.note(moved);
    return moved !== undefined;
  };
  if (seen.touchedBy(cell, by) === undefined && !isReached(new Set())) return false;
  const isHers = (insider: Insider) => insider.has(cell) || shares.get(insider)?.has(cell);
  const others = () => [...(seen.touchedBy(cell, by) ?? [])].filter((insider) => !isHers(insider));
  const first = others();
  // One way around all of them spares asking for each.
  if (first.length > 1 && isReached(new Set(first.flatMap((insider) => [...insider])))) return true;
  return others().every((insider) => isReached(insider));
}

/** Counts found possible on the way: what one cell moves with itself may be what another one needs. */
type Seen = {
  note(moved: Moved): void;
  /** The insiders who know a cell that moves, however this one was moved so far; nothing where it never was. */
  touchedBy(cell: number, by: number): ReadonlySet<Insider> | undefined;
};

function seenBefore(knownTo: Audience["knownTo"]): Seen {
  const found = new Map<number, { by: number; touched: ReadonlySet<Insider> }[]>();
  return {
    note: (moved) => {
      const touched = new Set([...moved.keys()].flatMap((cell) => knownTo.get(cell) ?? []));
      for (const [cell, by] of moved) {
        const ways = found.get(cell);
        if (ways) ways.push({ by, touched });
        else found.set(cell, [{ by, touched }]);
      }
    },
    touchedBy: (cell, by) => {
      const ways = (found.get(cell) ?? []).filter((way) => (by > 0 ? way.by >= by : way.by <= by));
      const [first, ...others] = ways.map(({ touched }) => touched);
      return first && new Set([...first].filter((insider) => others.every((way) => way.has(insider))));
    },
  };
}

function unknownCells({ values, latent, open }: Linked, hidden: ReadonlySet<number>): Set<number> {
  const isUnknown = (cell: number) => (hidden.has(cell) || latent?.has(cell)) && !open?.has(cell);
  return new Set(values.flatMap((_, cell) => (isUnknown(cell) ? [cell] : [])));
}

/** Splits what is unknown into parts that have no sum in common. */
function knotsOf({ values, sums, least, most }: Linked, unknown: Set<number>): Knot[] {
  const balances = balancesOf(sums, unknown);
  const parent = new Map([...unknown].map((cell) => [cell, cell]));
  const rootOf = (cell: number): number => {
    const above = parent.get(cell) ?? cell;
    if (above === cell) return cell;
    const root = rootOf(above);
    parent.set(cell, root);
    return root;
  };
  for (const balance of balances) {
    const [first = 0, ...others] = balance.keys();
    for (const cell of others) parent.set(rootOf(cell), rootOf(first));
  }
  const room = (cell: number) => ({
    down: (values[cell] ?? 0) - (least?.[cell] ?? 0),
    up: (most?.[cell] ?? Number.POSITIVE_INFINITY) - (values[cell] ?? 0),
  });
  const knots = new Map<number, { cells: number[]; balances: Balance[]; room: typeof room }>();
  for (const cell of unknown) {
    const knot = knots.get(rootOf(cell)) ?? { cells: [], balances: [], room };
    knot.cells.push(cell);
    knots.set(rootOf(cell), knot);
  }
  for (const balance of balances) knots.get(rootOf([...balance.keys()][0] ?? 0))?.balances.push(balance);
  return [...knots.values()];
}

/** The sums over unknown cells. One of them alone in a sum cannot move. */
function balancesOf(sums: Linked["sums"], unknown: ReadonlySet<number>): Balance[] {
  const balances = sums.map(({ whole, parts }) => {
    const cells: [number, number][] = [[whole, 1], ...parts.map((part): [number, number] => [part, -1])];
    return new Map(cells.filter(([cell]) => unknown.has(cell)));
  });
  return balances.filter(({ size }) => size > 0);
}
