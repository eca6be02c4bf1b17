import { describe, expect, it } from "vitest";
import { hiddenAnyhow, type Linked, type Rule } from "../../warehouse/semantic/suppress/linked.ts";
import { narrowedCells } from "../../warehouse/semantic/suppress/narrowed.ts";
import { protect } from "../../warehouse/semantic/suppress/protect.ts";
import { tableWithTotals } from "../../warehouse/semantic/suppress/table.ts";
import { randomRate } from "./random-tables.ts";

const shown: Rule = { threshold: 10, zeros: "shown" };
const alsoZeros: Rule = { threshold: 10, zeros: "hidden" };

/** The hidden cells of a table by row and column; row or column "T" is the total. */
function hiddenIn(cells: readonly (readonly number[])[], rule = shown): string[] {
  const linked = tableWithTotals(cells);
  const { hidden, unprotected } = protect(linked, rule);
  expect(unprotected).toEqual([]);
  expect(narrowedCells(linked, hidden, rule)).toEqual([]);
  const width = (cells[0]?.length ?? 0) + 1;
  const name = (line: number, size: number) => (line === size ? "T" : String(line));
  return [...hidden].map(
    (cell) => name(Math.floor(cell / width), cells.length) + name(cell % width, width - 1),
  );
}

const large = [
  [50, 60, 70],
  [80, 90, 95],
  [65, 75, 85],
];
const withCorner = (count: number) => [[count, 60, 70], ...large.slice(1)];

describe("a count of 1 to 10 students", () => {
  it.each([
    [0, false],
    [1, true],
    [9, true],
    [10, true],
    [11, false],
  ])("%i is hidden: %s", (count, isHidden) => {
    expect(hiddenIn(withCorner(count)).includes("00")).toBe(isHidden);
  });

  it.each([0, 1, 9, 10])("%i is hidden where zeros are hidden too", (count) => {
    expect(hiddenIn(withCorner(count), alsoZeros)).toContain("00");
    expect(hiddenIn(withCorner(11), alsoZeros)).toEqual([]);
  });

  it("takes three more with it when it stands alone: in its row, its column, and where those cross", () => {
    expect(hiddenIn(withCorner(4))).toHaveLength(4);
  });

  it("hides nothing where nothing is small", () => {
    expect(hiddenIn(large)).toEqual([]);
  });
});

describe("a zero that is shown", () => {
  it("is never hidden, so that totals go where rows have nothing else", () => {
    const cells = [
      [5, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ];
    expect(hiddenIn(cells).sort()).toEqual(["00", "0T", "T0", "TT"]);
  });

  it.each([
    ["one cell", [[7]], ["00", "0T", "T0", "TT"]],
    ["one row", [[3, 40, 50]], 4],
    ["one column", [[3], [40], [50]], 4],
    [
      "nothing but zeros",
      [
        [0, 0],
        [0, 0],
      ],
      [],
    ],
    [
      "all small",
      [
        [1, 2],
        [3, 4],
      ],
      9,
    ],
  ])("leaves a way for %s", (_, cells, expected) => {
    const hidden = hiddenIn(cells);
    if (Array.isArray(expected)) expect(hidden.sort()).toEqual(expected);
    else expect(hidden.length).toBeLessThanOrEqual(expected);
  });
});

describe("what two or more gaps in every line do not protect", () => {
  const cells = [
    [30, 47, 64, 89],
    [90, 124, 5, 31],
    [92, 100, 59, 85],
    [800, 991, 651, 685],
  ];
  const at = (row: number, column: number) => row * 5 + column;
  const pattern = [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 2), at(2, 1), at(2, 3), at(3, 1), at(3, 3)];
  const upTo50: Rule = { threshold: 50, zeros: "shown" };

  it("is found out: w|b is exactly 47 in a 4×4 table", () => {
    expect(narrowedCells(tableWithTotals(cells), new Set(pattern), upTo50)).toContain(at(0, 1));
  });

  it("and is safe with x|b hidden too", () => {
    const safe = new Set([...pattern, at(1, 1)]);
    expect(narrowedCells(tableWithTotals(cells), safe, upTo50)).not.toContain(at(0, 1));
  });
});

describe("tables that share cells", () => {
  const [a, b, i, j, k, l, m, n] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [east, west, big, small, all] = [8, 9, 10, 11, 12];
  const values = [2, 2, 8, 8, 3, 3, 3, 7, 20, 16, 6, 30, 36];
  const counties = [
    { whole: east, parts: [a, b, i, j] },
    { whole: west, parts: [k, l, m, n] },
    { whole: all, parts: [east, west] },
  ];
  const sizes = [
    { whole: big, parts: [l, m] },
    { whole: small, parts: [a, b, i, j, k, n] },
    { whole: all, parts: [big, small] },
  ];
  const upTo3: Rule = { threshold: 3, zeros: "shown" };
  const primary = new Set([a, b, k, l, m]);

  it("protect K when counties or sizes are seen alone, and give it away together", () => {
    expect(narrowedCells({ values, sums: counties }, primary, upTo3)).toEqual([]);
    expect(narrowedCells({ values, sums: sizes }, primary, upTo3)).toEqual([]);
    expect(narrowedCells({ values, sums: [...counties, ...sizes] }, primary, upTo3)).toContain(k);
  });

  it("may be each other's sum, which says that they are the same", () => {
    const same = {
      values: [5, 5, 40],
      sums: [
        { whole: 0, parts: [1] },
        { whole: 1, parts: [0] },
      ],
    };
    expect([...protect(same, shown).hidden]).toEqual([0, 1]);
    expect(narrowedCells(same, new Set([0]), shown)).toEqual([0, 1]);
  });

  it("tell nothing where only one student is few: what is known to be one is all that it may be", () => {
    const pair = { values: [21, 1, 20], sums: [{ whole: 0, parts: [1, 2] }] };
    expect(narrowedCells(pair, new Set([1]), { threshold: 1, zeros: "shown" })).toEqual([]);
    expect(narrowedCells(pair, new Set([1]), { threshold: 2, zeros: "shown" })).toEqual([1]);
  });

  it("are protected together", () => {
    const linked = { values, sums: [...counties, ...sizes] };
    const { hidden, unprotected } = protect(linked, upTo3);
    expect(unprotected).toEqual([]);
    expect(narrowedCells(linked, hidden, upTo3)).toEqual([]);
    expect(hidden.size).toBe(6);
  });
});

/** Two schools and their district, each all students = with + without a disability, who are not shown. */
const pair: Linked = {
  values: [100, 4, 96, 200, 60, 140, 300, 64, 236],
  sums: [
    { whole: 0, parts: [1, 2] },
    { whole: 3, parts: [4, 5] },
    { whole: 6, parts: [7, 8] },
    { whole: 6, parts: [0, 3] },
    { whole: 7, parts: [1, 4] },
  ],
  latent: new Set([2, 5, 8]),
};

describe("what is never shown", () => {
  it("moves with what is hidden and is not itself listed", () => {
    const { hidden, unprotected } = protect(pair, shown);
    expect([...hidden].sort()).toEqual([1, 4]);
    expect(unprotected).toEqual([]);
  });

  it("is protected when it is small: 3 without a disability of 100", () => {
    const linked = { ...pair, values: [100, 97, 3, 200, 60, 140, 300, 157, 143] };
    expect(narrowedCells(linked, new Set(), shown)).toEqual([2]);
    const { hidden } = protect(linked, shown);
    expect(narrowedCells(linked, hidden, shown)).toEqual([]);
    expect(hidden.size).toBe(2);
  });

  it("may be none at all where zeros are shown, and not where they are hidden", () => {
    const linked = { ...pair, values: [100, 100, 0, 200, 60, 140, 300, 160, 140] };
    expect(protect(linked, shown).hidden.size).toBe(0);
    expect(protect(linked, alsoZeros).hidden.size).toBe(2);
  });
});

describe("a principal who knows her own school", () => {
  it("finds out the other one when two share the gap, so that the district's number goes instead", () => {
    const linked = { ...pair, insiders: [[3, 4, 5]] };
    expect(narrowedCells(linked, new Set([1, 4]), shown)).toEqual([1]);
    const { hidden, unprotected } = protect(linked, shown);
    expect(unprotected).toEqual([]);
    expect([...hidden].sort()).toEqual([1, 7]);
  });

  it("learns nothing where a third school has the same gap", () => {
    const cells = [
      [4, 90],
      [50, 80],
      [60, 70],
      [70, 60],
    ];
    const rows = [0, 1, 2, 3].map((row) => [0, 1, 2].map((column) => 3 * row + column));
    const linked = { ...tableWithTotals(cells), insiders: rows, open: new Set([12, 13, 14]) };
    expect(narrowedCells(linked, new Set([0, 1, 3, 4]), shown)).toEqual([0]);
    const { hidden, unprotected } = protect(linked, shown);
    expect(unprotected).toEqual([]);
    expect(narrowedCells(linked, hidden, shown)).toEqual([]);
    expect(hidden.size).toBe(6);
  });

  it("finds out the other one also where somebody else knows both, to whom it is no news", () => {
    const linked = {
      ...pair,
      insiders: [[4], [1, 4]],
    };
    expect(narrowedCells(linked, new Set([1, 4]), shown)).toEqual([1]);
    const { hidden, unprotected } = protect(linked, shown);
    expect([[...hidden].sort(), unprotected]).toEqual([[1, 7], []]);
  });

  it("does not count her own small number as found out", () => {
    const linked = { ...pair, insiders: [[0, 1, 2]] };
    expect(narrowedCells(linked, new Set([1, 4]), shown)).toEqual([]);
  });
});

describe("what everybody knows already", () => {
  it("protects nothing: an open cell is no gap", () => {
    const { hidden, unprotected } = protect({ ...pair, open: new Set([4]) }, shown);
    expect([...hidden].sort()).toEqual([1, 7]);
    expect(unprotected).toEqual([]);
  });

  it("gives nothing away of a number that stands in no sum: hiding it is enough", () => {
    const alone = { values: [5, 60], sums: [] };
    expect(protect(alone, shown)).toEqual({ hidden: new Set([0]), unprotected: [] });
    expect(narrowedCells(alone, new Set([0]), shown)).toEqual([]);
  });

  it("is said when nothing is left to hide", () => {
    const linked = { ...pair, open: new Set([4, 7]) };
    const { hidden, unprotected } = protect(linked, shown);
    expect(unprotected).toEqual([1]);
    expect(narrowedCells(linked, hidden, shown)).toEqual([1]);
  });

  it("bounds a cell: 8 absent of 9 enrolled can never have been 10", () => {
    const linked = { values: [8, 30, 38], sums: [{ whole: 2, parts: [0, 1] }], most: [9, 200, 300] };
    expect(protect(linked, shown).unprotected).toEqual([0]);
    expect(protect({ ...linked, most: [40, 200, 300] }, shown).unprotected).toEqual([]);
  });

  it("holds a gap up: the other cell of a sum can take only what its bound allows", () => {
    const linked = { values: [3, 30, 33], sums: [{ whole: 2, parts: [0, 1] }], least: [0, 28, 0] };
    expect([...protect(linked, shown).hidden].sort()).toEqual([0, 2]);
  });

  it("is a constant where a whole is more than its parts", () => {
    const linked = { values: [3, 30, 50], sums: [{ whole: 2, parts: [0, 1] }] };
    const { hidden } = protect(linked, shown);
    expect(narrowedCells(linked, new Set([0]), shown)).toEqual([0]);
    expect(narrowedCells(linked, hidden, shown)).toEqual([]);
  });
});

describe("cells that are hidden in any case", () => {
  it("are hidden, and used as gaps", () => {
    const cells = tableWithTotals(withCorner(4));
    const closed = new Set([1, 5, 4]);
    const { hidden } = protect({ ...cells, closed }, shown);
    expect([...hidden].sort()).toEqual([0, 1, 4, 5]);
  });
});

describe("what is hidden whatever else is", () => {
  const values = [5, 50, 0, 10, 11, 3, 4, 60];
  const linked: Linked = {
    values,
    sums: [],
    latent: new Set([5]),
    open: new Set([6]),
    closed: new Set([1, 6]),
  };

  it("is what is small or closed, unless it is never shown or known already", () => {
    expect([...hiddenAnyhow(linked, shown)]).toEqual([0, 1, 3]);
    expect([...hiddenAnyhow(linked, alsoZeros)]).toEqual([0, 1, 2, 3]);
    expect([...hiddenAnyhow({ values, sums: [] }, shown)]).toEqual([0, 3, 5, 6]);
  });
});

describe("what hiding costs", () => {
  it("decides what is hidden", () => {
    const cells = tableWithTotals(withCorner(4));
    const dear = (cell: number) => cells.values.map((_, other) => (other === cell ? 50 : 1));
    for (const cell of protect(cells, shown).hidden)
      if (cell !== 0) expect(protect({ ...cells, weights: dear(cell) }, shown).hidden.has(cell)).toBe(false);
  });

  it("is the same every time", () => {
    const cells = tableWithTotals([
      [3, 40, 8, 0],
      [50, 6, 70, 12],
      [13, 0, 9, 100],
    ]);
    expect(protect(cells, shown)).toEqual(protect(cells, shown));
  });
});

describe("a number of the release before", () => {
  /** Two classes and their school, now and before; everybody knows by how many the first has changed. */
  const releases = (was: number, is: number): Linked => ({
    values: [is, 40, is + 40, was, 40, was + 40, Math.abs(is - was)],
    sums: [
      { whole: 2, parts: [0, 1] },
      { whole: 5, parts: [3, 4] },
      is > was ? { whole: 0, parts: [3, 6] } : { whole: 3, parts: [0, 6] },
      { whole: 1, parts: [4] },
    ],
    open: new Set([6]),
    latent: new Set([3, 4, 5]),
    past: new Set([3, 4, 5]),
  });
  const [now, before] = [0, 3];
  const narrowedIn = (linked: Linked) => {
    const { hidden, unprotected } = protect(linked, shown);
    expect(narrowedCells(linked, hidden, shown)).toEqual(unprotected);
    return unprotected;
  };
  const asked = ({ past: _, ...linked }: Linked): Linked => linked;

  it("narrows the present one that is known to have grown from it: 5 after 2 came is no 1", () => {
    expect(narrowedIn(releases(3, 5))).toEqual([now]);
    expect(narrowedIn(asked(releases(3, 5)))).toEqual([now]);
  });

  it("is itself not protected, as is one that is published now: 5 before 2 left was no 1", () => {
    expect(narrowedIn(releases(5, 3))).toEqual([]);
    expect(narrowedIn(asked(releases(5, 3)))).toEqual([before]);
  });

  it("is never listed, whatever it takes", () => {
    const { hidden } = protect(releases(5, 3), shown);
    expect([...hidden].filter((cell) => cell >= before)).toEqual([]);
  });
});

describe("a number that is not asked for", () => {
  it("is hidden all the same, and others are hidden for those that are asked for only", () => {
    const cells = tableWithTotals(withCorner(4));
    expect([...protect(cells, shown, { only: [] }).hidden]).toEqual([0]);
    expect(protect(cells, shown, { only: [0] }).hidden.size).toBe(4);
  });
});

describe("a search that may not look far", () => {
  const cells = tableWithTotals(withCorner(4));

  it("leaves unprotected what it has not reached by then, and says so", () => {
    const { hidden, unprotected } = protect(cells, shown, { mostEffort: 0 });
    expect(unprotected).toEqual([0]);
    expect([...hidden]).toEqual([0]);
    expect(narrowedCells(cells, hidden, shown)).toEqual([0]);
  });

  it("has as much for every number", () => {
    const two = tableWithTotals([
      [4, 60, 70, 80],
      [80, 3, 95, 90],
      [65, 75, 85, 95],
    ]);
    const enough = [10, 20, 40, 80].find(
      (mostEffort) => protect(two, shown, { mostEffort }).unprotected.length === 0,
    );
    expect(enough).toBeLessThanOrEqual(40);
  });
});

describe("what counts others besides her", () => {
  it("tells a principal of nobody but herself, unless it is not shared", () => {
    const insiders = [[3, 4, 5]];
    const small = {
      ...pair,
      values: [100, 3, 97, 200, 4, 196, 300, 7, 293],
      insiders,
      open: new Set([0, 3, 6]),
    };
    expect(narrowedCells(small, new Set([1, 4, 7]), shown)).toContain(7);
    expect(narrowedCells({ ...small, shared: [[7]] }, new Set([1, 4, 7]), shown)).not.toContain(7);
  });
});

describe("a sum that cannot be", () => {
  it("is refused with what to do about it", () => {
    expect(() => protect({ values: [1], sums: [{ whole: 0, parts: [1] }] }, shown)).toThrow(
      /Sum 0 names cell 1, but cells are 0 to 0/,
    );
    for (const wrong of [-1, 0.5])
      expect(() => protect({ values: [1, 1], sums: [{ whole: 0, parts: [wrong] }] }, shown)).toThrow(
        `Sum 0 names cell ${wrong}, but cells are 0 to 1`,
      );
    expect(() => protect({ values: [1, 1], sums: [{ whole: 0, parts: [1, 1] }] }, shown)).toThrow(
      /Sum 0 names a cell twice/,
    );
  });
});

describe("the rates of a large district by race", () => {
  const small = randomRate(1, { schools: 24, races: 7 });
  const large = randomRate(2, { schools: 160, races: 7 });

  it("are protected with those whom the rate does not count, who can move only with those whom it does", () => {
    for (const linked of [small, large])
      expect(protect(linked, shown, { mostRestarts: 0, mostEffort: 5000 }).unprotected).toEqual([]);
    const { hidden } = protect(small, shown, { mostRestarts: 0, mostEffort: 5000 });
    expect(narrowedCells(small, hidden, shown)).toEqual([]);
  });

  it("count as narrowed where they are too many to be judged and no search has shown that they are not", () => {
    const all = new Set(large.values.keys());
    const isSensitive = (value: number, cell: number) => value >= 1 && value <= 10 && !large.open?.has(cell);
    const sensitive = large.values.flatMap((value, cell) => (isSensitive(value, cell) ? [cell] : []));
    expect(narrowedCells(large, all, shown)).toEqual(sensitive);
  });
});
