import type { Balance, Knot, Reach } from "./knots.ts";

const tiny = 1e-9;

/**
 * Basic cells, each by the others: `rows[r]` says basic[r] = - Σ entry × cell. Cells are numbered within their knot. The rows
 * are dense: their numbers are looked at millions of times, and many fill up.
 */
type Tableau = { rows: Float64Array[]; basic: number[]; rowOf: Int32Array };
const notBasic = -1;

type Goal = { cell: number; direction: number };
/** How far a cell still can go one way, and how far every cell has gone. */
type State = { roomOf: (cell: number, way: number) => number; moved: Float64Array };

/** Judges any knot by a bounded simplex method that starts from the truth, which is always possible. */
export function simplexReach({ cells, balances, room }: Knot): Reach {
  const numberOf = new Map(cells.map((cell, number) => [cell, number]));
  const tableau = tableauOf(numberOf, balances);
  const up = Float64Array.from(cells, (cell) => room(cell).up);
  const down = Float64Array.from(cells, (cell) => room(cell).down);
  return (asked, by, others) => {
    const cell = numberOf.get(asked) ?? 0;
    const barred = new Uint8Array(cells.length);
    for (const other of others) {
      const number = numberOf.get(other);
      if (number !== undefined) barred[number] = 1;
    }
    const goal = { cell, direction: Math.sign(by) };
    const moved = new Float64Array(cells.length);
    const roomOf = (other: number, way: number) => {
      if (barred[other] === 1) return 0;
      const gone = at(moved, other);
      return way > 0 ? at(up, other) - gone : at(down, other) + gone;
    };
    const left = () => Math.abs(by) - at(moved, cell) * goal.direction;
    while (left() > tiny) {
      const entering = enteringCell(tableau, goal, roomOf);
      if (!entering) return undefined;
      const row = rowOf(tableau, cell);
      const pace = row ? Math.abs(at(row, entering.cell)) : 1;
      advance(tableau, { ...entering, most: left() / pace }, { roomOf, moved });
    }
    const changes = new Map<number, number>();
    for (const [number, change] of moved.entries())
      if (Math.abs(change) > tiny) changes.set(cells[number] ?? asked, change);
    return changes.set(asked, by);
  };
}

const at = (numbers: Float64Array, place: number): number => numbers[place] ?? 0;

const rowOf = ({ rows, rowOf }: Tableau, cell: number): Float64Array | undefined =>
  rows[rowOf[cell] ?? notBasic];

type Entering = { cell: number; way: number };

/** Solves the sums for as many cells as there are independent ones, those in fewest sums first. */
function tableauOf(numberOf: ReadonlyMap<number, number>, balances: readonly Balance[]): Tableau {
  const width = numberOf.size;
  const tableau: Tableau = { rows: [], basic: [], rowOf: new Int32Array(width).fill(notBasic) };
  const degree = new Float64Array(width);
  const numbered = [...balances]
    .sort((a, b) => a.size - b.size)
    .map((balance) => [...balance].map(([cell, entry]) => ({ cell: numberOf.get(cell) ?? 0, entry })));
  for (const balance of numbered) for (const { cell } of balance) degree[cell] = at(degree, cell) + 1;
  for (const balance of numbered) {
    const row = new Float64Array(width);
    for (const { cell, entry } of balance) row[cell] = entry;
    for (const { cell, entry } of balance) {
      const basic = rowOf(tableau, cell);
      if (!basic) continue;
      row[cell] = 0;
      add(row, { times: -entry, of: basic, among: filledIn(basic) });
    }
    let pivot: number | undefined;
    for (const cell of filledIn(row))
      if (pivot === undefined || at(degree, cell) < at(degree, pivot)) pivot = cell;
    if (pivot !== undefined) enter(tableau, { cell: pivot, row, place: tableau.rows.length });
  }
  return tableau;
}

/** Makes a cell basic by a row that it stands in, and puts its row in its place everywhere else. */
function enter(tableau: Tableau, { cell, row, place }: { cell: number; row: Float64Array; place: number }) {
  const { rows, basic } = tableau;
  const entry = at(row, cell);
  row[cell] = 0;
  const among = filledIn(row);
  for (const other of among) row[other] = at(row, other) / entry;
  for (const [user, using] of rows.entries()) {
    const factor = at(using, cell);
    if (user === place || factor === 0) continue;
    using[cell] = 0;
    add(using, { times: -factor, of: row, among });
  }
  rows[place] = row;
  basic[place] = cell;
  tableau.rowOf[cell] = place;
}

/** The cells of a row that are not 0. */
function filledIn(row: Float64Array): number[] {
  const cells: number[] = [];
  for (let cell = 0; cell < row.length; cell++) if (row[cell] !== 0) cells.push(cell);
  return cells;
}

type Addend = { times: number; of: Float64Array; among: readonly number[] };

function add(row: Float64Array, { times, of, among }: Addend): void {
  for (const cell of among) {
    const sum = at(row, cell) + times * at(of, cell);
    row[cell] = Math.abs(sum) < tiny ? 0 : sum;
  }
}

/** Bland's rule: the first cell that takes the goal further, so that the method ends. */
function enteringCell(
  tableau: Tableau,
  { cell, direction }: Goal,
  roomOf: State["roomOf"],
): Entering | undefined {
  const row = rowOf(tableau, cell);
  if (!row) return roomOf(cell, direction) > tiny ? { cell, way: direction } : undefined;
  for (let other = 0; other < row.length; other++) {
    const entry = at(row, other);
    if (entry === 0) continue;
    const way = -Math.sign(entry) * direction;
    if (roomOf(other, way) > tiny) return { cell: other, way };
  }
  return undefined;
}

/** Moves a cell until the goal is reached or a cell meets its bound; that one then stands where the moved one stood. */
function advance(tableau: Tableau, by: Entering & { most: number }, { roomOf, moved }: State): void {
  const { rows, basic } = tableau;
  const paces: { place: number; user: number; pace: number }[] = [];
  for (let place = 0; place < rows.length; place++) {
    const entry = rows[place]?.[by.cell] ?? 0;
    if (entry !== 0) paces.push({ place, user: basic[place] ?? 0, pace: -by.way * entry });
  }
  let steps = Math.min(by.most, roomOf(by.cell, by.way));
  let leaving: (typeof paces)[number] | undefined;
  for (const one of paces) {
    const reach = roomOf(one.user, Math.sign(one.pace)) / Math.abs(one.pace);
    const isFirst =
      reach < steps - tiny || (reach < steps + tiny && leaving !== undefined && one.user < leaving.user);
    if (!isFirst) continue;
    steps = Math.max(0, Math.min(reach, steps));
    leaving = one;
  }
  moved[by.cell] = at(moved, by.cell) + by.way * steps;
  for (const { user, pace } of paces) moved[user] = at(moved, user) + pace * steps;
  if (leaving === undefined) return;
  const row = rows[leaving.place];
  if (!row) return;
  tableau.rowOf[leaving.user] = notBasic;
  row[leaving.user] = 1;
  enter(tableau, { cell: by.cell, row, place: leaving.place });
}
