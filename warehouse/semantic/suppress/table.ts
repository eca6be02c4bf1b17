import { z } from "zod";
import type { Linked, Rule } from "./linked.ts";
import { narrowedCells } from "./narrowed.ts";
import { protect } from "./protect.ts";

type Sum = { whole: number; parts: readonly number[] };

/** One side of a table: how many lines it has, totals among them, and which of them add up to which. */
export type Axis = { size: number; sums: readonly Sum[] };

/** The sums of a table whose cell in row r and column c is number `r * columns.size + c`. */
export function crossed(rows: Axis, columns: Axis): Sum[] {
  const cellAt = (row: number, column: number) => row * columns.size + column;
  const moved = ({ whole, parts }: Sum, to: (line: number) => number) => ({
    whole: to(whole),
    parts: parts.map(to),
  });
  const along = ({ size }: Axis) => Array.from({ length: size }, (_, line) => line);
  return [
    ...along(rows).flatMap((row) => columns.sums.map((sum) => moved(sum, (column) => cellAt(row, column)))),
    ...along(columns).flatMap((column) => rows.sums.map((sum) => moved(sum, (row) => cellAt(row, column)))),
  ];
}

/** Lines 0 to size - 1 and their total, which is line number `size`. */
export function totalled(size: number): Axis {
  return { size: size + 1, sums: [{ whole: size, parts: Array.from({ length: size }, (_, line) => line) }] };
}

/** A table of counts with its totals: a row more, a column more, and the grand total in the corner. */
export function tableWithTotals(cells: readonly (readonly number[])[]): Linked {
  const rows = cells.map((row) => [...row, sumOf(row)]);
  const width = (cells[0]?.length ?? 0) + 1;
  const totals = Array.from({ length: width }, (_, column) => sumOf(rows.map((row) => row[column] ?? 0)));
  return { values: [...rows, totals].flat(), sums: crossed(totalled(cells.length), totalled(width - 1)) };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** A table to protect, without its totals. */
export type Table = Rule & { rows: number; columns: number; cells: readonly (readonly number[])[] };

/** What is hidden of a table: cells by row and column; a total's row is the number of rows, or its column that of columns. */
export type SuppressedTable = {
  suppressed: readonly (readonly [row: number, column: number])[];
  totals_suppressed: readonly (readonly [row: number, column: number])[];
};

/** Larger tables take more than seconds: 20,000 cells are 2,500 schools by 8 groups. Square ones take the longest. */
const mostCells = 20_000;
const mostAcross = 40;
const lines = z.int("give a whole number").min(1, "give 1 or more");
const tableSchema = z
  .strictObject(
    {
      rows: lines,
      columns: lines,
      cells: z.array(
        z.array(
          z
            .int("give a whole number of students")
            .min(0, "give 0 or more")
            .max(1e9, "give at most 1000000000"),
          "give the counts of a row between brackets",
        ),
        "give the rows between brackets",
      ),
      threshold: z.int("give a whole number").min(1, "give 1 or more").max(1000, "give at most 1000"),
      zeros: z.enum(["shown", "hidden"], 'give "shown" or "hidden"'),
    },
    'give {"rows":2,"columns":2,"cells":[[40,3],[50,60]],"threshold":10,"zeros":"shown"}',
  )
  .refine(({ rows, columns }) => rows * columns <= mostCells && Math.min(rows, columns) <= mostAcross, {
    error: `the table is larger than ${mostCells} cells, or than ${mostAcross} both ways; protect its parts one by one`,
  });

/** Reads a table as JSON. Throws a sentence that says where it is wrong and what to give. */
export function readTable(text: string): Table {
  const { data: table, error } = tableSchema.safeParse(parsed(text));
  if (!table) {
    const [issue] = error.issues;
    const where = issue?.path.map((part) => `[${JSON.stringify(part)}]`).join("") || "the whole";
    throw new Error(`The table cannot be read at ${where}: ${issue?.message}.`);
  }
  const { rows, columns, cells } = table;
  const wrong = cells.findIndex((row) => row.length !== columns);
  if (cells.length !== rows || wrong >= 0) {
    const found =
      cells.length !== rows ? `${cells.length} rows` : `${cells[wrong]?.length} cells in row ${wrong}`;
    throw new Error(`The table says ${rows} rows of ${columns} cells, and has ${found}: make them agree.`);
  }
  return table;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new Error(
      `The table on standard input is not JSON (${why}); pipe a JSON object into this command.`,
    );
  }
}

/** Protects a table with its totals. Throws when the auditor finds a cell that can be narrowed nonetheless. */
export function suppressTable({ cells, rows, columns, threshold, zeros }: Table): SuppressedTable {
  const linked = tableWithTotals(cells);
  const rule = { threshold, zeros };
  const { hidden } = protect(linked, rule);
  const narrowed = narrowedCells(linked, hidden, rule);
  if (narrowed.length > 0)
    throw new Error("The table cannot be protected: merge rows or columns with small counts, and try again.");
  const place = (cell: number) => [Math.floor(cell / (columns + 1)), cell % (columns + 1)] as const;
  const places = [...hidden].sort((a, b) => a - b).map(place);
  const isTotal = ([row, column]: readonly [number, number]) => row === rows || column === columns;
  return {
    suppressed: places.filter((cell) => !isTotal(cell)),
    totals_suppressed: places.filter(isTotal),
  };
}

/** The table as people would see it, totals last, with the same mark for whatever is hidden. */
export function tellTable({ cells, columns }: Table, found: SuppressedTable): string {
  const hidden = new Set([...found.suppressed, ...found.totals_suppressed].map(String));
  const { values } = tableWithTotals(cells);
  const words = values.map((value, cell) => {
    const place = [Math.floor(cell / (columns + 1)), cell % (columns + 1)];
    return hidden.has(String(place)) ? "*" : String(value);
  });
  const width = words.reduce((widest, word) => Math.max(widest, word.length), 0);
  const rowAt = (row: number) => words.slice(row * (columns + 1), (row + 1) * (columns + 1));
  const line = (row: number) =>
    rowAt(row)
      .map((word) => word.padStart(width))
      .join("  ");
  return Array.from({ length: cells.length + 1 }, (_, row) => line(row)).join("\n");
}
