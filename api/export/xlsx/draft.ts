/** What a sheet's cell may hold: text stays text, a number is finite, a day is a Date at midnight UTC, null is blank. */
export type SheetValue = string | number | Date | null;

/** How cells look; what is not said is Excel's own. */
export type CellStyle = {
  format?: string;
  isBold?: boolean;
  align?: "left" | "right" | "center";
  wraps?: boolean;
  /** `head` has a line below, `group` is shaded as well. */
  band?: "head" | "group";
};

/** A row by itself, outside the rows of figures. */
export type LooseRow = { cells: SheetValue[]; styles: CellStyle[]; height?: number };

/** Text that is coloured wherever a column's cell says it: the word says it without the colour. */
export type Highlight = { column: number; text: string; tone: "good" | "bad" };

/** One sheet. Its rows are read once, when their turn comes, and there must be `rowCount` of them. */
export type SheetDraft = {
  name: string;
  columns: { width: number; style: CellStyle; name?: string }[];
  head: LooseRow[];
  /** Cells of the head that are one: row, first and last column, from 0. */
  merges: { row: number; from: number; to: number }[];
  rows: Iterable<SheetValue[]>;
  rowCount: number;
  foot: LooseRow[];
  highlights: Highlight[];
  /** Printed on every page: the left and the right of the head, beside the page number in the foot. */
  print: { title: string; note: string };
  /** A chart below the sheet's first row. */
  chart?: ChartDraft;
};

/** Cells of a column, from 0, and the first and last row of them, from 1. */
type Cells = { column: number; from: number; to: number };
export type ChartSeries = { name: string; labels: Cells; values: Cells };

/** A chart over cells of `sheet`; `description` is said in its place, `rows` is how much of its sheet it covers. */
export type ChartDraft = {
  kind: "bar" | "line" | "dot";
  title: string;
  description: string;
  format: string;
  sheet: string;
  series: ChartSeries[];
  rows: number;
};

/** A workbook before it is written. */
export type WorkbookDraft = { title: string; sheets: SheetDraft[] };

/** The columns' letters: A, B, … Z, AA. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
