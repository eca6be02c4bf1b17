/** Numbers that people see together, and the sums everybody knows to hold between them. */
export type Linked = {
  /** True counts, one a cell. */
  values: readonly number[];
  /**
   * Indexes of cells: `whole` is the sum of `parts`, and of a constant that everybody knows where the values do not
   * add up exactly.
   */
  sums: readonly { whole: number; parts: readonly number[] }[];
  /** Bounds that everybody knows, per cell: 0 and Infinity unless said. */
  least?: readonly number[];
  most?: readonly number[];
  /** Cells that are never shown, such as "without a disability": free to move, at no cost, and sensitive when small. */
  latent?: ReadonlySet<number>;
  /** Of the latent cells, those that need no protection, such as what a number was before it changed. */
  past?: ReadonlySet<number>;
  /** Cells that are known already: hiding them protects nothing. */
  open?: ReadonlySet<number>;
  /** Cells that are hidden in any case. */
  closed?: ReadonlySet<number>;
  /** Each: the cells that one reader knows exactly. Every other sensitive cell is protected against her too. */
  insiders?: readonly (readonly number[])[];
  /**
   * Of each insider, cells that count hers among others, such as the total of her level: what she finds out about these
   * is about herself, as long as the others' own cells are protected against her.
   */
  shared?: readonly (readonly number[])[];
  /** Cells that stand in no sum, since they move with another one (`presolve`). */
  follows?: ReadonlyMap<number, Follows>;
  /** What hiding a cell costs: about 1 unless said, a little more the more students it counts. */
  weights?: readonly number[];
};

/** That a cell moves as far as another one, the same way (1) or the other way (-1). */
export type Follows = { cell: number; way: 1 | -1 };

/** The cell that moves when this one is to: the one that it follows, else itself. */
export function leaderOf({ follows }: Linked, cell: number): Follows {
  let found: Follows = { cell, way: 1 };
  for (let next = follows?.get(cell); next; next = follows?.get(next.cell))
    found = { cell: next.cell, way: next.way === found.way ? 1 : -1 };
  return found;
}

/** From 1 to `threshold` students is small. With `zeros` "shown" a zero is never hidden; with "hidden" it is small too. */
export type Rule = { threshold: number; zeros: "shown" | "hidden" };

/** What to hide, and the sensitive cells that stay narrowed however much is hidden. */
export type Protection = { hidden: ReadonlySet<number>; unprotected: readonly number[] };

/** Cells that are hidden whatever else is: the small ones and those that must be. Those never shown are left out. */
export function hiddenAnyhow({ values, closed, latent, open }: Linked, rule: Rule): Set<number> {
  const isHidden = (value: number, cell: number) =>
    (isSmall(value, rule) || closed?.has(cell) === true) && !latent?.has(cell) && !open?.has(cell);
  return new Set(cellsWhere(values, isHidden));
}

/** The cells of `linked` by the sums they stand in, as flat lists: those of cell c are from `cellStart[c]` to `cellStart[c + 1]`. */
export type System = {
  size: number;
  value: Float64Array;
  least: Float64Array;
  most: Float64Array;
  sumCount: number;
  cellStart: Int32Array;
  sumOf: Int32Array;
  signOf: Int8Array;
  sumStart: Int32Array;
  cellOf: Int32Array;
  signIn: Int8Array;
};

/** Lays cells and sums out as lists. Throws when a sum names a cell that is not there, or one cell twice. */
export function systemOf(linked: Linked, of: Linked["sums"] = linked.sums): System {
  const size = linked.values.length;
  const sums = of.map(({ whole, parts }, sum) => checked([whole, ...parts], size, sum));
  const count = sums.reduce((all, cells) => all + cells.length, 0);
  const cellStart = new Int32Array(size + 1);
  for (const cells of sums) for (const cell of cells) add(cellStart, cell + 1, 1);
  for (let cell = 0; cell < size; cell++) add(cellStart, cell + 1, at(cellStart, cell));
  const system: System = {
    size,
    value: Float64Array.from(linked.values),
    least: filled(size, linked.least, 0),
    most: filled(size, linked.most, Number.POSITIVE_INFINITY),
    sumCount: sums.length,
    cellStart,
    sumOf: new Int32Array(count),
    signOf: new Int8Array(count),
    sumStart: new Int32Array(sums.length + 1),
    cellOf: new Int32Array(count),
    signIn: new Int8Array(count),
  };
  const next = cellStart.slice();
  let place = 0;
  for (const [sum, cells] of sums.entries()) {
    for (const [position, cell] of cells.entries()) {
      const sign = position === 0 ? 1 : -1;
      system.cellOf[place] = cell;
      system.signIn[place++] = sign;
      const slot = at(next, cell);
      system.sumOf[slot] = sum;
      system.signOf[slot] = sign;
      next[cell] = slot + 1;
    }
    system.sumStart[sum + 1] = place;
  }
  return system;
}

/** In how many sums a cell stands. */
export function degree({ cellStart }: System, cell: number): number {
  return (cellStart[cell + 1] ?? 0) - (cellStart[cell] ?? 0);
}

/** The sign that a cell enters a sum by; 0 when it does not stand in it. */
export function signIn({ cellStart, sumOf, signOf: signs }: System, cell: number, sum: number): number {
  for (let place = cellStart[cell] ?? 0; place < (cellStart[cell + 1] ?? 0); place++)
    if (sumOf[place] === sum) return signs[place] ?? 0;
  return 0;
}

/** Of each cell, the lists that it stands in. */
export function indexed(lists: readonly (readonly number[])[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [list, cells] of lists.entries())
    for (const cell of cells) {
      const known = found.get(cell);
      // A total of the district stands in the lists of all its schools.
      if (known) known.push(list);
      else found.set(cell, [list]);
    }
  return found;
}

/** Whether a count is one that the rule protects, wherever it stands hidden. */
export function isSmall(value: number, { threshold, zeros }: Rule): boolean {
  return value <= threshold && (zeros === "hidden" ? value >= 0 : value > 0);
}

/** The cells whose interval must go on holding 1 to the threshold: small, and not known already. */
export function sensitiveCells({ values, open, past }: Linked, rule: Rule): number[] {
  const isSensitive = (value: number, cell: number) =>
    isSmall(value, rule) && !open?.has(cell) && !past?.has(cell);
  return cellsWhere(values, isSensitive);
}

function cellsWhere(values: readonly number[], is: (value: number, cell: number) => boolean): number[] {
  const found: number[] = [];
  for (const [cell, value] of values.entries()) if (is(value, cell)) found.push(cell);
  return found;
}

/** The number at a place of a flat list: these lists are read within their bounds only. */
function at(list: { readonly [index: number]: number }, index: number): number {
  return list[index] ?? 0;
}

function add(list: Int32Array, index: number, amount: number): void {
  list[index] = at(list, index) + amount;
}

function filled(size: number, given: readonly number[] | undefined, otherwise: number): Float64Array {
  return Float64Array.from({ length: size }, (_, cell) => given?.[cell] ?? otherwise);
}

function checked(cells: number[], size: number, sum: number): number[] {
  const wrong = cells.find((cell) => !Number.isInteger(cell) || cell < 0 || cell >= size);
  if (wrong !== undefined)
    throw new Error(`Sum ${sum} names cell ${wrong}, but cells are 0 to ${size - 1}: mend the sum.`);
  if (new Set(cells).size < cells.length)
    throw new Error(`Sum ${sum} names a cell twice: name each once, the whole apart from its parts.`);
  return cells;
}

type Sum = Linked["sums"][number];

/**
 * Leaves out sums that follow from the others: where schools add up to levels for every race, and every school's races
 * add up to its students, a level's races need no sum. What is left says the same and is simpler to search: in a table
 * with one hierarchy no cell then stands in more than two sums.
 *
 * A sum follows from those before it when it holds for random counts that satisfy them.
 */
export function independentSums(size: number, sums: readonly Sum[]): Sum[] {
  const degree = new Int32Array(size);
  for (const cell of sums.flatMap(cellsOf)) degree[cell] = (degree[cell] ?? 0) + 1;
  const knots = (sum: Sum) => cellsOf(sum).reduce((all, cell) => all + knot(degree[cell] ?? 0), 0);
  const height = heights(size, sums);
  const inOrder = sums
    .map((sum) => ({ sum, height: height[sum.whole] ?? 0, tangle: knots(sum) / (sum.parts.length + 1) }))
    .sort((a, b) => a.height - b.height || a.tangle - b.tangle);
  const count = new Float64Array(size).fill(Number.NaN);
  const draw = randomCounts();
  return inOrder.flatMap(({ sum }) => (isImplied(sum, count, draw) ? [] : [sum]));
}

const cellsOf = ({ whole, parts }: Sum) => [whole, ...parts];

/** A cell in three sums becomes simple by leaving one out; one in ten hardly does. */
const knot = (degree: number) => (degree > 2 ? 1 / (degree - 2) : 0);

/** Whether a sum holds already; where it has cells without a count yet, it gets them so that it holds from now on. */
function isImplied(sum: Sum, count: Float64Array, draw: () => number): boolean {
  const unset = cellsOf(sum).filter((cell) => Number.isNaN(count[cell]));
  const [defined, ...others] = unset;
  for (const cell of others) count[cell] = draw();
  const parts = (except: number) =>
    sum.parts.reduce((all, part) => all + (part === except ? 0 : (count[part] ?? 0)), 0);
  if (defined === undefined) return parts(-1) === count[sum.whole];
  count[defined] = defined === sum.whole ? parts(-1) : (count[sum.whole] ?? 0) - parts(defined);
  return false;
}

/** How many sums stand between a cell and those that are no sum: no district is built fifty high. */
function heights(size: number, sums: readonly Sum[]): Int32Array {
  const height = new Int32Array(size);
  for (let round = 0; round < 50; round++)
    for (const { whole, parts } of sums)
      height[whole] = 1 + parts.reduce((most, part) => Math.max(most, height[part] ?? 0), 0);
  return height;
}

/** Whole numbers below 2^36, so that the sum of a hundred thousand of them is exact. */
function randomCounts(): () => number {
  const draw = random(1);
  return () => Math.floor(draw() * 2 ** 16) * 2 ** 20 + Math.floor(draw() * 2 ** 20);
}

/** mulberry32, numbers from 0 to 1: the same start gives the same ones. */
export function random(start: number): () => number {
  let state = start | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
