import type { Answer } from "#api/contract";
import { type Cell, cellAt, keyOf, labelOf, publishedRate } from "../figures/cells.ts";

export type Column = Answer["columns"][number];

/** One figure of a drawing: where it stands, which series it belongs to, and the figure itself. */
export type Point = { at: string; series: string; cell: Cell };

/** The measures of an answer, and the dimensions it is by. */
export function partsOf({ columns }: Answer) {
  return {
    dimensions: columns.filter(({ kind }) => kind === "dimension"),
    measures: columns.filter(({ part }) => part === "value"),
  };
}

/** The measures that can share one axis: those counted as the first one is, four at most. */
export function onOneAxis(answer: Answer): Column[] {
  const { measures } = partsOf(answer);
  return measures.filter(({ unit }) => unit === measures[0]?.unit).slice(0, 4);
}

/** What a row is called in a dimension; the key stands in for a label that is missing. */
export function placeAt(answer: Answer, row: number, dimension: string): string {
  const record = answer.rows[row];
  return labelOf(record, dimension) || keyOf(record, dimension);
}

/** A measure in every row, where the row stands in `at`, and in the series that `by` names. */
export function pointsOf(answer: Answer, measure: Column, along: { at: string; by?: string }): Point[] {
  return answer.rows.map((_, row) => ({
    at: placeAt(answer, row, along.at),
    series: along.by === undefined ? measure.label : placeAt(answer, row, along.by),
    cell: cellAt(answer, measure.key, { row }),
  }));
}

/** The number that is drawn: a rate as published, else the figure; null leaves a gap. */
export const numberOf = ({ cell }: { cell: Cell }): number | null => publishedRate(cell);

/** Days, months and years as they follow each other, and the second day before the tenth. */
export const inTime = (one: string, other: string): number =>
  one.localeCompare(other, "en", { numeric: true });

/** Each name once, in the order of the rows. */
export const distinct = (names: string[]): string[] => [...new Set(names)];

/** Where the axis of dots and lines starts: at 0, or near the smallest number where all are far from it. */
export function startOf(points: readonly { cell: Cell }[]): number {
  const numbers = points.flatMap((point) => numberOf(point) ?? []);
  const low = Math.min(...numbers);
  const most = mostOf(points);
  if (numbers.length === 0 || low < most / 2) return 0;
  const step = 10 ** Math.floor(Math.log10(Math.max(most - low, most / 50)));
  return Math.max(0, Math.floor(low / step - 1) * step);
}

/** The largest number that is drawn, above zero. */
export function mostOf(points: readonly { cell: Cell }[]): number {
  return points.reduce((most, point) => Math.max(most, numberOf(point) ?? 0), 0) || 1;
}
