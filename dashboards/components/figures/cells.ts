import type { Answer } from "#api/contract";

export type Mark = Answer["marks"][number]["mark"];

/** One figure of an answer with all that travels with it. `value` is null exactly where `mark` says why. */
export type Cell = {
  value: number | null;
  mark: Mark | null;
  numerator: number | null;
  denominator: number | null;
  previous: number | null;
  change: number | null;
  /** What is published of the whole district, where the slice is compared to it. */
  district: number | null;
};

const nothing: Cell = {
  value: null,
  mark: "no_data",
  numerator: null,
  denominator: null,
  previous: null,
  change: null,
  district: null,
};

type Place = { row?: number; part?: "rows" | "totals" };

/** The figure of `measure` in one row (the first by default); a missing tile or row reads "no data". */
export function cellAt(answer: Answer | undefined, measure: string, place: Place = {}): Cell {
  const part = place.part ?? "rows";
  const row = place.row ?? 0;
  const record = answer?.[part][row];
  if (!answer || !record) return nothing;
  const figure = (name: string) => (typeof record[name] === "number" ? record[name] : null);
  const value = figure(measure);
  // The parts of `enrollment@high`, a column of a pivot, are called `enrollment__previous@high`.
  const [base = measure, at] = measure.split("@");
  const beside = (part: string) => figure(at === undefined ? `${base}__${part}` : `${base}__${part}@${at}`);
  return {
    value,
    mark: value === null ? (markAt(answer, `${part} ${row} ${measure}`) ?? "no_data") : null,
    numerator: beside("numerator"),
    denominator: beside("denominator"),
    previous: beside("previous"),
    change: beside("change"),
    district: beside("district"),
  };
}

const marksOf = new WeakMap<Answer, Map<string, Mark>>();

// An answer for 1,300 schools may have thousands of marks: they are put in order once, not sought for every cell.
function markAt(answer: Answer, place: string): Mark | undefined {
  let marks = marksOf.get(answer);
  if (!marks) {
    marks = new Map(answer.marks.map(({ part, row, column, mark }) => [`${part} ${row} ${column}`, mark]));
    marksOf.set(answer, marks);
  }
  return marks.get(place);
}

/** A rate as published: rounded once, half up, from its two numbers where they travel with it. */
export function publishedRate(cell: Cell): number | null {
  if (cell.value === null) return null;
  if (cell.numerator === null || !cell.denominator) return cell.value;
  return Math.floor((1000 * cell.numerator) / cell.denominator + 0.5) / 1000;
}

type Record = Answer["rows"][number];

const bareCode = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/** The label of a dimension; a code that came without one is written as words. */
export function labelOf(row: Record | undefined, dimension: string): string {
  const cell = row?.[dimension];
  if (!cell || typeof cell !== "object") return "";
  const { label } = cell;
  if (!bareCode.test(label)) return label;
  return (label.charAt(0).toUpperCase() + label.slice(1)).replaceAll("_", " ");
}

export function keyOf(row: Record | undefined, dimension: string): string {
  const cell = row?.[dimension];
  return cell && typeof cell === "object" ? String(cell.key ?? "") : "";
}

/** The row whose dimension has this key, or -1. */
export function rowOf(answer: Answer | undefined, dimension: string, key: string): number {
  return answer?.rows.findIndex((row) => keyOf(row, dimension) === key) ?? -1;
}
