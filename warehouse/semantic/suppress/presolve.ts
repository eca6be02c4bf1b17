import type { Follows, Linked } from "./linked.ts";

/** A sum over cells that are not known, each with the sign it enters by. */
type Row = { cells: ReadonlyMap<number, 1 | -1>; sum: Linked["sums"][number] };

/**
 * The same question with fewer sums, as solvers of linear programs are given it: what each cell can be stays the same, for
 * everybody.
 *
 * - Of sums over the same unknown cells one is enough.
 * - A cell of the past that stands in no other sum may be anything: its sum binds nobody who does not know all of it.
 * - Where two cells are all that is unknown in a sum, one that is never shown and stands in no other sum follows the other:
 *   its bounds become the other's, and what is demanded of it is demanded of the other.
 */
export function presolve(linked: Linked): Linked {
  const rows = new Set(
    new Map(linked.sums.map((sum) => rowOf(sum, linked)).map((row) => [nameOf(row), row])).values(),
  );
  const rowsAt: (Row[] | undefined)[] = [];
  const degree = new Int32Array(linked.values.length);
  for (const row of rows)
    for (const cell of row.cells.keys()) {
      degree[cell] = (degree[cell] ?? 0) + 1;
      const others = rowsAt[cell];
      if (others) others.push(row);
      else rowsAt[cell] = [row];
    }
  const bounds = boundsOf(linked);
  const knows = knowersOf(linked);
  const isLeaf = (cell: number) => degree[cell] === 1;
  const isVacuous = ({ cells }: Row) =>
    [...cells.keys()].some((cell) => {
      if (!linked.past?.has(cell) || !bounds.isFree(cell) || !isLeaf(cell)) return false;
      const own = knows(cell);
      return [...cells.keys()]
        .map(knows)
        .every((one) => one === own || own.every((reader) => one.includes(reader)));
    });
  const canFollow = (cell: number) => linked.latent?.has(cell) && !linked.past?.has(cell) && isLeaf(cell);
  const follows = new Map<number, Follows>();

  /** Binds one of two cells to the other, if that can be. */
  function isBound({ cells }: Row): boolean {
    const [one = -1, other = -1] = cells.keys();
    if (cells.size !== 2 || knows(one) !== knows(other)) return false;
    const [follower, leader] = canFollow(other) ? [other, one] : [one, other];
    if (!canFollow(follower)) return false;
    const way = cells.get(follower) === cells.get(leader) ? -1 : 1;
    follows.set(follower, { cell: leader, way });
    bounds.bind(follower, leader, way);
    return true;
  }

  for (let waiting = [...rows]; waiting.length > 0; ) {
    const touched = new Set<Row>();
    for (const row of waiting) {
      if (!rows.has(row) || !(isVacuous(row) || isBound(row))) continue;
      rows.delete(row);
      for (const cell of row.cells.keys()) {
        degree[cell] = (degree[cell] ?? 0) - 1;
        for (const other of rowsAt[cell] ?? []) if (rows.has(other)) touched.add(other);
      }
    }
    waiting = [...touched];
  }
  const { least, most } = bounds;
  return { ...linked, sums: [...rows].map(({ sum }) => sum), least, most, follows };
}

function rowOf({ whole, parts }: Linked["sums"][number], { open }: Linked): Row {
  const unknown = parts.filter((part) => !open?.has(part));
  const cells = new Map<number, 1 | -1>(unknown.map((part) => [part, -1]));
  if (!open?.has(whole)) cells.set(whole, 1);
  return { cells, sum: { whole, parts: unknown } };
}

/** The same for sums over the same cells: what is known of them differs, and is known. */
function nameOf({ cells }: Row): string {
  const inOrder = [...cells].sort(([one], [other]) => one - other);
  const [[, first] = [0, 1]] = inOrder;
  return inOrder.map(([cell, sign]) => `${sign === first ? "" : "-"}${cell}`).join();
}

function boundsOf({ values, ...given }: Linked) {
  const least = values.map((_, cell) => given.least?.[cell] ?? 0);
  const most = values.map((_, cell) => given.most?.[cell] ?? Number.POSITIVE_INFINITY);
  const room = (cell: number, way: 1 | -1) =>
    way === 1 ? (most[cell] ?? 0) - (values[cell] ?? 0) : (values[cell] ?? 0) - (least[cell] ?? 0);
  /** Leaves a cell no more room than one that follows it has. */
  const bind = (follower: number, leader: number, way: 1 | -1) => {
    const value = values[leader] ?? 0;
    const [up, down] = [room(follower, way), room(follower, way === 1 ? -1 : 1)];
    most[leader] = Math.min(most[leader] ?? 0, value + up);
    least[leader] = Math.max(least[leader] ?? 0, value - down);
  };
  const isFree = (cell: number) =>
    room(cell, 1) === Number.POSITIVE_INFINITY && room(cell, -1) === room(cell, 1);
  return { least, most, bind, isFree };
}

/** Of each cell, who knows it or shares in it. Cells of one place have the same list. */
function knowersOf({ insiders = [], shared = [] }: Linked): (cell: number) => readonly number[] {
  const readers = new Map<number, number[]>();
  // Many share in the same cells: who does then is one and the same.
  for (const [list, cells] of [...new Set([...insiders, ...shared])].entries())
    for (const cell of cells) {
      const known = readers.get(cell);
      if (known) known.push(list);
      else readers.set(cell, [list]);
    }
  const lists = new Map<string, readonly number[]>();
  const alike = (list: readonly number[]) => {
    const name = list.join();
    const known = lists.get(name) ?? list;
    lists.set(name, known);
    return known;
  };
  const found = new Map([...readers].map(([cell, list]) => [cell, alike(list)]));
  const nobody: readonly number[] = [];
  return (cell) => found.get(cell) ?? nobody;
}
