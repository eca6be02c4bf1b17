import type { Balance, Knot, Reach } from "./knots.ts";

const tiny = 1e-9;
type Row = Map<number, number>;

/** Basic cells, each by the others: `rows.get(b)` says b = - Σ entry × cell. `users` are the rows that a cell stands in. */
type Tableau = { rows: Map<number, Row>; users: Map<number, Set<number>> };

type Goal = { cell: number; direction: number };
/** How far a cell still can go one way, and how far every cell has gone. */
type State = { roomOf: (cell: number, way: number) => number; moved: Map<number, number> };

/** Judges any knot by a bounded simplex method that starts from the truth, which is always possible. */
export function simplexReach({ cells, balances, room }: Knot): Reach {
  const tableau = tableauOf(cells, balances);
  return (cell, by, others) => {
    const barred = new Set(others);
    const goal = { cell, direction: Math.sign(by) };
    const moved = new Map<number, number>();
    const roomOf = (other: number, way: number) => {
      if (barred.has(other)) return 0;
      const gone = moved.get(other) ?? 0;
      return way > 0 ? room(other).up - gone : room(other).down + gone;
    };
    const left = () => Math.abs(by) - (moved.get(cell) ?? 0) * goal.direction;
    while (left() > tiny) {
      const entering = enteringCell(tableau, goal, roomOf);
      if (!entering) return undefined;
      const pace = Math.abs(tableau.rows.get(cell)?.get(entering.cell) ?? 1);
      advance(tableau, { ...entering, most: left() / pace }, { roomOf, moved });
    }
    return new Map([...moved].filter(([, change]) => Math.abs(change) > tiny)).set(cell, by);
  };
}

type Entering = { cell: number; way: number };

/** Solves the sums for as many cells as there are independent ones, those in fewest sums first. */
function tableauOf(cells: readonly number[], balances: readonly Balance[]): Tableau {
  const tableau: Tableau = {
    rows: new Map(),
    users: new Map(cells.map((cell) => [cell, new Set<number>()])),
  };
  const degree = new Map<number, number>();
  for (const balance of balances)
    for (const cell of balance.keys()) degree.set(cell, (degree.get(cell) ?? 0) + 1);
  for (const balance of [...balances].sort((a, b) => a.size - b.size)) {
    const row: Row = new Map(balance);
    for (const [cell, entry] of balance) {
      const basic = tableau.rows.get(cell);
      if (!basic) continue;
      row.delete(cell);
      for (const [other, value] of basic) addTo(row, other, -entry * value);
    }
    const pivot = [...row.keys()].sort((a, b) => (degree.get(a) ?? 0) - (degree.get(b) ?? 0))[0];
    if (pivot !== undefined) enter(tableau, pivot, row);
  }
  return tableau;
}

/** Makes a cell basic by a row that it stands in, and puts its row in its place everywhere else. */
function enter({ rows, users }: Tableau, cell: number, from: Row): void {
  const entry = from.get(cell) ?? 1;
  const row: Row = new Map();
  for (const [other, value] of from) if (other !== cell) row.set(other, value / entry);
  for (const user of users.get(cell) ?? []) {
    const using = rows.get(user);
    const factor = using?.get(cell) ?? 0;
    using?.delete(cell);
    if (!using) continue;
    for (const [other, value] of row) {
      addTo(using, other, -factor * value);
      if (using.has(other)) users.get(other)?.add(user);
      else users.get(other)?.delete(user);
    }
  }
  users.get(cell)?.clear();
  rows.set(cell, row);
  for (const other of row.keys()) users.get(other)?.add(cell);
}

function addTo(row: Row, cell: number, amount: number): void {
  const sum = (row.get(cell) ?? 0) + amount;
  if (Math.abs(sum) < tiny) row.delete(cell);
  else row.set(cell, sum);
}

/** Bland's rule: the first cell that takes the goal further, so that the method ends. */
function enteringCell({ rows }: Tableau, { cell, direction }: Goal, roomOf: State["roomOf"]) {
  const row = rows.get(cell);
  if (!row) return roomOf(cell, direction) > tiny ? { cell, way: direction } : undefined;
  let found: Entering | undefined;
  for (const [other, entry] of row) {
    const way = -Math.sign(entry) * direction;
    if ((!found || other < found.cell) && roomOf(other, way) > tiny) found = { cell: other, way };
  }
  return found;
}

/** Moves a cell until the goal is reached or a cell meets its bound; that one then stands where the moved one stood. */
function advance(tableau: Tableau, by: Entering & { most: number }, { roomOf, moved }: State): void {
  const { rows, users } = tableau;
  const paces = [...(users.get(by.cell) ?? [])].map((user) => ({
    user,
    pace: -by.way * (rows.get(user)?.get(by.cell) ?? 0),
  }));
  let steps = Math.min(by.most, roomOf(by.cell, by.way));
  let leaving: number | undefined;
  for (const { user, pace } of paces) {
    const reach = roomOf(user, Math.sign(pace)) / Math.abs(pace);
    const isFirst = reach < steps - tiny || (reach < steps + tiny && leaving !== undefined && user < leaving);
    if (!isFirst) continue;
    steps = Math.max(0, Math.min(reach, steps));
    leaving = user;
  }
  moved.set(by.cell, (moved.get(by.cell) ?? 0) + by.way * steps);
  for (const { user, pace } of paces) moved.set(user, (moved.get(user) ?? 0) + pace * steps);
  if (leaving === undefined) return;
  const row = rows.get(leaving) ?? new Map<number, number>();
  rows.delete(leaving);
  for (const other of row.keys()) users.get(other)?.delete(leaving);
  enter(tableau, by.cell, new Map([...row, [leaving, 1]]));
}
