import type { Linked } from "./linked.ts";

/** A sum over what is not shown: its cells, each with the sign it enters by. What is shown is a constant. */
export type Balance = ReadonlyMap<number, number>;

/** Numbers that hang together: the cells, the sums that bind them, and how far each can go below and above the truth. */
export type Knot = { cells: readonly number[]; balances: readonly Balance[]; room: (cell: number) => Room };
type Room = { down: number; up: number };

/**
 * Says how a cell can be moved by so much without breaking a sum, while the barred cells stay: gives the cells that move
 * with it and how far, or nothing when it cannot.
 */
export type Reach = (cell: number, by: number, barred: Iterable<number>) => Moved | undefined;
export type Moved = ReadonlyMap<number, number>;

/** Splits what is not known, the hidden cells and those that are never shown, into parts that have no sum in common. */
export function knotsOf(
  { values, sums, least, most, ...linked }: Linked,
  hidden: ReadonlySet<number>,
): Knot[] {
  const known = -1;
  const parent = Int32Array.from(values, (_, cell) => {
    const isUnknown = (hidden.has(cell) || linked.latent?.has(cell)) && !linked.open?.has(cell);
    return isUnknown ? cell : known;
  });
  const rootOf = (cell: number): number => {
    const above = parent[cell] ?? cell;
    if (above === cell) return cell;
    const root = rootOf(above);
    parent[cell] = root;
    return root;
  };
  const balances = balancesOf(sums, (cell) => parent[cell] !== known);
  for (const balance of balances) {
    const [first = 0, ...others] = balance.keys();
    for (const cell of others) parent[rootOf(cell)] = rootOf(first);
  }
  const room = (cell: number) => ({
    down: (values[cell] ?? 0) - (least?.[cell] ?? 0),
    up: (most?.[cell] ?? Number.POSITIVE_INFINITY) - (values[cell] ?? 0),
  });
  const knots = new Map<number, { cells: number[]; balances: Balance[]; room: typeof room }>();
  for (const [cell, above] of parent.entries()) {
    if (above === known) continue;
    const root = rootOf(cell);
    const knot = knots.get(root);
    if (knot) knot.cells.push(cell);
    else knots.set(root, { cells: [cell], balances: [], room });
  }
  for (const balance of balances) {
    const [first = 0] = balance.keys();
    knots.get(rootOf(first))?.balances.push(balance);
  }
  return [...knots.values()];
}

/** The sums over unknown cells. One of them alone in a sum cannot move. */
function balancesOf(sums: Linked["sums"], isUnknown: (cell: number) => boolean): Balance[] {
  return sums.flatMap(({ whole, parts }) => {
    const balance = new Map<number, number>();
    if (isUnknown(whole)) balance.set(whole, 1);
    for (const part of parts) if (isUnknown(part)) balance.set(part, -1);
    return balance.size > 0 ? [balance] : [];
  });
}
