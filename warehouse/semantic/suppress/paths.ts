import { degree, type System, signIn } from "./linked.ts";
import { type Queue, queue } from "./queue.ts";

/** What a search may use. `price` is Infinity where a cell can never be hidden; `barred` cells stay as they are. */
export type Ground = {
  system: System;
  /** The counts as moved so far. */
  counts: Float64Array;
  hidden: Uint8Array;
  barred: Uint8Array;
  price: Float64Array;
  /** How many sums may still be looked at for the demand at hand. */
  effort: { left: number };
};

/** How a move is sought: whether more cells may be hidden for it, and by how much every cell must be able to change. */
export type Terms = { mayHide: boolean; room: number };

/** A search under way: the cell it is for, what has moved with it, and by how much that leaves every sum out of balance. */
export type Seeker = Ground & {
  terms: Terms;
  start: number;
  moved: Map<number, number>;
  imbalance: Int32Array;
  unbalanced: Set<number>;
  banned: Set<number>;
};

/** Cells from an open sum on, each with the step that it changes by. */
export type Path = readonly { cell: number; by: number }[];

/** A hidden cell costs next to nothing, so that of ways that hide as much the shorter one is taken. */
const step = 0.01;
/** A way that is longer by a few hidden cells hides no more: looking on for it is not worth the time. */
const slack = 5 * step;
/** What a sum left open on the way is reckoned to cost, in hidden cells. */
const openSum = 2;
/** Sums of up to so many cells are looked at as soon as they are reached. */
const short = 20;

type Way = { cost: number; cell: number; node: number };
const nothing: readonly number[] = [];
type Search = Seeker & {
  /** The cells of a sum that stand in no other one. */
  lone: readonly (readonly number[] | undefined)[];
  cost: Float64Array;
  byCell: Int32Array;
  byNode: Int32Array;
  /** What the way to a node has left open, as nodes: a cell further on may settle it. */
  left: (readonly number[])[];
  reached: number[];
  /** Nodes from which one cell leads to a sum that is out of balance the other way, with that cell. */
  closing: Map<number, number>;
  open: Queue;
};

/**
 * Gives a function that settles one step of a sum's imbalance: Dijkstra's way over cells from sum to sum, until the
 * imbalance meets its opposite, or a cell that stands in no other sum. A node is a sum with the sign of its imbalance.
 */
export function pathFinder(seeker: Seeker): (sum: number) => Path | undefined {
  const nodes = 2 * seeker.system.sumCount;
  const search: Search = Object.assign(seeker, {
    lone: loneCells(seeker.system),
    cost: new Float64Array(nodes).fill(Number.POSITIVE_INFINITY),
    byCell: new Int32Array(nodes),
    byNode: new Int32Array(nodes),
    left: new Array<readonly number[]>(nodes).fill(nothing),
    reached: [],
    closing: new Map(),
    open: queue(),
  });
  return (sum) => {
    const { imbalance, byCell, byNode } = search;
    const sign = (imbalance[sum] ?? 0) > 0 ? 1 : -1;
    imbalance[sum] = (imbalance[sum] ?? 0) - sign;
    let { cell, node } = cheapestWay(search, nodeOf(sum, sign));
    imbalance[sum] = (imbalance[sum] ?? 0) + sign;
    if (cell < 0) return undefined;
    const path: { cell: number; by: number }[] = [];
    while (cell >= 0) {
      path.push({ cell, by: -signOf(node) * signIn(search.system, cell, node >> 1) });
      [cell, node] = [byCell[node] ?? -1, byNode[node] ?? -1];
    }
    return path;
  };
}

const nodeOf = (sum: number, sign: number) => 2 * sum + (sign > 0 ? 1 : 0);
const signOf = (node: number) => ((node & 1) === 1 ? 1 : -1);

/** The last cell of the cheapest way that leaves nothing open, and the node before it; cell -1 when there is none. */
function cheapestWay(search: Search, from: number): Way {
  const { cost, reached, open } = search;
  for (const node of reached) cost[node] = Number.POSITIVE_INFINITY;
  reached.length = 0;
  open.clear();
  markClosing(search, from >> 1);
  reach(search, from, { cost: 0, cell: -1, node: -1 });
  search.left[from] = nothing;
  const end = { cost: Number.POSITIVE_INFINITY, cell: -1, node: -1 };
  for (let node = open.pop(); node >= 0; node = open.pop()) {
    if (isNearEnough(end, open.poppedKey()) || search.effort.left-- <= 0) break;
    if (open.poppedKey() <= (cost[node] ?? 0)) explore(search, node, end);
  }
  return end;
}

const isNearEnough = (end: Way, from: number) => end.cost - slack <= from;

function reach({ cost, byCell, byNode, reached, open }: Search, to: number, via: Way): boolean {
  const before = cost[to] ?? 0;
  if (via.cost >= before) return false;
  if (before === Number.POSITIVE_INFINITY) reached.push(to);
  cost[to] = via.cost;
  byCell[to] = via.cell;
  byNode[to] = via.node;
  open.push(to, via.cost);
  return true;
}

/** Tries every cell that can take the imbalance of a node, and keeps in `end` the cheapest that leaves nothing open. */
function explore(search: Search, node: number, end: Way): void {
  const { cellOf, signIn, sumStart } = search.system;
  const sum = node >> 1;
  const from = search.cost[node] ?? 0;
  const via = { cost: 0, cell: -1, node };
  for (let place = sumStart[sum] ?? 0; place < (sumStart[sum + 1] ?? 0); place++) {
    via.cell = cellOf[place] ?? 0;
    via.cost = from + priceOf(search, via.cell, -signOf(node) * (signIn[place] ?? 0));
    if (via.cost >= end.cost || via.cell === search.byCell[node]) continue;
    cross(search, via, end);
    if (isNearEnough(end, from)) return;
  }
}

/** In wide and long tables looking ahead costs too much: there the search is told where it can end. */
function markClosing(search: Search, from: number): void {
  const { system, closing, imbalance } = search;
  closing.clear();
  if (sizeOf(system, from) <= short) return;
  for (const sum of search.unbalanced) {
    const sign = Math.sign(imbalance[sum] ?? 0);
    if (sign === 0) continue;
    for (let place = system.sumStart[sum] ?? 0; place < (system.sumStart[sum + 1] ?? 0); place++) {
      const cell = system.cellOf[place] ?? 0;
      const by = -sign * (system.signIn[place] ?? 0);
      if (degree(system, cell) !== 2 || priceOf(search, cell, by) > step) continue;
      const first = system.cellStart[cell] ?? 0;
      const other = system.sumOf[first] === sum ? first + 1 : first;
      closing.set(nodeOf(system.sumOf[other] ?? 0, -by * (system.signOf[other] ?? 0)), cell);
    }
  }
}

const sizeOf = ({ sumStart }: System, sum: number) => (sumStart[sum + 1] ?? 0) - (sumStart[sum] ?? 0);

/** The same without going on from there: it spares walking through whole columns for a row just reached. */
function lookAhead(search: Search, node: number, end: Way): void {
  const { cellOf, signIn, sumStart } = search.system;
  const sum = node >> 1;
  const closing = search.closing.size > 0 ? search.closing.get(node) : undefined;
  if (closing !== undefined && closing !== search.byCell[node]) {
    const cost = (search.cost[node] ?? 0) + step;
    if (cost < end.cost) Object.assign(end, { cost, cell: closing, node });
    return;
  }
  const [first, last] = [sumStart[sum] ?? 0, sumStart[sum + 1] ?? 0];
  if (last - first > short) return;
  for (let place = first; place < last; place++) {
    const cell = cellOf[place] ?? 0;
    const cost = (search.cost[node] ?? 0) + priceOf(search, cell, -signOf(node) * (signIn[place] ?? 0));
    if (cost < end.cost && cell !== search.byCell[node] && openAfter(search, cell, node) === 0)
      Object.assign(end, { cost, cell, node });
  }
}

/** Follows a cell out of one sum into the others it stands in. */
function cross(search: Search, via: Way, end: Way): void {
  const { cellStart, sumOf, signOf: signs } = search.system;
  const openSums = openAfter(search, via.cell, via.node);
  if (openSums === 0) {
    Object.assign(end, via);
    return;
  }
  const sum = via.node >> 1;
  const by = -signOf(via.node) * signIn(search.system, via.cell, sum);
  via.cost += (openSums - 1) * openSum * (search.terms.mayHide ? 1 : step);
  for (let place = cellStart[via.cell] ?? 0; place < (cellStart[via.cell + 1] ?? 0); place++) {
    const to = sumOf[place] ?? 0;
    const sign = (signs[place] ?? 0) * by;
    if (to === sum || isClosed(search, via.node, nodeOf(to, sign))) continue;
    if (!reach(search, nodeOf(to, sign), via)) continue;
    search.left[nodeOf(to, sign)] = leftBehind(search, via, to);
    if (openSums === 1) lookAhead(search, nodeOf(to, sign), end);
  }
}

/** Whether what a cell brings to a sum is settled there, or by what the way to the cell has left open. */
function isClosed(search: Search, from: number, to: number): boolean {
  const opposite = nodeOf(to >> 1, -signOf(to));
  return isSettled(search, to >> 1, signOf(to)) || (search.left[from]?.includes(opposite) ?? false);
}

/** What stays open where a way goes on from a cell into one of its sums. */
function leftBehind(search: Search, { cell, node }: Way, into: number): readonly number[] {
  const { cellStart, sumOf, signOf: signs } = search.system;
  const before = search.left[node] ?? nothing;
  const [first, last] = [cellStart[cell] ?? 0, cellStart[cell + 1] ?? 0];
  if (before.length === 0 && last - first < 3) return nothing;
  const by = -signOf(node) * signIn(search.system, cell, node >> 1);
  const open = [...before];
  for (let place = first; place < last; place++) {
    const to = sumOf[place] ?? 0;
    const sign = (signs[place] ?? 0) * by;
    if (to === node >> 1 || to === into) continue;
    const settled = open.indexOf(nodeOf(to, -sign));
    if (settled >= 0) open.splice(settled, 1);
    else if (!isSettled(search, to, sign)) open.push(nodeOf(to, sign));
  }
  return open;
}

/** What changing a cell costs: Infinity where it may not be changed, has no room, or would undo what has moved. */
function priceOf(search: Search, cell: number, by: number): number {
  const { system, counts, hidden, barred, price, terms, start, banned, moved } = search;
  const isHidden = hidden[cell] === 1;
  if ((!isHidden && !terms.mayHide) || cell === start || barred[cell] === 1) return Number.POSITIVE_INFINITY;
  const count = counts[cell] ?? 0;
  const room = by > 0 ? (system.most[cell] ?? 0) - count : count - (system.least[cell] ?? 0);
  if (room < terms.room || banned.has(cell)) return Number.POSITIVE_INFINITY;
  if (moved.size > 1 && (moved.get(cell) ?? 0) * by < 0) return Number.POSITIVE_INFINITY;
  return isHidden ? step : (price[cell] ?? 0) + step;
}

/** How many sums stay open when a cell takes the imbalance of a node. */
function openAfter(search: Search, cell: number, node: number): number {
  const { cellStart, sumOf, signOf: signs } = search.system;
  const sum = node >> 1;
  const by = -signOf(node) * signIn(search.system, cell, sum);
  const [first, last] = [cellStart[cell] ?? 0, cellStart[cell + 1] ?? 0];
  let openSums = 0;
  for (let place = first; place < last; place++) {
    const to = sumOf[place] ?? 0;
    const sign = (signs[place] ?? 0) * by;
    if (to !== sum && !isClosed(search, node, nodeOf(to, sign))) openSums++;
  }
  return openSums;
}

/** Whether an imbalance that comes to a sum meets its opposite there, or a hidden cell that stands in no other sum. */
function isSettled(search: Search, sum: number, sign: number): boolean {
  if ((search.imbalance[sum] ?? 0) * sign < 0) return true;
  const lone = search.lone[sum];
  if (!lone) return false;
  return lone.some((cell) => priceOf(search, cell, -sign * signIn(search.system, cell, sum)) <= step);
}

function loneCells(system: System): (number[] | undefined)[] {
  const lone = new Array<number[] | undefined>(system.sumCount).fill(undefined);
  for (let cell = 0; cell < system.size; cell++) {
    if (degree(system, cell) !== 1) continue;
    const sum = system.sumOf[system.cellStart[cell] ?? 0] ?? 0;
    lone[sum] = [...(lone[sum] ?? []), cell];
  }
  return lone;
}
