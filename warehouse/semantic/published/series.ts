import type { Count } from "./count.ts";

/** What counts of different places have in common: the year, what is counted, and of whom. */
export type SeriesName = Pick<Count, "schoolYear" | "aggregate" | "of">;

/** The ids of the counts of a series, by place. */
export type Series = ReadonlyMap<string, string>;

/** Gives the same value for every count of a series, made when it is first asked for. */
export function perSeries<Value>(make: (name: SeriesName) => Value): (name: SeriesName) => Value {
  const years = new Map<string, Map<string, Map<string, Value>>>();
  return (name) => {
    const byAggregate = valueAt(years, name.schoolYear, () => new Map());
    const byStudents = valueAt(byAggregate, name.aggregate, () => new Map());
    return valueAt(byStudents, name.of, () => make(name));
  };
}

/** Finds series among the counts of a release; one that has no counts is empty. */
export function seriesIn(counts: ReadonlyMap<string, Count>): (name: SeriesName) => Series {
  const known = found.get(counts) ?? findSeries(counts);
  found.set(counts, known);
  return known;
}

/** Every system of a release asks for the same. */
const found = new WeakMap<ReadonlyMap<string, Count>, (name: SeriesName) => Series>();

function findSeries(counts: ReadonlyMap<string, Count>) {
  const seriesOf = perSeries(() => new Map<string, string>());
  for (const [id, count] of counts) seriesOf(count).set(count.place, id);
  return seriesOf;
}

function valueAt<Value>(values: Map<string, Value>, name: string, make: () => Value): Value {
  const known = values.get(name);
  if (known !== undefined) return known;
  const value = make();
  values.set(name, value);
  return value;
}
