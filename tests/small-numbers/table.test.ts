import { describe, expect, it } from "vitest";
import {
  crossed,
  readTable,
  suppressTable,
  type Table,
  tableWithTotals,
  tellTable,
  totalled,
} from "../../warehouse/semantic/suppress/table.ts";

describe("a table that cannot be read", () => {
  const table = {
    rows: 2,
    columns: 2,
    cells: [
      [5, 0],
      [0, 0],
    ],
    threshold: 10,
    zeros: "shown",
  };

  it.each([
    ["", /not JSON/],
    ["[]", /at the whole: give \{"rows"/],
    [
      {
        ...table,
        cells: [
          [5, -1],
          [0, 0],
        ],
      },
      /at \["cells"\]\[0\]\[1\]: give 0 or more/,
    ],
    [
      {
        ...table,
        cells: [
          [5, 1.5],
          [0, 0],
        ],
      },
      /at \["cells"\]\[0\]\[1\]: give a whole number of students/,
    ],
    [
      {
        ...table,
        cells: [
          [5, null],
          [0, 0],
        ],
      },
      /at \["cells"\]\[0\]\[1\]: give a whole number of students/,
    ],
    [{ ...table, cells: [[5, 1]] }, /says 2 rows of 2 cells, and has 1 rows: make them agree/],
    [{ ...table, cells: [[5, 1], [5]] }, /has 1 cells in row 1/],
    [{ ...table, cells: [[5], [5, 1]] }, /has 1 cells in row 0/],
    [{ ...table, threshold: 0 }, /at \["threshold"\]: give 1 or more/],
    [{ ...table, rows: 0 }, /at \["rows"\]: give 1 or more/],
    [{ ...table, rows: 1e6 }, /larger than 20000 cells/],
    [{ ...table, rows: 100, columns: 100 }, /or than 40 both ways/],
  ])("is refused: %j", (given, sentence) => {
    const text = typeof given === "string" ? given : JSON.stringify(given);
    expect(() => readTable(text)).toThrow(sentence);
  });
});

describe("a table", () => {
  it("has a total for every row, for every column and for all, each the sum of its parts", () => {
    expect(
      tableWithTotals([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toEqual({
      values: [1, 2, 3, 6, 4, 5, 6, 15, 5, 7, 9, 21],
      sums: [
        { whole: 3, parts: [0, 1, 2] },
        { whole: 7, parts: [4, 5, 6] },
        { whole: 11, parts: [8, 9, 10] },
        { whole: 8, parts: [0, 4] },
        { whole: 9, parts: [1, 5] },
        { whole: 10, parts: [2, 6] },
        { whole: 11, parts: [3, 7] },
      ],
    });
    expect(crossed(totalled(1), { size: 1, sums: [] })).toEqual([{ whole: 1, parts: [0] }]);
  });

  it("may be as large as 40 lines both ways, and 20,000 cells", () => {
    const read = (rows: number, columns: number) => {
      const cells = Array.from({ length: rows }, () => new Array<number>(columns).fill(11));
      return readTable(JSON.stringify({ rows, columns, cells, threshold: 10, zeros: "hidden" })).cells.length;
    };
    expect(read(40, 500)).toBe(40);
    expect(() => read(40, 501)).toThrow(/larger than 20000/);
    expect(() => read(41, 41)).toThrow(/than 40 both ways/);
  });

  const table: Table = {
    ...{ rows: 3, columns: 2, threshold: 10, zeros: "shown" },
    cells: [
      [4, 40],
      [50, 60],
      [70, 80],
    ],
  };

  it("is told with its cells and its totals apart, by row and column", () => {
    const { suppressed, totals_suppressed } = suppressTable(table);
    expect(suppressed[0]).toEqual([0, 0]);
    expect([suppressed.length, totals_suppressed.length]).toEqual([2, 2]);
    expect(suppressed.every(([row, column]) => row < 3 && column < 2)).toBe(true);
    expect(totals_suppressed.every(([row, column]) => row === 3 || column === 2)).toBe(true);
    const alone = { ...table, rows: 1, columns: 1, cells: [[3]] };
    expect(suppressTable(alone)).toEqual({
      suppressed: [[0, 0]],
      totals_suppressed: [
        [0, 1],
        [1, 0],
        [1, 1],
      ],
    });
  });

  it("is shown with one mark for whatever is hidden, in columns that line up", () => {
    expect(tellTable(table, { suppressed: [[0, 0]], totals_suppressed: [[3, 1]] })).toBe(
      ["  *   40   44", " 50   60  110", " 70   80  150", "124    *  304"].join("\n"),
    );
  });
});
