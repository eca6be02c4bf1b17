import type { Balance, Knot, Reach } from "./narrowed.ts";

/** A network: sums are nodes, cells are arcs along which students can be moved; the last node takes what no other sum does. */
type Network = {
  cells: readonly number[];
  arcOf: ReadonlyMap<number, number>;
  from: Int32Array;
  to: Int32Array;
  /** The arcs at every node. */
  arcsAt: readonly Int32Array[];
};

/** Judges a knot by maximal flows; nothing when it is no network, that is when a cell stands in more than two sums. */
export function flowReach({ cells, balances, room }: Knot): Reach | undefined {
  const basis = basisOf(balances);
  const network = basis && networkOf(cells, basis);
  if (!network) return undefined;
  const up = Float64Array.from(cells, (cell) => room(cell).up);
  const down = Float64Array.from(cells, (cell) => room(cell).down);
  const flow = new Float64Array(cells.length);
  const paths = pathFinder(network, { up, down, flow });
  return (cell, by, barred) => {
    const arc = network.arcOf.get(cell) ?? -1;
    if ((by > 0 ? (up[arc] ?? 0) : (down[arc] ?? 0)) < Math.abs(by)) return undefined;
    const [source, sink] =
      by > 0 ? [network.to[arc], network.from[arc]] : [network.from[arc], network.to[arc]];
    const fixed = new Set([arc, ...[...barred].map((other) => network.arcOf.get(other) ?? -1)]);
    const touched = new Set<number>();
    let left = Math.abs(by);
    while (left > 0 && source !== sink) {
      const path = paths(source ?? 0, sink ?? 0, fixed);
      if (path.length === 0) break;
      const amount = path.reduce((least, { room }) => Math.min(least, room), left);
      for (const { arc, way } of path) {
        flow[arc] = (flow[arc] ?? 0) + way * amount;
        touched.add(arc);
      }
      left -= amount;
    }
    const moved = new Map([[cell, by]]);
    for (const arc of touched) {
      const change = flow[arc] ?? 0;
      if (change !== 0) moved.set(cells[arc] ?? -1, change);
      flow[arc] = 0;
    }
    return left > 0 && source !== sink ? undefined : moved;
  };
}

type Rooms = { up: Float64Array; down: Float64Array; flow: Float64Array };
type Hop = { arc: number; way: 1 | -1; room: number };

/** Breadth first from the source; nodes one arc before the sink are marked, so that the search ends a step early. */
function pathFinder({ from, to, arcsAt }: Network, { up, down, flow }: Rooms) {
  const cameBy = new Int32Array(arcsAt.length);
  const seenIn = new Int32Array(arcsAt.length);
  const closing = new Int32Array(arcsAt.length);
  const closingIn = new Int32Array(arcsAt.length);
  let round = 0;
  const roomOut = (arc: number, node: number) =>
    from[arc] === node ? (up[arc] ?? 0) - (flow[arc] ?? 0) : (down[arc] ?? 0) + (flow[arc] ?? 0);
  const across = (arc: number, node: number) => (from[arc] === node ? to[arc] : from[arc]) ?? 0;

  function markBefore(sink: number, fixed: ReadonlySet<number>): void {
    for (const arc of arcsAt[sink] ?? []) {
      const node = across(arc, sink);
      if (roomOut(arc, node) <= 0 || fixed.has(arc)) continue;
      closing[node] = arc;
      closingIn[node] = round;
    }
  }

  function search(source: number, fixed: ReadonlySet<number>): number {
    const queue = [source];
    for (let next = 0; next < queue.length; next++) {
      const node = queue[next] ?? 0;
      if (closingIn[node] === round) return node;
      for (const arc of arcsAt[node] ?? []) {
        const other = across(arc, node);
        if (seenIn[other] === round || roomOut(arc, node) <= 0 || fixed.has(arc)) continue;
        seenIn[other] = round;
        cameBy[other] = arc;
        if (closingIn[other] === round) return other;
        queue.push(other);
      }
    }
    return -1;
  }

  return (source: number, sink: number, fixed: ReadonlySet<number>): Hop[] => {
    round++;
    markBefore(sink, fixed);
    let node = search(source, fixed);
    if (node < 0) return [];
    const path: Hop[] = [hop(closing[node] ?? 0, node)];
    while (node !== source) {
      const arc = cameBy[node] ?? 0;
      node = across(arc, node);
      path.push(hop(arc, node));
    }
    return path;
  };

  function hop(arc: number, node: number): Hop {
    return { arc, way: from[arc] === node ? 1 : -1, room: roomOut(arc, node) };
  }
}

/** Directs every cell from the sum that it leaves to the one that it enters; nothing when the sums do not allow it. */
function networkOf(cells: readonly number[], balances: readonly Balance[]): Network | undefined {
  const sumsOf = new Map<number, number[]>(cells.map((cell) => [cell, []]));
  for (const [sum, balance] of balances.entries())
    for (const cell of balance.keys()) sumsOf.get(cell)?.push(sum);
  const sides = sidesOf(balances, sumsOf);
  if (!sides) return undefined;
  const ground = balances.length;
  const entering = (cell: number, sign: number) =>
    sumsOf.get(cell)?.find((sum) => (sides[sum] ?? 0) * (balances[sum]?.get(cell) ?? 0) === sign) ?? ground;
  const from = Int32Array.from(cells, (cell) => entering(cell, -1));
  const to = Int32Array.from(cells, (cell) => entering(cell, 1));
  const arcsAt: number[][] = Array.from({ length: ground + 1 }, () => []);
  for (const arc of cells.keys()) {
    arcsAt[from[arc] ?? ground]?.push(arc);
    if (from[arc] !== to[arc]) arcsAt[to[arc] ?? ground]?.push(arc);
  }
  const arcOf = new Map(cells.map((cell, arc) => [cell, arc]));
  return { cells, arcOf, from, to, arcsAt: arcsAt.map((arcs) => Int32Array.from(arcs)) };
}

/**
 * Turns sums round so that every cell enters one of its two sums and leaves the other; nothing when that cannot be, as
 * where a cell stands in three sums: two of them would be turned the same way.
 */
function sidesOf(balances: readonly Balance[], sumsOf: ReadonlyMap<number, readonly number[]>) {
  const sides = new Int8Array(balances.length);
  for (const start of balances.keys()) {
    if (sides[start] !== 0) continue;
    sides[start] = 1;
    for (const open = [start]; open.length > 0; ) {
      const sum = open.pop() ?? 0;
      for (const [cell, sign] of balances[sum] ?? [])
        for (const other of sumsOf.get(cell) ?? []) {
          if (other === sum) continue;
          const side = -(sides[sum] ?? 0) * sign * (balances[other]?.get(cell) ?? 0);
          if (sides[other] === 0) open.push(other);
          else if (sides[other] !== side) return undefined;
          sides[other] = side;
        }
    }
  }
  return sides;
}

/**
 * Sums enough for all others to follow, least tangled first, told apart by elimination. Nothing when that meets a factor
 * other than 1 and -1: in a network there is none.
 */
function basisOf(balances: readonly Balance[]): Balance[] | undefined {
  const degree = new Map<number, number>();
  for (const balance of balances)
    for (const cell of balance.keys()) degree.set(cell, (degree.get(cell) ?? 0) + 1);
  const tangle = (balance: Balance) =>
    [...balance.keys()].filter((cell) => (degree.get(cell) ?? 0) > 2).length / balance.size;
  const order = [...balances].sort((a, b) => tangle(a) - tangle(b) || a.size - b.size);
  const pivots = new Map<number, Balance>();
  const basis: Balance[] = [];
  for (const balance of order) {
    const row = reduced(balance, pivots);
    const [pivot] = [...row].sort(([a], [b]) => (degree.get(a) ?? 0) - (degree.get(b) ?? 0));
    if (!pivot) continue;
    const [cell, factor] = pivot;
    if (Math.abs(factor) !== 1) return undefined;
    pivots.set(cell, new Map([...row].map(([other, entry]) => [other, factor * entry])));
    basis.push(balance);
  }
  return basis;
}

/** What is left of a sum when the cells that others stand for are put in by them. */
function reduced(balance: Balance, pivots: ReadonlyMap<number, Balance>): Map<number, number> {
  const row = new Map(balance);
  for (const open = [...row.keys()]; open.length > 0; ) {
    const cell = open.pop() ?? 0;
    const entry = row.get(cell);
    const pivot = pivots.get(cell);
    if (!entry || !pivot) continue;
    for (const [other, value] of pivot) {
      const now = (row.get(other) ?? 0) - entry * value;
      if (now === 0) row.delete(other);
      else {
        if (!row.has(other)) open.push(other);
        row.set(other, now);
      }
    }
  }
  return row;
}
