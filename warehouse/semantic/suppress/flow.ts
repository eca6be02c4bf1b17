import type { Balance, Knot, Reach } from "./knots.ts";

/** A network: sums are nodes, cells are arcs along which students can be moved; the last node takes what no other sum does. */
type Network = {
  cells: readonly number[];
  arcOf: ReadonlyMap<number, number>;
  from: Int32Array;
  to: Int32Array;
  /** The arcs at every node. */
  arcsAt: readonly Int32Array[];
  /** Of every node, the arcs that lead from or to another one. */
  between: readonly ReadonlyMap<number, readonly number[]>[];
};

/** Judges a knot by maximal flows; nothing when it is no network, that is when a cell stands in more than two sums. */
export function flowReach({ cells, balances, room }: Knot): Reach | undefined {
  const basis = basisOf(balances);
  const network = basis && networkOf(cells, basis);
  if (!network) return undefined;
  const { arcOf, from, to } = network;
  const up = Float64Array.from(cells, (cell) => room(cell).up);
  const down = Float64Array.from(cells, (cell) => room(cell).down);
  const flow = new Float64Array(cells.length);
  const fixed = new Uint8Array(cells.length);
  const send = sender(network, { up, down, flow, fixed });
  return (cell, by, barred) => {
    const arc = arcOf.get(cell) ?? -1;
    if ((by > 0 ? (up[arc] ?? 0) : (down[arc] ?? 0)) < Math.abs(by)) return undefined;
    const [source = 0, sink = 0] = by > 0 ? [to[arc], from[arc]] : [from[arc], to[arc]];
    fixed.fill(0);
    fixed[arc] = 1;
    for (const other of barred) fixed[arcOf.get(other) ?? -1] = 1;
    const touched: number[] = [];
    let left = source === sink ? 0 : Math.abs(by);
    while (left > 0) {
      const sent = send({ source, sink, most: left }, touched);
      if (sent === 0) break;
      left -= sent;
    }
    const moved = new Map([[cell, by]]);
    for (const arc of touched) {
      const change = flow[arc] ?? 0;
      if (change !== 0) moved.set(cells[arc] ?? -1, change);
      flow[arc] = 0;
    }
    return left > 0 ? undefined : moved;
  };
}

type Rooms = { up: Float64Array; down: Float64Array; flow: Float64Array; fixed: Uint8Array };
type Sending = { source: number; sink: number; most: number };

/** Gives a function that sends as much as one shortest path takes; it says how much, and notes the arcs of the path. */
function sender({ from, to, arcsAt, between }: Network, { up, down, flow, fixed }: Rooms) {
  const cameBy = new Int32Array(arcsAt.length);
  const seenIn = new Int32Array(arcsAt.length);
  const queue = new Int32Array(arcsAt.length);
  let round = 0;
  /** Whether the search goes with the flow: else it started at the sink. */
  let isForward = true;
  const isUp = (arc: number, node: number) => (from[arc] === node) === isForward;
  const roomFrom = (arc: number, node: number) =>
    isUp(arc, node) ? (up[arc] ?? 0) - (flow[arc] ?? 0) : (down[arc] ?? 0) + (flow[arc] ?? 0);
  const canCross = (arc: number, node: number) => fixed[arc] === 0 && roomFrom(arc, node) > 0;
  const across = (arc: number, node: number) => (from[arc] === node ? to[arc] : from[arc]) ?? 0;

  /** Ends a step early, at a node from which an arc leads to the end. */
  function isBefore(end: number, node: number): boolean {
    const last = between[end]?.get(node)?.find((arc) => canCross(arc, node));
    if (last !== undefined) cameBy[end] = last;
    return last !== undefined;
  }

  /** Breadth first. */
  function findPath(start: number, end: number): boolean {
    round++;
    seenIn[start] = round;
    queue[0] = start;
    if (isBefore(end, start)) return true;
    for (let next = 0, length = 1; next < length; next++) {
      const node = queue[next] ?? 0;
      for (const arc of arcsAt[node] ?? []) {
        const other = across(arc, node);
        if (seenIn[other] === round || !canCross(arc, node)) continue;
        seenIn[other] = round;
        cameBy[other] = arc;
        if (isBefore(end, other)) return true;
        queue[length++] = other;
      }
    }
    return false;
  }

  const degree = (node: number) => arcsAt[node]?.length ?? 0;
  return ({ source, sink, most }: Sending, touched: number[]): number => {
    // From a school a few arcs lead on, from a level hundreds.
    isForward = degree(source) <= degree(sink);
    const [start, end] = isForward ? [source, sink] : [sink, source];
    if (!findPath(start, end)) return 0;
    let sent = most;
    for (let node = end; node !== start; ) {
      const arc = cameBy[node] ?? 0;
      node = across(arc, node);
      sent = Math.min(sent, roomFrom(arc, node));
    }
    for (let node = end; node !== start; ) {
      const arc = cameBy[node] ?? 0;
      node = across(arc, node);
      flow[arc] = (flow[arc] ?? 0) + (isUp(arc, node) ? sent : -sent);
      touched.push(arc);
    }
    return sent;
  };
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
  const nodes = { length: ground + 1 };
  const arcsAt = Array.from(nodes, () => [] as number[]);
  const between = Array.from(nodes, () => new Map<number, number[]>());
  const add = (arc: number, node: number, other: number) => {
    arcsAt[node]?.push(arc);
    const known = between[node]?.get(other);
    if (known) known.push(arc);
    else between[node]?.set(other, [arc]);
  };
  for (const arc of cells.keys()) {
    const [one = ground, other = ground] = [from[arc], to[arc]];
    add(arc, one, other);
    if (one !== other) add(arc, other, one);
  }
  const arcOf = new Map(cells.map((cell, arc) => [cell, arc]));
  return { cells, arcOf, from, to, arcsAt: arcsAt.map((arcs) => Int32Array.from(arcs)), between };
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
