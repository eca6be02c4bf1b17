import { describe, expect, it } from "vitest";
import { readTable } from "#warehouse";

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
    [{ ...table, threshold: 0 }, /at \["threshold"\]: give 1 or more/],
    [{ ...table, rows: 0 }, /at \["rows"\]: give 1 or more/],
    [{ ...table, rows: 1e6 }, /larger than 20000 cells/],
    [{ ...table, rows: 100, columns: 100 }, /or than 40 both ways/],
  ])("is refused: %j", (given, sentence) => {
    const text = typeof given === "string" ? given : JSON.stringify(given);
    expect(() => readTable(text)).toThrow(sentence);
  });
});
