import type { Answer } from "../../contract.ts";
import type { Exported, Extract } from "../about.ts";
import { DAY_FORMAT, guardCell, guardName, guardText, isDay, numberFormat } from "../guard.ts";
import { changeInWords, highlightsAt, isSaidInWords } from "../levels.ts";
import { signFinder } from "../marks.ts";
import type { CellStyle, LooseRow, SheetDraft, SheetValue } from "../xlsx/draft.ts";
import type { UnnamedSheet } from "./data-sheet.ts";

type Column = Answer["columns"][number];
type Row = Answer["rows"][number];
/** A cell of the sheet: `sign` stands where there is no number. */
type ShownColumn = {
  label: string;
  name: string | undefined;
  width: number;
  style: CellStyle;
  column: Column;
  cell: (row: Row, sign: () => string) => SheetValue;
};

const HEIGHT = 15;
const SAMPLE = 2000;

/** An answer as it was on the screen: measures with their parts side by side, changes in words, totals at the end. */
export function tableSheet(answer: Exported, better: Extract["better"]): UnnamedSheet {
  const shown = shownColumns(answer, better);
  const { group, merges } = groupsOf(shown);
  return {
    columns: shown.map(({ width, style, name }) =>
      name === undefined ? { width, style } : { width, style, name },
    ),
    head: [...group, headerOf(shown)],
    merges,
    foot: totalsOf(answer, shown),
    highlights: shown.flatMap(({ name }, at) => (name === undefined ? highlightsAt(at) : [])),
    rows: tableRows(answer, shown),
    rowCount: answer.rows.length,
  };
}

/** Each cell past the guard. */
function* tableRows(answer: Exported, shown: ShownColumn[]): Generator<SheetValue[]> {
  const signOf = signFinder(answer);
  let at = 0;
  for (const row of answer.rows) {
    const here = at;
    yield shown.map(({ cell, column }) => cell(row, () => signOf("rows", here, column.key)));
    at += 1;
  }
}

function shownColumns({ columns, rows }: Exported, better: Extract["better"]): ShownColumn[] {
  const sample = firstOf(rows);
  return columns.flatMap((column) => {
    const { key, kind } = column;
    const label = guardText(column.label);
    const plain: ShownColumn = {
      ...{ label, column, name: guardName(key), width: widthOf(column, sample) },
      style: kind === "measure" ? numberStyle(column) : textStyle(key, sample),
      cell: (row, sign) => guardCell(row[key], sign),
    };
    if (!isSaidInWords(column)) return [plain];
    const words: ShownColumn = {
      ...{ label: `${label}, in words`, column, name: undefined, width: 14, style: {} },
      cell: (row, sign) => {
        const change = guardCell(row[key], sign);
        return typeof change === "number" ? changeInWords(change, column, better(column.measure)) : change;
      },
    };
    return [plain, words];
  });
}

function firstOf(rows: Iterable<Row>): Row[] {
  const first: Row[] = [];
  for (const row of rows) if (first.push(row) === SAMPLE) break;
  return first;
}

/** Signs of hidden or missing cells stand where the numbers stand. */
const numberStyle = (column: Column): CellStyle => ({ format: numberFormat(column), align: "right" });
const textStyle = (key: string, sample: Row[]): CellStyle =>
  sample.some(({ [key]: cell }) => isDay(cell)) ? { format: DAY_FORMAT, align: "left" } : {};

/** Columns belong together by the value that they are about, where a dimension became columns, else by their measure. */
const groupOf = (column: Column | undefined): string | undefined =>
  column?.pivot ? `pivot ${column.pivot.key}` : (column?.measure ?? column?.key);

/** The line above the header that names each measure, or each value of the pivot, once, where any has several columns. */
function groupsOf(shown: ShownColumn[]): { group: LooseRow[]; merges: SheetDraft["merges"] } {
  const starts = shown.flatMap(({ column }, at) =>
    column.kind === "measure" && groupOf(column) !== groupOf(shown[at - 1]?.column) ? [at] : [],
  );
  const groups = starts.map((from, index) => ({
    ...{ row: 0, from, to: (starts[index + 1] ?? shown.length) - 1 },
  }));
  const merges = groups.filter(({ from, to }) => to > from);
  if (merges.length === 0) return { group: [], merges };
  const starting = new Set(starts);
  const nameAt = ({ column, label }: ShownColumn, at: number) =>
    starting.has(at) ? guardText(column.pivot?.label ?? label) : null;
  const styles = shown.map(
    ({ column }): CellStyle =>
      column.kind === "measure" ? { isBold: true, align: "center", wraps: true, band: "group" } : {},
  );
  return {
    group: [{ cells: shown.map(nameAt), styles, height: 2 * HEIGHT }],
    merges,
  };
}

function headerOf(shown: ShownColumn[]): LooseRow {
  return {
    cells: shown.map(({ label }) => label),
    styles: shown.map(({ style }) => ({
      ...{ isBold: true, wraps: true, align: style.align ?? "left", band: "head" },
    })),
    height: HEIGHT * Math.max(1, ...shown.map(({ label, width }) => linesOf(label, width - 2))),
  };
}

/** A total names the group that it is of, and says "Total" where the rows say more. */
function totalsOf({ totals, ...answer }: Exported, shown: ShownColumn[]): LooseRow[] {
  const signOf = signFinder(answer);
  return totals.map((row, index) => ({
    cells: shown.map(({ column: { key, kind }, cell }, at): SheetValue => {
      if (kind === "measure" || key in row) return cell(row, () => signOf("totals", index, key));
      const isFirst = shown.slice(0, at).every(({ column }) => column.key in row);
      return isFirst ? "Total" : null;
    }),
    styles: shown.map(({ style }) => ({ ...style, isBold: true })),
  }));
}

/** A text's lines in a column, words kept whole: not every program that opens a workbook fits the height itself. */
function linesOf(text: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(" ")) {
    if (used > 0 && used + 1 + word.length > width) {
      lines += 1;
      used = word.length;
    } else used += (used > 0 ? 1 : 0) + word.length;
  }
  return lines;
}

/** Wide enough for the names in it, within reason; the header wraps. */
function widthOf({ key, label, kind }: Column, sample: Row[]): number {
  if (kind === "measure") return Math.max(12, Math.min(24, Math.ceil(label.length / 2) + 4));
  const longest = sample.reduce((width, row) => {
    const cell = row[key];
    return typeof cell === "object" && cell !== null ? Math.max(width, cell.label.length) : width;
  }, label.length);
  return Math.max(12, Math.min(48, longest + 2));
}
